/** What there is in a database, one line for each thing, without what this harness put there. */
export async function shapeOf(sql: <Row extends object>(text: string) => Promise<Row[]>): Promise<string[]> {
  const rows = await sql<{ line: string }>(
    PARTS.map((part) => `select line from (${part}) p`).join(" union all "),
  );
  return rows.map(({ line }) => line).sort();
}

const OURS = "n.nspname !~ '^(pg_|information_schema)' and";

const PARTS = [
  `select concat_ws(' ', 'column', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
          pg_get_expr(d.adbin, d.adrelid)) as line
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where ${OURS} a.attnum > 0 and not a.attisdropped and c.relname <> 'break_step'`,
  `select concat_ws(' ', 'relation', n.nspname, c.relname, c.relkind, c.relrowsecurity, c.relforcerowsecurity,
          pg_get_userbyid(c.relowner), c.relacl::text) as line
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${OURS} c.relname <> 'break_step'`,
  `select concat_ws(' ', 'constraint', n.nspname, o.conrelid::regclass, o.conname, pg_get_constraintdef(o.oid)) as line
     from pg_constraint o join pg_namespace n on n.oid = o.connamespace where ${OURS} true`,
  `select concat_ws(' ', 'index', schemaname, indexdef) as line from pg_indexes
    where schemaname !~ '^(pg_|information_schema)'`,
  `select concat_ws(' ', 'function', n.nspname, pg_get_functiondef(p.oid), p.proacl::text) as line
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where ${OURS} p.prokind in ('f', 'p') and p.proname <> 'break_watch'`,
  `select concat_ws(' ', 'trigger', pg_get_triggerdef(t.oid)) as line from pg_trigger t where not t.tgisinternal`,
  `select concat_ws(' ', 'policy', schemaname, tablename, policyname, roles::text, cmd, qual, with_check) as line
     from pg_policies`,
  `select concat_ws(' ', 'migration', hash) as line from drizzle.__drizzle_migrations`,
  `select concat_ws(' ', 'queue', name) as line from pgboss.queue`,
];
