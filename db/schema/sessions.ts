import { index, pgTable, primaryKey, smallint, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytes, moment } from "./columns";

/** Who is signed in, where. The browser holds an opaque id; only its hash is stored. */
export const sessions = pgTable(
  "sessions",
  {
    customerId: uuid("customer_id").notNull(),
    id: uuid("id").notNull(),
    idHash: bytes("id_hash").notNull(),
    /** When the person last proved who they are; a step-up renews it. */
    authTime: moment("auth_time").notNull().defaultNow(),
    method: text("method").notNull(),
    device: text("device").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
    lastSeenAt: moment("last_seen_at").notNull().defaultNow(),
    expiresAt: moment("expires_at").notNull(),
    endedAt: moment("ended_at"),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.id] }),
    index("sessions_id_hash").on(table.idHash),
  ],
);

/**
 * A sign-in that was asked for and not finished. It names no customer: who it is for is known only after the
 * sources were asked, and what was typed is sealed. A newer one for the same words voids it.
 */
export const signIns = pgTable(
  "sign_ins",
  {
    id: uuid("id").primaryKey(),
    /** Keyed hash of what was typed, so that a new one finds the old. */
    lookup: bytes("lookup").notNull(),
    /** The browser that asked: the code works only there. */
    browserHash: bytes("browser_hash").notNull(),
    /** Set when someone who is signed in proves again who they are. */
    sessionId: uuid("session_id"),
    linkHash: bytes("link_hash"),
    codeHash: bytes("code_hash"),
    sealed: bytes("sealed").notNull(),
    device: text("device").notNull(),
    locale: text("locale").notNull(),
    /** How often the sources were asked, and how often a code was entered. */
    tries: smallint("tries").notNull().default(0),
    attempts: smallint("attempts").notNull().default(0),
    createdAt: moment("created_at").notNull().defaultNow(),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
    voidedAt: moment("voided_at"),
  },
  (table) => [
    index("sign_ins_lookup").on(table.lookup),
    index("sign_ins_browser").on(table.browserHash),
    uniqueIndex("sign_ins_link").on(table.linkHash),
    index("sign_ins_expires").on(table.expiresAt),
  ],
);
