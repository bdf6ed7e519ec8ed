import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { webhookDeliveries } from "@/db/schema/webhooks";
import { changed, mutate, unchanged } from "../access";
import type { Ctx } from "../context";
import { DomainError } from "../errors";
import { deliverAgain } from "./delivery-store";
import { mustFind, named } from "./endpoints";

/** Most events that are named at once. */
export const MOST_REPLAYED = 100;

/**
 * Sends named events again, each with the `webhook-id` it had, in the order they had. What waits already is not
 * touched. @returns how many are sent again.
 * @throws DomainError `not_found` for an endpoint or an event that it never was to hear of.
 */
export async function replayEvents(
  ctx: Ctx,
  { id, events }: { id: string; events: readonly string[] },
): Promise<{ count: number }> {
  const wanted = [...new Set(events)];
  const { value } = await mutate(ctx, "webhook.manage", async (tx) => {
    const row = await mustFind(tx, id);
    if ((await countTold(tx, id, wanted)) < wanted.length) throw new DomainError("not_found");
    let count = 0;
    for (const event of wanted) count += await deliverAgain(tx, { endpoint: id, event, now: ctx.now });
    if (count === 0) return unchanged({ count });
    return changed({ count }, { event: "replayed", ...named(row), count, of: wanted });
  });
  return value;
}

async function countTold(tx: Tx, endpoint: string, events: readonly string[]): Promise<number> {
  const told = await tx
    .select({ event: webhookDeliveries.eventId })
    .from(webhookDeliveries)
    .where(and(eq(webhookDeliveries.endpointId, endpoint), inArray(webhookDeliveries.eventId, [...events])));
  return told.length;
}
