import { type EndpointView, WEBHOOK_EVENTS } from "./catalog";
import type { EndpointRow } from "./endpoint-store";
import { standingOf } from "./rules";

/** A stored endpoint as people see it. */
export const viewOf = (row: EndpointRow, now: Date): EndpointView => ({
  ...{ id: row.id, url: row.url, system: row.system, obeysWithin: row.obeysWithin },
  events: WEBHOOK_EVENTS.filter((event) => row.events.includes(event)),
  ...{ createdBy: row.createdBy, createdAt: row.createdAt, disabledAt: row.disabledAt },
  ...{ failingAt: row.failingAt, heldUntil: row.heldUntil, lastDeliveredAt: row.lastDeliveredAt },
  previousUntil: row.previousUntil && row.previousUntil > now ? row.previousUntil : null,
  standing: standingOf(row, now),
});
