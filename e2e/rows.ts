import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { asAdmin } from "./running";

/** Asks a database as its superuser, over a connection that is open already. */
export type Ask = <Row extends object>(sql: string, values?: unknown[]) => Promise<Row[]>;

/** A superuser's connection that stays open, for what is looked at after each of a hundred tries. */
export async function openAsk(url: string): Promise<{ ask: Ask; end(): Promise<void> }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    ask: async (sql, values) => (await client.query(sql, values)).rows ?? [],
    end: () => client.end(),
  };
}

const askAt = (at: string | Ask): Ask =>
  typeof at === "string" ? (sql, values) => asAdmin(at, sql, values) : at;

/** Waits until every job that was added before now is done: what it writes is no effect of what is tried next. */
export async function jobsDone(ask: Ask): Promise<void> {
  const [{ now } = { now: "" }] = await ask<{ now: string }>("select clock_timestamp()::text as now");
  const open = `select from pgboss.job where state in ('created', 'retry', 'active') and created_on <= $1
    and start_after <= clock_timestamp() limit 1`;
  while ((await ask(open, [now])).length > 0) await pause(20);
}

/** Everything that is kept of one person here, as text: the same before and after means that nothing changed. */
export async function rowsOf(at: string | Ask, customerId: string): Promise<Record<string, string>> {
  await jobsDone(askAt(at));
  const tables = await askAt(at)<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'customer_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'visit_views' order by 1`,
  );
  // That somebody looked is noted by looking: when a session was last used, which page or request staff opened.
  // And a message is sent after what it tells of, by a job that has a line of its own.
  const parts = tables.map(
    ({ name }) => `select '${name}' as name,
      coalesce(jsonb_agg(to_jsonb(t) - 'last_seen_at' - 'told_at' order by to_jsonb(t)::text), '[]')::text as rows
      from ${name} t where customer_id = $1${name === "audit" ? " and actor_kind <> 'system' and act not in ('request.look', 'visit.view')" : ""}`,
  );
  const found = await askAt(at)<{ name: string; rows: string }>(parts.join(" union all "), [customerId]);
  return Object.fromEntries(found.map(({ name, rows }) => [name, rows]));
}

/** What the demo's shop keeps of one person and anybody may correct. */
export async function shopRowsOf(at: string | Ask, number: number): Promise<string> {
  const [row] = await askAt(at)<{ rows: string }>(
    `select (select to_jsonb(p) from retail.person p where person_no = $1)::text
         || (select coalesce(jsonb_agg(to_jsonb(a) order by kind), '[]') from retail.person_address a where person_no = $1)::text
         || (select coalesce(jsonb_agg(to_jsonb(f)), '[]') from retail.trip_form f where person_no = $1)::text as rows`,
    [number],
  );
  return row?.rows ?? "";
}

/** What is kept of some of staff themselves, and the keys and endpoints they made. When they were last here is noted by looking. */
export async function staffRowsOf(at: string | Ask, names: readonly string[]): Promise<string> {
  const [row] = await askAt(at)<{ rows: string }>(
    `with of as (select id, name from staff where name = any($1))
      select jsonb_build_array(
        (select jsonb_agg(to_jsonb(s) order by s.id) from staff s join of using (id)),
        (select jsonb_agg(to_jsonb(t) - 'last_seen_at' order by t.id)
           from staff_sessions t join of on of.id = t.staff_id),
        (select jsonb_agg(to_jsonb(t) order by t.id) from staff_passkeys t join of on of.id = t.staff_id),
        (select jsonb_agg(to_jsonb(t) order by t.hash) from staff_recovery_codes t join of on of.id = t.staff_id),
        (select jsonb_agg(to_jsonb(t) order by t.id) from staff_sign_ins t join of on of.id = t.staff_id),
        (select jsonb_agg(to_jsonb(t) order by t.id) from staff_signatures t join of on of.id = t.staff_id),
        (select jsonb_agg(to_jsonb(t) - 'told_at' order by t.id) from visits t join of on of.id = t.staff_id),
        (select jsonb_agg(to_jsonb(t) - 'last_used_at' order by t.id)
           from api_keys t join of on of.name = t.created_by),
        (select jsonb_agg(to_jsonb(t) - '{failing_at,failures,held_until,last_delivered_at}'::text[] order by t.id)
           from webhook_endpoints t join of on of.name = t.created_by)
      )::text as rows`,
    [names],
  );
  return row?.rows ?? "";
}
