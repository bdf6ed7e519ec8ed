import { sql } from "drizzle-orm";
import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, moment } from "./columns";

/** Where the brand's systems want to hear of changes. Secrets are sealed with a key of the installation. */
export const webhookEndpoints = pgTable("webhook_endpoints", {
  id: uuid("id").primaryKey(),
  url: text("url").notNull(),
  /** Types of events that it hears of. */
  events: text("events").array().notNull(),
  /** The name under which the system behind it says that it obeyed; null: any name counts. */
  system: text("system"),
  /** How many seconds it may take to say that it obeyed. */
  obeysWithin: integer("obeys_within").notNull().default(3600),
  secret: bytes("secret").notNull(),
  /** The secret before, which signs too until then. */
  previousSecret: bytes("previous_secret"),
  previousUntil: moment("previous_until"),
  createdBy: text("created_by").notNull(),
  createdAt: moment("created_at").notNull().defaultNow(),
  /** Since when nothing is sent, and why: `gone` (it answered 410) or `by_hand`. */
  disabledAt: moment("disabled_at"),
  disabledReason: text("disabled_reason"),
  deletedAt: moment("deleted_at"),
  /** Since when a delivery was given up after which none arrived; null: all is well. */
  failingAt: moment("failing_at"),
  /** Failures in a row, and until when it asked to be left in peace. */
  failures: integer("failures").notNull().default(0),
  heldUntil: moment("held_until"),
  lastDeliveredAt: moment("last_delivered_at"),
});

/** What happened, written in the transaction of the change. Names things and states, never values or addresses. */
export const webhookEvents = pgTable(
  "webhook_events",
  {
    customerId: uuid("customer_id").notNull(),
    /** The `webhook-id` of each of its deliveries. */
    id: uuid("id").notNull().defaultRandom(),
    /** Rises with each event of a customer. */
    position: bigint("position", { mode: "number" }).notNull().generatedAlwaysAsIdentity(),
    type: text("type").notNull(),
    /** The customer's ledger position at that moment. */
    seq: integer("seq").notNull(),
    data: jsonb("data").$type<Record<string, string | number | boolean | null>>().notNull(),
    at: moment("at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.id] })],
);

/**
 * One event for one endpoint. Like a job of the queue it names its customer (`lane`) by id alone; what it is
 * about stands in the event, behind the wall.
 */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    endpointId: uuid("endpoint_id").notNull(),
    /** That of the event. */
    position: bigint("position", { mode: "number" }).notNull(),
    lane: uuid("lane").notNull(),
    eventId: uuid("event_id").notNull(),
    type: text("type").notNull(),
    at: moment("at").notNull(),
    /** `pending`, `delivered`, or `dead` after the last attempt. */
    state: text("state").notNull(),
    attempts: smallint("attempts").notNull().default(0),
    /** Of the last attempt: when, which status came back, or why none. */
    triedAt: moment("tried_at"),
    status: integer("status"),
    reason: text("reason"),
    /** When it is tried again. */
    nextAt: moment("next_at"),
    /** When the system behind the endpoint said that it obeyed. */
    obeyedAt: moment("obeyed_at"),
  },
  (table) => [
    primaryKey({ columns: [table.endpointId, table.position] }),
    index("webhook_deliveries_pending")
      .on(table.endpointId, table.lane, table.position)
      .where(sql`state = 'pending'`),
    index("webhook_deliveries_dead").on(table.endpointId, table.position).where(sql`state = 'dead'`),
    index("webhook_deliveries_event").on(table.eventId),
    index("webhook_deliveries_unobeyed")
      .on(table.endpointId, table.at)
      .where(sql`obeyed_at is null and type in ('choice.changed', 'channel.stopped')`),
  ],
);

/** The queue of one customer at one endpoint: taken as a whole, so that its order holds. */
export const webhookLanes = pgTable(
  "webhook_lanes",
  {
    endpointId: uuid("endpoint_id").notNull(),
    lane: uuid("lane").notNull(),
    /** When its first delivery is due. */
    dueAt: moment("due_at").notNull(),
    /** Who works on it, until `due_at`. */
    claim: uuid("claim"),
  },
  (table) => [
    primaryKey({ columns: [table.endpointId, table.lane] }),
    index("webhook_lanes_due").on(table.endpointId, table.dueAt),
  ],
);

/** That a system obeyed: which event, which system by its own name, and when it did. */
export const obeyed = pgTable(
  "obeyed",
  {
    customerId: uuid("customer_id").notNull(),
    eventId: uuid("event_id").notNull(),
    system: text("system").notNull(),
    at: moment("at").notNull(),
    /** The API key that told of it, and when. */
    keyId: uuid("key_id").notNull(),
    toldAt: moment("told_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.eventId, table.system] }),
    index("obeyed_by_time").on(table.customerId, table.at),
  ],
);
