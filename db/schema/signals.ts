import { pgTable, primaryKey, unique, uuid } from "drizzle-orm/pg-core";
import { bytes, moment } from "./columns";

/**
 * Browsers whose signal (Global Privacy Control) was followed for a customer: once each, so that what the customer
 * turns on afterwards stays on. A session lives in one browser, so it counts as one too where no cookie is kept.
 */
export const browserSignals = pgTable(
  "browser_signals",
  {
    customerId: uuid("customer_id").notNull(),
    id: uuid("id").notNull(),
    /** Keyed hash of the browser's random cookie with the customer: tells nothing of who else uses that browser. */
    browserHash: bytes("browser_hash").notNull(),
    sessionId: uuid("session_id").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.id] }),
    unique("browser_signals_browser").on(table.customerId, table.browserHash),
    unique("browser_signals_session").on(table.customerId, table.sessionId),
  ],
);
