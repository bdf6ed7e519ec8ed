import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { install } from "@/domain/install";
import { type Database, openDatabase, withSight } from "./client";
import { type TestDatabase, testDatabase } from "./testing";
import { grants } from "./walls";

/** Statements without any filter of the app's own, on every table of a person: the wall alone has to hold. */
const secret = "a secret of at least thirty-two bytes, for tests only";
const [ana, ben] = [randomUUID(), randomUUID()];
let database: TestDatabase;
let db: Database;
let admin: pg.Client;
let personal: string[];

interface Column {
  name: string;
  type: string;
}

/** A value of each type that the schema uses; another type fails the test that meets it. */
const values: Record<string, () => string> = {
  uuid: () => `'${randomUUID()}'`,
  text: () => "'x'",
  bytea: () => `'\\x${randomUUID().replaceAll("-", "")}'`,
  int4: () => "1",
  int8: () => "1",
  int2: () => "1",
  bool: () => "true",
  date: () => "'2026-11-21'",
  timestamptz: () => "'2026-11-21T10:00:00Z'",
  jsonb: () => "'{}'",
  _text: () => "'{}'",
};

async function columnsOf(table: string): Promise<Column[]> {
  const { rows } = await admin.query<Column>(
    `select a.attname as name, t.typname as type from pg_attribute a join pg_type t on t.oid = a.atttypid
      where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity = ''`,
    [table],
  );
  return rows;
}

async function insertFor(table: string, customer: string): Promise<string> {
  const columns = await columnsOf(table);
  const given = columns.map(({ name, type }) => {
    const value = values[type];
    if (!value) throw new Error(`${table}.${name} has the type ${type}: give the test a value of it`);
    return name === "customer_id" ? `'${customer}'` : value();
  });
  return `insert into ${table} (${columns.map(({ name }) => name).join(", ")}) values (${given.join(", ")})`;
}

beforeAll(async () => {
  database = await testDatabase();
  await install({ ownerUrl: database.ownerUrl, appUrl: database.appUrl, secret });
  db = openDatabase({ url: database.appUrl, max: 2 });
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  const { rows } = await admin.query<{ table: string }>(
    `select c.relname as table from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'customer_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`,
  );
  personal = rows.map(({ table }) => table);
  // The rows stand there whatever the triggers and checks of their tables would say of them.
  await admin.query("set session_replication_role = replica");
  const checks = await admin.query<{ drop: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop
       from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace`,
  );
  for (const { drop } of checks.rows) await admin.query(drop);
  for (const table of personal)
    for (const customer of [ana, ben]) await admin.query(await insertFor(table, customer));
});
afterAll(async () => {
  await admin.end();
  await db.pool.end();
  await database.drop();
});

const owners = async (table: string): Promise<string> => {
  const { rows } =
    await admin.query(`select md5(string_agg(t::text, ',' order by t::text)) as all from ${table} t
    where customer_id = '${ben}'`);
  return rows[0]?.all;
};

/** Runs one statement as the app for Ana, and takes back what it did. */
async function asAna(
  statement: string,
): Promise<{ rows: { customer_id?: string }[]; refused: string | null }> {
  const undo = new Error("undo");
  let rows: { customer_id?: string }[] = [];
  try {
    await withSight(db, { subjects: [ana] }, async (tx) => {
      rows = (await tx.execute<{ customer_id?: string }>(sql.raw(statement))).rows;
      throw undo;
    });
  } catch (error) {
    if (error !== undo) return { rows: [], refused: String((error as Error).cause ?? error) };
  }
  return { rows, refused: null };
}

/** Of nobody in particular: random ids alone, or sealed, or keyed hashes, or the brand's own words. */
const shared = [
  "api_keys",
  "channel_stops",
  "clocks",
  "customers",
  "forgotten",
  "idempotency",
  "imports",
  "inbound_texts",
  "keys",
  "ledger_checks",
  "limits",
  "messages",
  "sign_ins",
  "staff",
  "staff_passkeys",
  "staff_recovery_codes",
  "staff_sessions",
  "staff_sign_ins",
  "staff_signatures",
  "terms_versions",
  "texts",
  "webhook_deliveries",
  "webhook_endpoints",
  "webhook_lanes",
];
const tables = Object.keys(grants).filter((table) => !shared.includes(table));

it("every table is a person's, or known to be of nobody in particular", () => {
  expect(personal).toEqual(tables.sort());
});

it.each(tables)("%s shows, changes and loses nothing of another's, whatever is asked", async (table) => {
  const before = await owners(table);
  expect(before).toBeTruthy();
  const read = await asAna(`select customer_id from ${table}`);
  expect(read).toEqual({ rows: [{ customer_id: ana }], refused: null });
  const nobody = await withSight(db, {}, (tx) => tx.execute(sql.raw(`select customer_id from ${table}`)));
  expect(nobody.rows).toEqual([]);
  for (const write of [
    `update ${table} set customer_id = customer_id returning customer_id`,
    `delete from ${table} returning customer_id`,
  ]) {
    const { rows } = await asAna(write);
    expect(rows.filter(({ customer_id }) => customer_id !== ana)).toEqual([]);
  }
  const { refused } = await asAna(await insertFor(table, ben));
  // Some triggers, the ledger's first, come before the wall.
  expect(refused).toMatch(
    /row-level security|permission denied|no such actor|such a link|only support|only the customer says|visit is not open|not from here|no such version/,
  );
  const stolen = await asAna(
    `update ${table} set customer_id = '${ana}' where customer_id = '${ben}' returning 1`,
  );
  expect(stolen.rows).toEqual([]);
  expect(await owners(table)).toBe(before);
});
