import type pg from "pg";
import type { Kind } from "./format";

/** One table as it is copied; names are as SQL writes them. */
export interface Table {
  name: string;
  columns: string[];
  /** Which rows are worth keeping. */
  where: string;
}

/** What opens the rest, and whose key was destroyed: whoever has only the data can read nothing of a person. */
const OF_KEYS: ReadonlySet<string> = new Set(["public.keys", "public.customer_keys", "public.forgotten"]);

/** Jobs that are not done yet; those that are stay behind. */
const QUEUE: Readonly<Record<string, string>> = { "pgboss.job": "state < 'completed'" };

/** Every table of ours, and the jobs that wait. A new table is copied without anyone having to think of it. */
export async function listTables(client: pg.Client, kind: Kind): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select n.nspname || '.' || c.relname as name,
            array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
                     and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and (n.nspname = 'public' or n.nspname || '.' || c.relname = any ($1))
      order by 1`,
    [Object.keys(QUEUE)],
  );
  return rows
    .filter(({ name }) => OF_KEYS.has(name) === (kind === "keys"))
    .map(({ name, columns }) => ({ name, columns, where: QUEUE[name] ?? "true" }));
}

/** `schema.table` as SQL takes it. */
export const quoted = (client: pg.Client, name: string): string =>
  name
    .split(".")
    .map((part) => client.escapeIdentifier(part))
    .join(".");
