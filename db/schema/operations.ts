import { bigint, date, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { moment } from "./columns";

/**
 * What runs against a clock, `request` or `visit`, without a word about whose it is, so that it can be counted.
 * Triggers keep it: there while the clock runs, gone when it was answered or ended.
 */
export const clocks = pgTable(
  "clocks",
  {
    kind: text("kind").notNull(),
    id: uuid("id").notNull(),
    /** Of a visit: when it ends by itself. Of a request: its last lawful day. */
    endsAt: moment("ends_at"),
    dueOn: date("due_on"),
  },
  (table) => [
    primaryKey({ columns: [table.kind, table.id] }),
    index("clocks_ends_at").on(table.kind, table.endsAt),
  ],
);

/** Each time that the whole ledger was verified, and what came of it. */
export const ledgerChecks = pgTable(
  "ledger_checks",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    at: moment("at").notNull().defaultNow(),
    customers: integer("customers").notNull(),
    events: bigint("events", { mode: "number" }).notNull(),
    faults: integer("faults").notNull(),
  },
  (table) => [index("ledger_checks_at").on(table.at)],
);

/**
 * Whose key was destroyed, by an id that says nothing of the person: a backup from before is brought back without
 * them. A trigger writes it; nobody takes a line away.
 */
export const forgotten = pgTable("forgotten", {
  id: uuid("id").primaryKey(),
  at: moment("at").notNull().defaultNow(),
});
