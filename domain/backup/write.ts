import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";
import { loadKeys } from "../keys";
import { BackupError, FORMAT, type Header, type Kind, MARK, proofOf, sealOf, type TableLine } from "./format";
import { listTables, quoted, type Table } from "./tables";

export interface Written {
  taken: string;
  /** Rows of each table, of both files. */
  counts: Record<string, number>;
}

interface Wanted {
  /** A role that reads past the walls between customers. */
  url: string;
  secret: string;
  /** Where each file goes; a kind that is not named is not written. */
  files: Partial<Record<Kind, string>>;
  onTable?: (table: string, rows: number) => void;
}

const AT_ONCE = 1_000;

/**
 * Writes the whole installation as it is at one moment, while the app runs on. A file takes its name only when it is
 * complete. @throws BackupError when the role would see nothing, or the secret is not the installation's.
 */
export async function writeBackup({ url, secret, files, onTable }: Wanted): Promise<Written> {
  const client = new pg.Client({ connectionString: url, statement_timeout: 0 });
  await client.connect();
  try {
    await refuseBlindRole(client);
    await client.query("begin isolation level repeatable read, read only");
    await client.query("set local row_security = off; set local timezone = 'UTC'");
    await loadKeys(client, secret);
    const header = await headerOf(client, secret);
    const counts: Record<string, number> = {};
    for (const kind of ["data", "keys"] as const) {
      const file = files[kind];
      if (file)
        Object.assign(
          counts,
          await writeFile(client, { header: { ...header, kind }, secret, file, onTable }),
        );
    }
    await client.query("commit");
    return { taken: header.taken, counts };
  } finally {
    await client.end();
  }
}

async function refuseBlindRole(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    "select rolname, rolsuper or rolbypassrls as sees from pg_roles where rolname = current_user",
  );
  if (rows[0]?.sees) return;
  throw new BackupError(
    `The role ${rows[0]?.rolname} stands behind the walls between customers, so its copy would be empty. Set DATABASE_BACKUP_URL to a role that may read everything, made by a superuser with: create role forthright_backup login bypassrls password '…'; grant pg_read_all_data to forthright_backup;`,
  );
}

async function headerOf(client: pg.Client, secret: string): Promise<Omit<Header, "kind">> {
  const { rows } = await client.query<{ taken: Date; level: string }>(
    "select clock_timestamp() as taken, (select max(created_at) from drizzle.__drizzle_migrations) as level",
  );
  const taken = rows[0]?.taken.toISOString() ?? "";
  const level = Number(rows[0]?.level);
  return { forthright: "backup", format: FORMAT, taken, level, proof: proofOf(secret, taken) };
}

interface File {
  header: Header;
  secret: string;
  file: string;
  onTable: Wanted["onTable"];
}

async function writeFile(client: pg.Client, { header, secret, file, onTable }: File) {
  const half = `${file}.half`;
  const gzip = createGzip({ level: 6 });
  const out = gzip.pipe(createWriteStream(half, { mode: 0o600, flags: "wx" }));
  const done = finished(out);
  done.catch((error) => gzip.destroy(error));
  const seal = sealOf(secret);
  const write = async (text: string) => {
    seal.update(text);
    if (!gzip.write(text)) await Promise.race([once(gzip, "drain"), done]);
  };
  try {
    await write(`${MARK}${JSON.stringify(header)}\n`);
    const counts: Record<string, number> = {};
    for (const table of await listTables(client, header.kind)) {
      counts[table.name] = await writeTable(client, table, write);
      onTable?.(table.name, counts[table.name] ?? 0);
    }
    gzip.end(`${MARK}${JSON.stringify({ counts, seal: seal.digest("hex") })}\n`);
    await done;
    await rename(half, file);
    return counts;
  } catch (error) {
    gzip.destroy();
    await rm(half, { force: true });
    throw error;
  }
}

async function writeTable(
  client: pg.Client,
  { name, columns, where }: Table,
  write: (text: string) => Promise<void>,
): Promise<number> {
  const line: TableLine = { table: name, columns };
  await write(`${MARK}${JSON.stringify(line)}\n`);
  const list = columns.map((column) => client.escapeIdentifier(column)).join(", ");
  await client.query(
    `declare rows no scroll cursor for select row_to_json(t)::text as row
       from (select ${list} from ${quoted(client, name)} where ${where}) t`,
  );
  let count = 0;
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`fetch ${AT_ONCE} from rows`);
    if (rows.length > 0) await write(`${rows.map(({ row }) => row).join("\n")}\n`);
    count += rows.length;
    if (rows.length < AT_ONCE) break;
  }
  await client.query("close rows");
  return count;
}
