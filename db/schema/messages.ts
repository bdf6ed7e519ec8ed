import { index, pgTable, smallint, text, uuid } from "drizzle-orm/pg-core";
import { bytes, moment } from "./columns";

/**
 * Mail on its way out. Whom it goes to and what it says is sealed, and wiped once it was sent or given up.
 * It names no customer: some of it goes to addresses that nobody here knows.
 */
export const messages = pgTable(
  "messages",
  {
    id: uuid("id").primaryKey(),
    template: text("template").notNull(),
    sealed: bytes("sealed"),
    attempts: smallint("attempts").notNull().default(0),
    createdAt: moment("created_at").notNull().defaultNow(),
    sentAt: moment("sent_at"),
    failedAt: moment("failed_at"),
  },
  (table) => [index("messages_created").on(table.createdAt)],
);
