import { index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { bytes, moment } from "./columns";

/** Answers kept for repeats: written in the transaction of their effect, so that both are there or neither. */
export const idempotency = pgTable(
  "idempotency",
  {
    /** The system that asked, by the name of its key: both keys of a rotation are one system. */
    system: text("system").notNull(),
    /** The call, such as `POST /choices`. */
    route: text("route").notNull(),
    /** Keyed hash of the Idempotency-Key. */
    hash: bytes("hash").notNull(),
    /** SHA-256 of what was sent. */
    request: bytes("request").notNull(),
    status: integer("status").notNull(),
    /** The answer's bytes, sealed: a link in it is a secret. */
    body: bytes("body").notNull(),
    expiresAt: moment("expires_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.system, table.route, table.hash] }),
    index("idempotency_expires").on(table.expiresAt),
  ],
);
