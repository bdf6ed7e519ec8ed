import { NOBODY } from "@/db/schema/audit";
import { changed, mutate, observe, unchanged } from "../access";
import type { Ctx } from "../context";
import { DomainError } from "../errors";
import {
  DELIVERY_REASONS,
  DELIVERY_STATES,
  type DeliveryState,
  type DeliveryView,
  ReplayInput,
  WEBHOOK_EVENTS,
} from "./catalog";
import { type DeliveryRow, deliverAgain, selectDeliveries } from "./delivery-store";
import { mustFind, named } from "./endpoints";

/** Which of an endpoint's deliveries are asked for; `before`: the position that the last page ended at. */
export interface ListDeliveries {
  id: string;
  state?: DeliveryState;
  before?: number;
  limit: number;
}

/** An endpoint's deliveries, the newest first. @throws DomainError `not_found`. */
export async function listDeliveries(
  ctx: Ctx,
  { id, state, before, limit }: ListDeliveries,
): Promise<DeliveryView[]> {
  const rows = await observe(ctx, "webhook.read", async (tx) => {
    await mustFind(tx, id);
    return selectDeliveries(tx, { endpoint: id, state, before, limit });
  });
  return rows.map(deliveryView);
}

/**
 * Sends again what was sent or given up: one event, or all of a time, each with the `webhook-id` it had and in the
 * order it had. What waits already is not touched. @returns how many are sent again.
 * @throws DomainError `not_found` for the endpoint; `invalid` for a time that ends before it begins.
 */
export async function replay(ctx: Ctx, input: ReplayInput): Promise<{ count: number }> {
  const { id, ...which } = ReplayInput.parse(input);
  if (which.from && which.to && which.from >= which.to)
    throw new DomainError("invalid", { pointer: "/to", detail: "later than from" });
  const { value } = await mutate(ctx, "webhook.manage", async (tx) => {
    const row = await mustFind(tx, id);
    const count = await deliverAgain(tx, { endpoint: id, ...which, now: ctx.now });
    if (count === 0) return unchanged(count);
    return changed(count, { event: "replayed", ...named(row), count, of: which.event ?? null });
  });
  return { count: value };
}

const known = <T extends string>(values: readonly T[], value: string): T => {
  const found = values.find((one) => one === value);
  if (found === undefined) throw new Error(`the deliveries hold ${value}, which this version does not know`);
  return found;
};

/** A stored delivery as people see it. */
const deliveryView = (row: DeliveryRow): DeliveryView => ({
  ...{ position: row.position, event: row.eventId, at: row.at, attempts: row.attempts },
  type: known(WEBHOOK_EVENTS, row.type),
  customer: row.lane === NOBODY ? null : row.lane,
  state: known(DELIVERY_STATES, row.state),
  reason: row.reason === null ? null : known(DELIVERY_REASONS, row.reason),
  ...{ triedAt: row.triedAt, status: row.status, obeyedAt: row.obeyedAt },
  nextAt: row.state === "pending" ? row.nextAt : null,
});
