import { pgTable, text } from "drizzle-orm/pg-core";
import { bytes, moment } from "./columns";

/** The installation's own keys, each random and wrapped by the secret. */
export const keys = pgTable("keys", {
  purpose: text("purpose").primaryKey(),
  wrapped: bytes("wrapped").notNull(),
  createdAt: moment("created_at").notNull().defaultNow(),
});
