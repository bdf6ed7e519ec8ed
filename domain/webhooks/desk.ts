import { observe } from "../access";
import { addToDay, startOfDay } from "../brand";
import type { Ctx } from "../context";
import { DomainError } from "../errors";
import { listUnobeyed } from "../obeyed";
import { replay } from "./deliveries";
import { countDeliveries, selectEndpoints } from "./endpoint-store";
import { viewOf } from "./endpoint-view";
import type { ReplayForm } from "./forms";
import { replayEvents } from "./replay-events";
import type { EndpointHealth } from "./view";

/** Every endpoint with what somebody should know of it, the oldest first. */
export async function listHealth(ctx: Ctx): Promise<EndpointHealth[]> {
  const late = await listUnobeyed(ctx);
  return observe(ctx, "webhook.read", async (tx) => {
    const found: EndpointHealth[] = [];
    for (const row of await selectEndpoints(tx))
      found.push({
        endpoint: viewOf(row, ctx.now),
        deliveries: await countDeliveries(tx, row.id),
        late: late.find(({ endpoint }) => endpoint === row.id) ?? null,
      });
    return found;
  });
}

/** Of one endpoint. @throws DomainError `not_found`. */
export async function readHealth(ctx: Ctx, { id }: { id: string }): Promise<EndpointHealth> {
  const found = (await listHealth(ctx)).find(({ endpoint }) => endpoint.id === id);
  if (!found) throw new DomainError("not_found");
  return found;
}

/** Before anything ever happened here. */
const EVER = new Date("2000-01-01T00:00:00Z");

/**
 * Sends again what a form of the desk names. @returns how many are sent again.
 * @throws DomainError `not_found`; `invalid` for days that end before they begin.
 */
export function replayFromDesk(
  ctx: Ctx,
  { id, event, from, to, only }: ReplayForm,
): Promise<{ count: number }> {
  if (event) return replayEvents(ctx, { id, events: [event] });
  const { timeZone } = ctx.house.brand;
  const begin = from ? startOfDay(from, timeZone) : EVER;
  const end = to ? startOfDay(addToDay(to, "P1D"), timeZone) : undefined;
  return replay(ctx, { id, from: begin, ...(end && { to: end }), ...(only && { only }) });
}
