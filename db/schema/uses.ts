import { index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { moment } from "./columns";

/** The brand's record that it did something with a person's data. The title is the brand's own words. */
export const uses = pgTable(
  "uses",
  {
    customerId: uuid("customer_id").notNull(),
    id: uuid("id").notNull(),
    purpose: text("purpose").notNull(),
    /** "" where the use went through no channel. */
    channel: text("channel").notNull(),
    /** Ids of the held items that were used. */
    items: text("items").array().notNull(),
    title: text("title").notNull(),
    occurredAt: moment("occurred_at").notNull(),
    /** The brand's own name of the campaign, and the ledger position of the decision that allowed it, if told. */
    campaign: text("campaign"),
    decision: integer("decision"),
    /** The API key that told of it; null for the demo's history. */
    keyId: uuid("key_id"),
    reportedAt: moment("reported_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.id] }),
    index("uses_by_purpose").on(table.customerId, table.purpose, table.occurredAt),
  ],
);
