import { date, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytes, moment } from "./columns";

/** A person exercising a right. What they and we write is sealed with the person's key. */
export const requests = pgTable(
  "requests",
  {
    customerId: uuid("customer_id").notNull(),
    id: uuid("id").notNull(),
    kind: text("kind").notNull(),
    /** Id of the held item it is about, where it is about one. */
    item: text("item"),
    /** The visit in which staff opened it for the person; and the one that it complains about. */
    openedIn: uuid("opened_in"),
    aboutVisit: uuid("about_visit"),
    jurisdiction: text("jurisdiction").notNull(),
    openedAt: moment("opened_at").notNull().defaultNow(),
    /** When the person had proved who they are. */
    identityAt: moment("identity_at").notNull(),
    /** The last lawful day, and the one it was before more time was taken. */
    dueOn: date("due_on").notNull(),
    extendedFrom: date("extended_from"),
    extendedAt: moment("extended_at"),
    extensionSealed: bytes("extension_sealed"),
    textSealed: bytes("text_sealed"),
    outcome: text("outcome"),
    answeredAt: moment("answered_at"),
    /** JSON: the words of the answer and what was refused, and why. */
    answerSealed: bytes("answer_sealed"),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.id] }),
    index("requests_by_time").on(table.customerId, table.openedAt),
  ],
);

/** What was written about a request, by the person and by the brand. */
export const requestMessages = pgTable(
  "request_messages",
  {
    customerId: uuid("customer_id").notNull(),
    id: uuid("id").notNull(),
    requestId: uuid("request_id").notNull(),
    author: text("author").notNull(),
    at: moment("at").notNull().defaultNow(),
    textSealed: bytes("text_sealed").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.id] }),
    index("request_messages_of").on(table.customerId, table.requestId),
  ],
);

/** A link to a copy: works once. The copy itself is made while it is fetched and kept nowhere. */
export const copies = pgTable(
  "copies",
  {
    customerId: uuid("customer_id").notNull(),
    requestId: uuid("request_id").notNull(),
    tokenHash: bytes("token_hash").notNull(),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.requestId] }),
    index("copies_token").on(table.customerId, table.tokenHash),
  ],
);
