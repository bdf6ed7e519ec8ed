import { integer, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { bytes, moment } from "./columns";

/** Every published version, once and for ever. Its texts, and the list of them that `hash` is of, are in `texts`. */
export const termsVersions = pgTable(
  "terms_versions",
  {
    document: text("document").notNull(),
    /** `YYYY-MM-DD`: in force from this day, in the brand's time zone. */
    version: text("version").notNull(),
    hash: text("hash").notNull(),
    publishedAt: moment("published_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.document, table.version] })],
);

/** What a person was shown of the terms and what they said: one chain each, only ever added to. */
export const termsEvents = pgTable(
  "terms_events",
  {
    customerId: uuid("customer_id").notNull(),
    seq: integer("seq").notNull(),
    id: uuid("id").notNull(),
    document: text("document").notNull(),
    version: text("version").notNull(),
    act: text("act").notNull(),
    /** `terms_versions.hash` of that version. */
    termsHash: text("terms_hash").notNull(),
    /** SHA-256 of the points as they were shown, which are kept once in `texts`. */
    shownHash: text("shown_hash").notNull(),
    locale: text("locale").notNull(),
    actorKind: text("actor_kind").notNull(),
    /** The session it was done in; null where we told of it by message. */
    sessionId: uuid("session_id"),
    at: moment("at").notNull(),
    prev: bytes("prev"),
    hash: bytes("hash").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.seq] }),
    unique("terms_events_id").on(table.customerId, table.id),
  ],
);

/** The end of each person's chain about terms, so that a missing tail is seen. */
export const termsHeads = pgTable("terms_heads", {
  customerId: uuid("customer_id").primaryKey(),
  seq: integer("seq").notNull(),
  hash: bytes("hash").notNull(),
});
