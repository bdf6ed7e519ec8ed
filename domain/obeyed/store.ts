import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { obeyed, webhookDeliveries, webhookEvents } from "@/db/schema/webhooks";

/** Whose event it is; undefined where no endpoint was to hear of it. */
export async function findLane(tx: Tx, event: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ lane: webhookDeliveries.lane })
    .from(webhookDeliveries)
    .where(eq(webhookDeliveries.eventId, event))
    .limit(1);
  return row?.lane;
}

export async function selectEvent(
  tx: Tx,
  of: { customerId: string; id: string },
): Promise<{ type: string; at: Date } | undefined> {
  const [row] = await tx
    .select({ type: webhookEvents.type, at: webhookEvents.at })
    .from(webhookEvents)
    .where(and(eq(webhookEvents.customerId, of.customerId), eq(webhookEvents.id, of.id)));
  return row;
}

/** @returns false where that system said so before. */
export async function insertObeyed(
  tx: Tx,
  row: Pick<typeof obeyed.$inferInsert, "customerId" | "eventId" | "system" | "at" | "keyId">,
): Promise<boolean> {
  const done = await tx.insert(obeyed).values(row).onConflictDoNothing().returning({ at: obeyed.at });
  return done.length > 0;
}

/**
 * Takes what an endpoint's system said for the event and for what went before it of the same purpose and channel:
 * whoever obeys a customer's newest word has nothing left to do about an older one.
 */
export async function markObeyed(
  tx: Tx,
  of: { customerId: string; eventId: string; system: string; at: Date },
): Promise<void> {
  await tx.execute(sql`
    update webhook_deliveries d set obeyed_at = ${of.at.toISOString()}::timestamptz
      from webhook_endpoints p, webhook_events told, webhook_events e
     where told.customer_id = ${of.customerId} and told.id = ${of.eventId}
       and e.customer_id = told.customer_id and e.type = told.type and e.position <= told.position
       and e.data -> 'purpose' is not distinct from told.data -> 'purpose'
       and e.data -> 'channel' is not distinct from told.data -> 'channel'
       and d.event_id = e.id and d.obeyed_at is null
       and p.id = d.endpoint_id and (p.system is null or lower(p.system) = lower(${of.system}))`);
}

/** What was said of the newest act of each cell; `actAt` tells which act that is. */
export interface ObeyedRow {
  purpose: string;
  channel: string;
  actAt: Date;
  system: string;
  at: Date;
}

export async function selectObeyed(tx: Tx, customerIds: readonly string[]): Promise<ObeyedRow[]> {
  const { rows } = await tx.execute<{
    [Name in keyof ObeyedRow]: string;
  }>(sql`
    select c.purpose, c.channel, c.at as "actAt", o.system, o.at
      from choices c
      join webhook_events e on e.customer_id = c.customer_id and e.type = 'choice.changed' and e.seq = c.seq
       and e.data ->> 'purpose' = c.purpose and coalesce(e.data ->> 'channel', '') = c.channel
      join obeyed o on o.customer_id = e.customer_id and o.event_id = e.id
     where c.customer_id = any (${sql.param([...customerIds])}::uuid[])
     order by o.at, o.system`);
  return rows.map((row) => ({ ...row, actAt: new Date(row.actAt), at: new Date(row.at) }));
}

/** No more than this are counted. */
const MOST_COUNTED = 10_000;

/** Per endpoint what was not said in time, of what was to be obeyed. */
export async function selectUnobeyed(
  tx: Tx,
  of: { now: Date },
): Promise<{ endpoint: string; count: number; oldestAt: Date }[]> {
  const { rows } = await tx.execute<{ endpoint: string; count: number; oldestAt: string }>(sql`
    select p.id as endpoint, late.count, late."oldestAt"
      from webhook_endpoints p cross join lateral (
        select count(*)::int as count, min(at) as "oldestAt" from (
          select d.at from webhook_deliveries d
           where d.endpoint_id = p.id and d.obeyed_at is null and d.type in ('choice.changed', 'channel.stopped')
             and d.at < ${of.now.toISOString()}::timestamptz - make_interval(secs => p.obeys_within)
           order by d.at limit ${MOST_COUNTED}) found) late
     where p.deleted_at is null and p.disabled_at is null and late.count > 0`);
  return rows.map((row) => ({ ...row, oldestAt: new Date(row.oldestAt) }));
}
