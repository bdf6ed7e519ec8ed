import { pgTable, text } from "drizzle-orm/pg-core";
import { moment } from "./columns";

/** Every text that was shown when something was decided, once, by its SHA-256. Holds no person's data. */
export const texts = pgTable("texts", {
  hash: text("hash").primaryKey(),
  content: text("content").notNull(),
  createdAt: moment("created_at").notNull().defaultNow(),
});
