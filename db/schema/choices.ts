import { integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytes, moment } from "./columns";

/** The ledger: one chain per customer, only ever added to. A trigger sets what the app could lie about. */
export const choiceEvents = pgTable(
  "choice_events",
  {
    customerId: uuid("customer_id").notNull(),
    seq: integer("seq").notNull(),
    id: uuid("id").notNull(),
    /** Groups the events of one act, such as "stop all marketing". */
    actId: uuid("act_id").notNull(),
    purpose: text("purpose").notNull(),
    /** "" for the one switch of a purpose without channels. */
    channel: text("channel").notNull(),
    act: text("act").notNull(),
    /** The event that an undo takes back. */
    undoes: integer("undoes"),
    state: text("state").notNull(),
    pausedUntil: moment("paused_until"),
    frequency: text("frequency"),
    /** When that state was decided. */
    since: moment("since"),
    actorKind: text("actor_kind").notNull(),
    actorId: text("actor_id").notNull(),
    /** The one thing that allowed it: a session, a visit, an API key, or the token of a link. */
    viaKind: text("via_kind").notNull(),
    viaId: uuid("via_id").notNull(),
    /** SHA-256 of the words shown, which are kept once in `texts`. */
    shownHash: text("shown_hash").notNull(),
    locale: text("locale").notNull(),
    brandHash: text("brand_hash").notNull(),
    /** Canonical JSON: document to hash of its version in force. */
    terms: text("terms").notNull(),
    /** When it happened where a system or staff tells of it; null: at the moment of the event itself. */
    occurredAt: moment("occurred_at"),
    /** What staff or a system brought as proof, sealed with the person's key; the chain holds its SHA-256. */
    evidence: bytes("evidence"),
    at: moment("at").notNull(),
    prev: bytes("prev"),
    hash: bytes("hash").notNull(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.seq] })],
);

/** Where each purpose and channel stands: the newest event of each, kept by the ledger's trigger. */
export const choices = pgTable(
  "choices",
  {
    customerId: uuid("customer_id").notNull(),
    purpose: text("purpose").notNull(),
    channel: text("channel").notNull(),
    seq: integer("seq").notNull(),
    state: text("state").notNull(),
    pausedUntil: moment("paused_until"),
    frequency: text("frequency"),
    since: moment("since"),
    actorKind: text("actor_kind").notNull(),
    at: moment("at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.purpose, table.channel] })],
);

/** The end of each chain, so that a missing tail is seen. */
export const ledgerHeads = pgTable("ledger_heads", {
  customerId: uuid("customer_id").primaryKey(),
  seq: integer("seq").notNull(),
  hash: bytes("hash").notNull(),
});

/**
 * Links that act for one person: `confirm` completes exactly one pending choice, `stop` and `why` only lower,
 * `undo` restores just what one stop changed. Only the secret's hash is stored.
 */
export const choiceTokens = pgTable(
  "choice_tokens",
  {
    customerId: uuid("customer_id").notNull(),
    id: uuid("id").notNull(),
    hash: bytes("hash").notNull(),
    scope: text("scope").notNull(),
    purpose: text("purpose").notNull(),
    channel: text("channel").notNull(),
    /** Of a confirm link: the asking that it completes. */
    seq: integer("seq"),
    /** Of an undo link: the act that it takes back. */
    undoesAct: uuid("undoes_act"),
    /** Of a stop or why link: the use that it was made for. */
    useId: uuid("use_id"),
    createdAt: moment("created_at").notNull().defaultNow(),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
    /** The act it was used for, so that one act may have several events. */
    usedFor: uuid("used_for"),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.id] }),
    uniqueIndex("choice_tokens_hash").on(table.hash),
  ],
);
