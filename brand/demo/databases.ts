import { createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";
import pg from "pg";
import type { Tables } from "./rows";

/** Runs `work` with one connection that is closed afterwards. */
export async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Makes the database unless it exists, and opens it if it was shut. Only its own roles may connect to it. */
export async function ensureDatabase(admin: pg.Client, name: string): Promise<void> {
  const { rowCount } = await admin.query("select from pg_database where datname = $1", [name]);
  if (!rowCount) await admin.query(`create database ${name}`);
  await admin.query(`alter database ${name} allow_connections true`);
  await admin.query(`revoke all on database ${name} from public`);
}

/** Makes a role that may log in to one database, with a password that follows from the admin's. */
export async function ensureRole(admin: pg.Client, role: Role): Promise<string> {
  const password = createHmac("sha256", new URL(role.adminUrl).password).update(role.name).digest("hex");
  const { rowCount } = await admin.query("select from pg_roles where rolname = $1", [role.name]);
  if (!rowCount) await admin.query(`create role ${role.name}`);
  await admin.query(`alter role ${role.name} login nosuperuser connection limit 60 password '${password}'`);
  await admin.query(
    `alter role ${role.name} set default_transaction_read_only = ${role.writes ? "off" : "on"}`,
  );
  await admin.query(`grant connect on database ${role.database} to ${role.name}`);
  const url = new URL(role.adminUrl);
  url.username = role.name;
  url.password = password;
  url.pathname = `/${role.database}`;
  return url.href;
}

export interface Role {
  adminUrl: string;
  name: string;
  database: string;
  writes: boolean;
}

/** Loads schema and rows in one transaction, once: a comment on the database says that it is done. */
export async function loadOnce(url: string, load: Load): Promise<boolean> {
  return connected(url, async (client) => {
    const { rows } = await client.query<{ done: string | null }>(
      "select shobj_description(oid, 'pg_database') as done from pg_database where datname = current_database()",
    );
    if (rows[0]?.done) return false;
    const schema = await readFile(new URL(load.schema, import.meta.url), "utf8");
    await client.query("begin");
    await client.query(schema);
    for (const [table, all] of load.rows()) await insertAll(client, table, all);
    await client.query(load.grants);
    await client.query(`comment on database ${load.database} is 'Juniper Outfitters, demo'`);
    await client.query("commit");
    await client.query("analyze");
    return true;
  });
}

export interface Load {
  database: string;
  schema: string;
  rows: () => Tables;
  grants: string;
}

const CHUNK = 2_000;

async function insertAll(client: pg.Client, table: string, rows: readonly object[]): Promise<void> {
  for (let from = 0; from < rows.length; from += CHUNK) {
    await client.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1)`, [
      JSON.stringify(rows.slice(from, from + CHUNK)),
    ]);
  }
}
