import type { Database } from "@/db/client";

/** Counted no further than this, so that looking stays cheap when much waits. */
const MOST = 100_000;

/** What stands in the database that an operator watches, as the app's role may see it: numbers and times alone. */
export interface Readings {
  /** Jobs that are due and not begun, and for how many seconds the oldest has been. */
  jobs: { job: string; waiting: number; oldest: number }[];
  /** Mail and texts that are to go out, with those that wait for another try. */
  messages: number;
  webhooks: { waiting: number; oldest: number };
  endpoints: { open: number; failing: number; gone: number; by_hand: number };
  /** The last time the whole ledger was verified, in seconds since 1970; null: never. */
  ledger: { at: number; events: number; faults: number } | null;
  visits: number;
  requests: { open: number; overdue: number };
}

const READ = `
select json_build_object(
  'jobs', (select json_agg(json_build_object('job', q.job, 'waiting', d.waiting, 'oldest', coalesce(d.oldest, 0)))
     from unnest($1::text[]) as q (job) cross join lateral (
       select count(*) as waiting, extract(epoch from clock_timestamp() - min(start_after)) as oldest from (
         select start_after from pgboss.job where name = q.job and state < 'active' and start_after <= clock_timestamp()
          order by start_after limit ${MOST}) due) d),
  'messages', (select count(*) from (select from pgboss.job where name in ('message.send', 'code.send')
     and state < 'active' limit ${MOST}) m),
  'webhooks', (select json_build_object('waiting', count(*),
       'oldest', coalesce(extract(epoch from clock_timestamp() - min(w.at)), 0)) from (
     select d.at from webhook_deliveries d where d.state = 'pending' and d.endpoint_id in (
        select p.id from webhook_endpoints p where p.deleted_at is null and p.disabled_at is null)
      limit ${MOST}) w),
  'endpoints', (select json_build_object('open', count(*) filter (where disabled_at is null and failing_at is null),
       'failing', count(*) filter (where disabled_at is null and failing_at is not null),
       'gone', count(*) filter (where disabled_at is not null and disabled_reason = 'gone'),
       'by_hand', count(*) filter (where disabled_at is not null and disabled_reason is distinct from 'gone'))
     from webhook_endpoints where deleted_at is null),
  'ledger', (select json_build_object('at', extract(epoch from at), 'events', events, 'faults', faults)
     from ledger_checks order by at desc limit 1),
  'visits', (select count(*) from clocks where kind = 'visit' and ends_at > clock_timestamp()),
  'requests', (select json_build_object('open', count(*), 'overdue', count(*) filter (where due_on < current_date))
     from clocks where kind = 'request')) as readings`;

/** @throws when the database does not answer. */
export async function selectReadings(db: Database, jobs: readonly string[]): Promise<Readings> {
  const { rows } = await db.pool.query<{ readings: Readings }>(READ, [jobs]);
  const [row] = rows;
  if (!row) throw new Error("the database gave no readings");
  return row.readings;
}

/** Keeps that the whole ledger was verified. */
export async function insertCheck(
  db: Database,
  check: { customers: number; events: number; faults: number },
): Promise<void> {
  await db.pool.query("insert into ledger_checks (customers, events, faults) values ($1, $2, $3)", [
    check.customers,
    check.events,
    check.faults,
  ]);
}
