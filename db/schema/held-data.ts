import { pgTable, primaryKey, smallint, text, uuid } from "drizzle-orm/pg-core";
import { bytes, moment } from "./columns";

/** A new address that waits for the code sent to it. Until then nothing changes; then the row goes. */
export const waitingCorrections = pgTable(
  "waiting_corrections",
  {
    customerId: uuid("customer_id").notNull(),
    id: uuid("id").notNull(),
    item: text("item").notNull(),
    /** The new address. */
    sealed: bytes("sealed").notNull(),
    codeHash: bytes("code_hash").notNull(),
    /** Wrong codes so far; too many void it. */
    attempts: smallint("attempts").notNull().default(0),
    createdAt: moment("created_at").notNull().defaultNow(),
    expiresAt: moment("expires_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.id] })],
);
