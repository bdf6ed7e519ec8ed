import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

/** One delivery that was swept. */
export interface Swept {
  lane: string;
  event: string;
}

/** An endpoint, also one that is deleted, and before when what it was sent is old. */
export interface Old {
  endpoint: string;
  before: string;
}

/** What its system may still say that it obeyed is not old. */
export async function selectOld(tx: Tx, days: number): Promise<Old[]> {
  const { rows } = await tx.execute<{ endpoint: string; before: string }>(sql`
    select id as endpoint,
           now() - greatest(make_interval(days => ${days}), make_interval(secs => obeys_within)) as before
      from webhook_endpoints order by id`);
  return rows;
}

/** How far a look went: the last position that was seen; null: what comes next is not old, or there is nothing. */
export interface Look {
  swept: Swept[];
  seen: number;
  next: number | null;
}

/**
 * Looks at the next few deliveries of an endpoint after a position and takes away those that are old and arrived, or
 * whose endpoint is deleted. What waits or was given up stays.
 */
export async function sweepNext(
  tx: Tx,
  { endpoint, before, after, limit }: Old & { after: number; limit: number },
): Promise<Look> {
  const { rows } = await tx.execute<{ swept: Swept[] | null; seen: number; next: string | null }>(sql`
    with seen as materialized (
      select position, at from webhook_deliveries where endpoint_id = ${endpoint} and position > ${after}
       order by position limit ${limit}),
    swept as (
      delete from webhook_deliveries d using seen
       where d.endpoint_id = ${endpoint} and d.position = seen.position and d.at < ${before}::timestamptz
         and (d.state = 'delivered' or exists (select from webhook_endpoints p
               where p.id = d.endpoint_id and p.deleted_at is not null))
      returning d.lane, d.event_id as event)
    select (select json_agg(swept) from swept) as swept, (select count(*)::int from seen) as seen,
           (select max(position) from seen having count(*) = ${limit} and min(at) < ${before}::timestamptz) as next`);
  const [row] = rows;
  const next = row?.next ? Number(row.next) : null;
  return { swept: row?.swept ?? [], seen: row?.seen ?? 0, next };
}

/**
 * Takes away the events of them that no delivery is left of and of which no system said that it obeyed. From here on
 * the transaction sees just their customers.
 */
export async function deleteOldEvents(tx: Tx, swept: readonly Swept[]): Promise<number> {
  const ids = (values: readonly string[]) => sql`${sql.param([...new Set(values)])}::uuid[]`;
  const subjects = [...new Set(swept.map(({ lane }) => lane))].join(",");
  await tx.execute(sql`select set_config('app.subjects', ${subjects}, true)`);
  const { rowCount } = await tx.execute(sql`
    delete from webhook_events e
     where e.customer_id = any (${ids(swept.map(({ lane }) => lane))})
       and e.id = any (${ids(swept.map(({ event }) => event))})
       and not exists (select from webhook_deliveries d where d.event_id = e.id)
       and not exists (select from obeyed o where o.customer_id = e.customer_id and o.event_id = e.id)`);
  return rowCount ?? 0;
}
