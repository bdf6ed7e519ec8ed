import type { Customer } from "./crew";
import { jobsDone } from "./kept";
import type { Target } from "./target";

/** Waits until every job that was added before now is done, and gives all that is kept of one customer as text. */
export async function settledRows(target: Target, { customerId, number }: Customer): Promise<string> {
  await jobsDone(target);
  const tables = await target.sql<{ name: string }>(TABLES);
  const parts = tables.map(({ name }) => `select '${name}' as name, ${rowsOf(name)}`);
  const here = await target.sql(`select * from (${parts.join(" union all ")}) t order by name`, [customerId]);
  const there = await target.sql(SHOP, [number], "juniper_shop");
  return JSON.stringify([here, there]);
}

const TABLES = `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
  where a.attname = 'customer_id' and c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    and c.relname <> 'visit_views'`;

/** That somebody looked is noted by looking, and is no change: when a session was last used, which page was opened. */
const rowsOf = (table: string) => {
  const looked =
    table === "audit" ? "and actor_kind <> 'system' and act not in ('request.look', 'visit.view')" : "";
  return `coalesce(jsonb_agg(to_jsonb(t) - 'last_seen_at' - 'told_at' order by to_jsonb(t)::text), '[]')::text as rows
    from ${table} t where customer_id = $1 ${looked}`;
};

const SHOP = `select (select to_jsonb(p) from retail.person p where person_no = $1)::text as person,
  (select jsonb_agg(to_jsonb(a) order by kind) from retail.person_address a where person_no = $1)::text as addresses,
  (select jsonb_agg(to_jsonb(f)) from retail.trip_form f where person_no = $1)::text as trips`;
