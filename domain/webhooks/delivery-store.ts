import { and, asc, desc, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { webhookDeliveries } from "@/db/schema/webhooks";
import type { DeliveryState } from "./catalog";

export type DeliveryRow = typeof webhookDeliveries.$inferSelect;

/** Written out, because the indexes are of one state each. */
const IN_STATE: Readonly<Record<DeliveryState, SQL>> = {
  pending: sql`state = 'pending'`,
  delivered: sql`state = 'delivered'`,
  dead: sql`state = 'dead'`,
};

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
        of.state && IN_STATE[of.state],
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

/** As many as one statement makes due again. */
const AT_ONCE = 10_000;

/** Makes deliveries due again, in their old order and from their first attempt. @returns how many. */
export async function deliverAgain(tx: Tx, again: Again): Promise<number> {
  let all = 0;
  for (let some = AT_ONCE; some === AT_ONCE; all += some) some = await someAgain(tx, again);
  return all;
}

async function someAgain(tx: Tx, again: Again): Promise<number> {
  const { endpoint, now } = again;
  const of = eq(webhookDeliveries.endpointId, endpoint);
  const some = tx
    .select({ position: webhookDeliveries.position })
    .from(webhookDeliveries)
    .where(and(of, ...meant(again)))
    .orderBy(asc(webhookDeliveries.position))
    .limit(AT_ONCE);
  const rows = await tx
    .update(webhookDeliveries)
    .set({ state: "pending", attempts: 0, nextAt: now })
    .where(and(of, inArray(webhookDeliveries.position, some)))
    .returning({ lane: webhookDeliveries.lane });
  await wakeLanesOf(tx, { endpoint, now, lanes: rows.map(({ lane }) => lane) });
  return rows.length;
}

async function wakeLanesOf(tx: Tx, of: { endpoint: string; now: Date; lanes: string[] }): Promise<void> {
  const lanes = [...new Set(of.lanes)].sort();
  if (lanes.length === 0) return;
  await tx.execute(sql`
    insert into webhook_lanes (endpoint_id, lane, due_at)
    select ${of.endpoint}::uuid, lane, ${of.now.toISOString()}::timestamptz
      from unnest(${sql.param(lanes)}::uuid[]) lane
    on conflict (endpoint_id, lane) do update set due_at =
      case when webhook_lanes.claim is null then least(webhook_lanes.due_at, excluded.due_at)
           else webhook_lanes.due_at end`);
}

function meant({ event, from, to, only }: Again): (SQL | undefined)[] {
  return [
    event === undefined ? undefined : eq(webhookDeliveries.eventId, event),
    from === undefined ? undefined : gte(webhookDeliveries.at, from),
    to === undefined ? undefined : lt(webhookDeliveries.at, to),
    only ? IN_STATE[only] : sql`state in ('delivered', 'dead')`,
  ];
}
