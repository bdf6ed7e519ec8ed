import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { DeliveryReason, DeliveryState } from "./catalog";

/** What one attempt came to. */
export interface Outcome {
  position: number;
  state: DeliveryState;
  attempts: number;
  triedAt: Date;
  status: number | null;
  reason: DeliveryReason | null;
  /** When it is tried again. */
  nextAt: Date | null;
}

const list = (values: readonly unknown[]) => sql.param([...values]);

/** Writes what attempts came to. One that another process finished meanwhile stays as it is. */
export async function writeOutcomes(tx: Tx, endpoint: string, outcomes: readonly Outcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  const each = <T>(pick: (outcome: Outcome) => T) => list(outcomes.map(pick));
  const time = (at: Date | null) => at?.toISOString() ?? null;
  await tx.execute(sql`
    update webhook_deliveries d set state = o.state, attempts = o.attempts, tried_at = o.tried_at,
           status = o.status, reason = o.reason, next_at = o.next_at
      from unnest(${each((one) => one.position)}::bigint[], ${each((one) => one.state)}::text[],
             ${each((one) => one.attempts)}::smallint[], ${each((one) => time(one.triedAt))}::timestamptz[],
             ${each((one) => one.status)}::int[], ${each((one) => one.reason)}::text[],
             ${each((one) => time(one.nextAt))}::timestamptz[])
           as o (position, state, attempts, tried_at, status, reason, next_at)
     where d.endpoint_id = ${endpoint} and d.position = o.position and d.state = 'pending'`);
}

/**
 * Gives lanes back: gone where nothing waits in them, else due when their first delivery is. Each is locked first and
 * looked at afterwards, so that what is being added is seen or waits. @returns those that somebody held just then.
 */
export async function releaseLanes(
  tx: Tx,
  { endpoint, claim, lanes }: { endpoint: string; claim: string; lanes: readonly string[] },
): Promise<string[]> {
  if (lanes.length === 0) return [];
  const { rows } = await tx.execute<{ lane: string; mine: boolean }>(sql`
    select lane, claim = ${claim} as mine from webhook_lanes
     where endpoint_id = ${endpoint} and lane = any (${list(lanes)}::uuid[]) for update skip locked`);
  const mine = list(rows.filter((row) => row.mine).map(({ lane }) => lane));
  await tx.execute(sql`
    delete from webhook_lanes l where l.endpoint_id = ${endpoint} and l.lane = any (${mine}::uuid[])
       and not exists (select from webhook_deliveries d where d.endpoint_id = l.endpoint_id and d.lane = l.lane
             and d.state = 'pending')`);
  await tx.execute(sql`
    update webhook_lanes l set claim = null, due_at = d.next_at
      from unnest(${mine}::uuid[]) as taken (lane) cross join lateral (
        select next_at from webhook_deliveries d where d.endpoint_id = ${endpoint} and d.lane = taken.lane
           and d.state = 'pending' order by d.position limit 1) d
     where l.endpoint_id = ${endpoint} and l.lane = taken.lane`);
  const seen = new Set(rows.map(({ lane }) => lane));
  return lanes.filter((lane) => !seen.has(lane));
}

/** Keeps lanes for longer: what takes its time is still worked on. */
export async function renewLanes(
  tx: Tx,
  {
    endpoint,
    claim,
    lanes,
    until,
  }: { endpoint: string; claim: string; lanes: readonly string[]; until: Date },
): Promise<void> {
  await tx.execute(sql`
    with held as (select lane from webhook_lanes where endpoint_id = ${endpoint} and claim = ${claim}
                     and lane = any (${list(lanes)}::uuid[]) for update skip locked)
    update webhook_lanes l set due_at = ${until.toISOString()}::timestamptz
      from held where l.endpoint_id = ${endpoint} and l.lane = held.lane`);
}

/** An endpoint that was down answers again: what waits for its next attempt is due now. */
export async function wakeLanes(tx: Tx, endpoint: string, now: Date): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`;
  await tx.execute(sql`
    with waiting as (select lane from webhook_lanes where endpoint_id = ${endpoint} and due_at > ${at}
                        and claim is null order by lane for update skip locked)
    update webhook_lanes l set due_at = ${at} from waiting where l.endpoint_id = ${endpoint} and l.lane = waiting.lane`);
}
