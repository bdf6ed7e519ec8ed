import { boolean, index, pgTable, primaryKey, smallint, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytes, moment } from "./columns";

/** One support agent's time-boxed look at one customer's account. A trigger sets who, when and until when. */
export const visits = pgTable(
  "visits",
  {
    customerId: uuid("customer_id").notNull(),
    id: uuid("id").notNull(),
    staffId: uuid("staff_id").notNull(),
    /** Keyed hash of what the agent's cookie holds. */
    secretHash: bytes("secret_hash").notNull(),
    /** Which of the brand's reasons, as it stands in the folder; and the agent's sentence, sealed for the customer. */
    reason: text("reason").notNull(),
    wordsSealed: bytes("words_sealed").notNull(),
    ticket: text("ticket").notNull(),
    /** Initials of the customer for the agent's own list, sealed for the customer; null: no source has a name. */
    initialsSealed: bytes("initials_sealed"),
    /** First name or pseudonym, as the customer is told. */
    shownName: text("shown_name").notNull(),
    role: text("role").notNull(),
    withCode: boolean("with_code").notNull().default(false),
    startedAt: moment("started_at").notNull().defaultNow(),
    endsAt: moment("ends_at").notNull().defaultNow(),
    endedAt: moment("ended_at"),
    /** by_agent, sign_out or by_customer; null where nobody ended it. */
    endedHow: text("ended_how"),
    /** When the customer was told of it by message. */
    toldAt: moment("told_at"),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.id] }),
    uniqueIndex("visits_secret").on(table.secretHash),
    index("visits_by_staff").on(table.staffId, table.startedAt),
  ],
);

/** Which items were on a page that was opened in a visit; once per page and items. */
export const visitViews = pgTable(
  "visit_views",
  {
    customerId: uuid("customer_id").notNull(),
    visitId: uuid("visit_id").notNull(),
    page: text("page").notNull(),
    item: text("item").notNull(),
    at: moment("at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.visitId, table.page, table.item] })],
);

/** Values that were shown clear in a visit, each with its reason, sealed for the customer. */
export const visitReveals = pgTable(
  "visit_reveals",
  {
    customerId: uuid("customer_id").notNull(),
    visitId: uuid("visit_id").notNull(),
    item: text("item").notNull(),
    /** "" for the whole item; else which record of a list. */
    record: text("record").notNull().default(""),
    reasonSealed: bytes("reason_sealed").notNull(),
    at: moment("at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.visitId, table.item, table.record] })],
);

/** What a customer wants about visits. */
export const visitWishes = pgTable("visit_wishes", {
  customerId: uuid("customer_id").primaryKey(),
  refused: boolean("refused").notNull().default(false),
  /** now, daily or no. */
  tell: text("tell").notNull().default("now"),
  /** The code that allows one visit: keyed hash, half an hour, a few wrong tries. */
  codeHash: bytes("code_hash"),
  codeExpiresAt: moment("code_expires_at"),
  codeTries: smallint("code_tries").notNull().default(0),
});
