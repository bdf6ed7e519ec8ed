import { and, desc, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { webhookDeliveries } from "@/db/schema/webhooks";
import type { DeliveryState } from "./catalog";

export type DeliveryRow = typeof webhookDeliveries.$inferSelect;

/** Deliveries of an endpoint before a position, the newest first. */
export const selectDeliveries = (
  tx: Tx,
  of: { endpoint: string; state: DeliveryState | undefined; before: number | undefined; limit: number },
): Promise<DeliveryRow[]> =>
  tx
    .select()
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.endpointId, of.endpoint),
        of.state ? eq(webhookDeliveries.state, of.state) : undefined,
        of.before === undefined ? undefined : lt(webhookDeliveries.position, of.before),
      ),
    )
    .orderBy(desc(webhookDeliveries.position))
    .limit(of.limit);

interface Again {
  endpoint: string;
  event?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  only?: "dead" | undefined;
  now: Date;
}

/** Makes deliveries due again, in their old order and from their first attempt. @returns how many. */
export async function deliverAgain(tx: Tx, again: Again): Promise<number> {
  const { endpoint, now } = again;
  const rows = await tx
    .update(webhookDeliveries)
    .set({ state: "pending", attempts: 0, nextAt: now })
    .where(and(eq(webhookDeliveries.endpointId, endpoint), ...meant(again)))
    .returning({ lane: webhookDeliveries.lane });
  const lanes = [...new Set(rows.map(({ lane }) => lane))].sort();
  if (lanes.length > 0)
    await tx.execute(sql`
      insert into webhook_lanes (endpoint_id, lane, due_at)
      select ${endpoint}::uuid, lane, ${now.toISOString()}::timestamptz from unnest(${sql.param(lanes)}::uuid[]) lane
      on conflict (endpoint_id, lane) do update set due_at = least(webhook_lanes.due_at, excluded.due_at)
       where webhook_lanes.claim is null`);
  return rows.length;
}

function meant({ event, from, to, only }: Again): (SQL | undefined)[] {
  return [
    event === undefined ? undefined : eq(webhookDeliveries.eventId, event),
    from === undefined ? undefined : gte(webhookDeliveries.at, from),
    to === undefined ? undefined : lt(webhookDeliveries.at, to),
    only === undefined
      ? inArray(webhookDeliveries.state, ["delivered", "dead"])
      : eq(webhookDeliveries.state, only),
  ];
}
