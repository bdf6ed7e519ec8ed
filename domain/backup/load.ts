import type pg from "pg";
import { endSessions, forgetAgain } from "./forget";
import { BackupError } from "./format";
import { type Rows, readBackup } from "./read";
import { listTables, quoted } from "./tables";

interface Loading {
  data: string;
  keys: string;
  secret: string;
}

/** Of each table: how many rows the backup has, and how many are there. */
export type Counted = Record<string, { kept: number; restored: number }>;

/**
 * Fills empty tables from both files, all or nothing, as their owner and before the walls are raised. Triggers rest:
 * the ledger comes back with the very hashes it had. @throws BackupError when a count is another.
 */
export async function loadBackup(
  owner: pg.Client,
  { data, keys, secret }: Loading,
): Promise<{ counted: Counted; forgotten: number }> {
  await owner.query("begin");
  try {
    const tables = await ownTables(owner);
    for (const table of tables) await owner.query(`alter table ${table} disable trigger user`);
    const insert = (rows: Rows) => insertRows(owner, rows);
    const kept = {
      ...(await readBackup({ file: data, kind: "data", secret }, insert)),
      ...(await readBackup({ file: keys, kind: "keys", secret }, insert)),
    };
    const counted = await countAll(owner, kept);
    await followSequences(owner);
    const forgotten = await forgetAgain(owner);
    await endSessions(owner);
    for (const table of tables) await owner.query(`alter table ${table} enable trigger user`);
    await owner.query("commit");
    return { counted, forgotten };
  } catch (error) {
    await owner.query("rollback");
    throw error;
  }
}

async function ownTables(owner: pg.Client): Promise<string[]> {
  const tables = [...(await listTables(owner, "data")), ...(await listTables(owner, "keys"))];
  return tables.filter(({ name }) => name.startsWith("public.")).map(({ name }) => quoted(owner, name));
}

async function insertRows(owner: pg.Client, { table, columns, rows }: Rows): Promise<void> {
  const name = quoted(owner, table);
  const list = columns.map((column) => owner.escapeIdentifier(column)).join(", ");
  await owner.query(
    `insert into ${name} (${list}) overriding system value
     select ${list} from json_populate_recordset(null::${name}, $1::json)`,
    [`[${rows.join(",")}]`],
  );
}

async function countAll(owner: pg.Client, kept: Record<string, number>): Promise<Counted> {
  const counted: Counted = {};
  for (const [table, count] of Object.entries(kept)) {
    const { rows } = await owner.query<{ count: string }>(`select count(*) from ${quoted(owner, table)}`);
    counted[table] = { kept: count, restored: Number(rows[0]?.count) };
    if (count !== counted[table].restored)
      throw new BackupError(
        `${table} has ${counted[table].restored} rows and should have ${count}. Nothing was kept.`,
      );
  }
  return counted;
}

/** What numbers itself goes on behind the last number that came back. */
async function followSequences(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ table: string; column: string }>(
    `select c.oid::regclass::text as table, a.attname as column
       from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and a.attidentity <> '' and not a.attisdropped`,
  );
  for (const { table, column } of rows)
    await owner.query(
      `select setval(pg_get_serial_sequence($1, $2), coalesce((select max(${owner.escapeIdentifier(column)}) from ${table}), 0) + 1, false)`,
      [table, column],
    );
}
