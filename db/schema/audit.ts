import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { moment } from "./columns";

/** Lines that concern no customer carry this id, so that the key can begin with the customer. */
export const NOBODY = "00000000-0000-0000-0000-000000000000";

/** Who did what to whose data, append-only. Detail names things, never values. */
export const audit = pgTable(
  "audit",
  {
    customerId: uuid("customer_id").notNull(),
    id: uuid("id").notNull(),
    at: moment("at").notNull().defaultNow(),
    actorKind: text("actor_kind").notNull(),
    actorId: text("actor_id").notNull(),
    act: text("act").notNull(),
    detail: jsonb("detail").$type<Record<string, string | number | boolean | null | string[]>>().notNull(),
    requestId: text("request_id").notNull(),
    /** Which ticket it was for, out of the detail: only a column of its own can be searched behind the wall. */
    ticket: text("ticket").generatedAlwaysAs(sql`detail->>'ticket'`),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.id] }),
    index("audit_by_time").on(table.customerId, table.at, table.id),
    index("audit_all_by_time").on(table.at, table.id),
    index("audit_by_act").on(table.act, table.at, table.id),
    // Of the desk's lines alone: customers and systems write most of the others, and are found by whose it is.
    index("audit_by_staff").on(table.actorId, table.at, table.id).where(sql`actor_kind = 'staff'`),
    index("audit_by_ticket").on(table.ticket, table.at, table.id).where(sql`ticket is not null`),
  ],
);
