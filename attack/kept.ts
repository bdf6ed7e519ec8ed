import { setTimeout as pause } from "node:timers/promises";
import type { Target } from "./target";

/** Tables in which asking alone leaves something, or the courier at its work; and columns which note that somebody looked. */
const COUNTERS = ["limits", "visit_views", "webhook_deliveries", "webhook_lanes"];
const LOOKED = [
  "last_seen_at",
  "last_used_at",
  "told_at",
  "failing_at",
  "failures",
  "held_until",
  "last_delivered_at",
];

/** Reading is on record too. */
const READING = "'request.look', 'visit.view', 'audit.search', 'audit.read'";

/** Of every table how many rows it has and what is in them: the same before and after means that nothing was done. */
export async function kept(target: Target): Promise<Map<string, string>> {
  const tables = await target.sql<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'",
  );
  const parts = tables
    .filter(({ name }) => !COUNTERS.includes(name))
    .map(
      ({ name }) => `select '${name}' as name, count(*) || ' rows ' ||
        coalesce(md5(string_agg((to_jsonb(t) - $1::text[])::text, '' order by t::text)), '') as told from ${name} t
        ${name === "audit" ? `where actor_kind <> 'system' and act not in (${READING})` : ""}`,
    );
  const found = await target.sql<{ name: string; told: string }>(parts.join(" union all "), [LOOKED]);
  return new Map(found.map(({ name, told }) => [name, told]));
}

/** Names of the tables that are another. */
export const changed = (before: Map<string, string>, after: Map<string, string>): string[] =>
  [...after].filter(([name, told]) => before.get(name) !== told).map(([name]) => name);

/** Waits until every job that was added before now is done: what it writes is no effect of what is tried next. */
export async function jobsDone(target: Target): Promise<void> {
  const [{ now } = { now: "" }] = await target.sql<{ now: string }>("select clock_timestamp()::text as now");
  const open = `select from pgboss.job where state in ('created', 'retry', 'active') and created_on <= $1
    and start_after <= clock_timestamp() limit 1`;
  for (const until = Date.now() + 120_000; Date.now() < until; await pause(25))
    if ((await target.sql(open, [now])).length === 0) return;
  throw new Error("jobs are not done");
}
