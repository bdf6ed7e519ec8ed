import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { install } from "@/domain/install";
import { type Database, openDatabase, withSight } from "./client";
import { pendingMigrations } from "./migrate";
import { customerSettings, customers, identifiers } from "./schema";
import { proveWalls } from "./self-test";
import { asAdmin, type TestDatabase, testDatabase } from "./testing";
import { raiseWalls } from "./walls";

const secret = "a secret of at least thirty-two bytes, for tests only";
let database: TestDatabase;
let db: Database;
const [ana, ben] = [randomUUID(), randomUUID()];

beforeAll(async () => {
  database = await testDatabase();
  await install({ ownerUrl: database.ownerUrl, appUrl: database.appUrl, secret });
  db = openDatabase({ url: database.appUrl, max: 2 });
  for (const id of [ana, ben])
    await withSight(db, { subjects: [id] }, async (tx) => {
      await tx.insert(customers).values({ id });
      await tx.insert(customerSettings).values({ customerId: id, locale: `of-${id}` });
      await tx.insert(identifiers).values({
        customerId: id,
        id: randomUUID(),
        kind: "email",
        lookup: Buffer.from(id),
        sealed: Buffer.from("x"),
      });
    });
});

afterAll(async () => {
  await db.pool.end();
  await database.drop();
});

describe("the second wall", () => {
  it("stands on every table that has a customer_id, for every verb", async () => {
    const { rows } = await db.pool.query(`
      select c.relname, c.relrowsecurity and c.relforcerowsecurity as forced,
             array(select distinct polcmd::text from pg_policy p where p.polrelid = c.oid order by 1) as verbs
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'customer_id'
       where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`);
    expect(rows.length).toBeGreaterThan(4);
    for (const row of rows) expect(row).toMatchObject({ forced: true, verbs: ["a", "d", "r", "w"] });
  });

  it("begins the primary key of every table of a person with the person", async () => {
    const { rows } = await db.pool.query(`
      select c.relname, (select attname from pg_attribute where attrelid = c.oid and attnum = i.indkey[0]) as first
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'customer_id'
        join pg_index i on i.indrelid = c.oid and i.indisprimary
       where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`);
    for (const row of rows) expect(row).toMatchObject({ first: "customer_id" });
  });

  it("shows a person's rows to that person and nothing to nobody", async () => {
    const seen = (subjects: string[]) =>
      withSight(db, { subjects }, (tx) => tx.select().from(customerSettings));
    expect((await seen([ana])).map((row) => row.customerId)).toEqual([ana]);
    expect(await seen([])).toEqual([]);
    expect(await db.pool.query("select * from customer_settings").then((answer) => answer.rows)).toEqual([]);
  });

  it("refuses to write for another, change another or delete another", async () => {
    const as = <T>(work: Parameters<typeof withSight<T>>[2]) => withSight(db, { subjects: [ana] }, work);
    await expect(
      as((tx) => tx.insert(customerSettings).values({ customerId: randomUUID() })),
    ).rejects.toThrow();
    const changed = await as((tx) => tx.update(customerSettings).set({ locale: "xx" }).returning());
    expect(changed.map((row) => row.customerId)).toEqual([ana]);
    const gone = await as((tx) => tx.execute(sql`delete from identifiers where customer_id = ${ben}`));
    expect(gone.rowCount).toBe(0);
  });

  it("opens to no setting: every app.* name, every plausible value", async () => {
    const names = [
      "subjects",
      "lookup",
      "session",
      "token",
      "staff",
      "key",
      "role",
      "user",
      "customer_id",
      "bypass",
      "admin",
      "tenant",
    ];
    const values = [
      "*",
      "%",
      "all",
      "true",
      "on",
      "1",
      "",
      "null",
      "{}",
      "postgres",
      "owner",
      "00",
      "\\x",
      "{*}",
      "any",
      randomUUID(),
    ];
    for (const name of names)
      for (const value of values) {
        const client = await db.pool.connect();
        try {
          await client.query("begin");
          await client.query("select set_config($1, $2, true)", [`app.${name}`, value]);
          for (const table of ["customer_settings", "identifiers", "sessions", "audit", "customer_keys"]) {
            await client.query("savepoint before");
            const rows = await client.query(`select * from ${table}`).then(
              (answer) => answer.rows,
              () => [],
            );
            await client.query("rollback to savepoint before");
            expect({ name, value, table, rows }).toEqual({ name, value, table, rows: [] });
          }
        } finally {
          await client.query("rollback");
          client.release();
        }
      }
  });

  it("carries nothing over on a pooled connection", async () => {
    const ask = async (id: string) => {
      const rows = await withSight(db, { subjects: [id] }, (tx) => tx.select().from(customerSettings));
      return rows.map((row) => row.customerId);
    };
    const asked = Array.from({ length: 200 }, (_, index) => (index % 2 ? ana : ben));
    expect(await Promise.all(asked.map(ask))).toEqual(asked.map((id) => [id]));
    expect((await db.pool.query("select current_setting('app.subjects', true) as left")).rows[0].left).toBe(
      "",
    );
  });

  it("shows an identifier to whoever holds its exact hash, and its person's other rows to nobody", async () => {
    await withSight(db, { lookup: Buffer.from(ben) }, async (tx) => {
      expect((await tx.select().from(identifiers)).map((row) => row.customerId)).toEqual([ben]);
      expect(await tx.select().from(customerSettings)).toEqual([]);
    });
  });
});

describe("the schema's level", () => {
  it("is seen by the app's role: nothing is pending after an install", async () => {
    expect(await pendingMigrations(database.appUrl)).toBe(0);
  });
});

describe("the self-test at start", () => {
  it("passes as the app's role", async () => {
    await expect(proveWalls(db)).resolves.toBeUndefined();
  });

  it("refuses a superuser", async () => {
    const strong = openDatabase({ url: database.adminUrl, max: 1 });
    await expect(proveWalls(strong)).rejects.toThrow("can pass row-level security");
    await strong.pool.end();
  });

  it("refuses a role that may become the owner", async () => {
    const name = `member_${randomUUID().replaceAll("-", "")}`;
    await asAdmin(database.adminUrl, `create role ${name} login password 'x' in role forthright_owner`);
    const url = new URL(database.appUrl);
    [url.username, url.password] = [name, "x"];
    const member = openDatabase({ url: url.href, max: 1 });
    try {
      await expect(proveWalls(member)).rejects.toThrow("no member of a role that does");
    } finally {
      await member.pool.end();
      await asAdmin(database.adminUrl, `drop role ${name}`);
    }
  });

  it("refuses a table whose wall was taken down", async () => {
    await asAdmin(database.adminUrl, "alter table identifiers no force row level security");
    await expect(proveWalls(db)).rejects.toThrow("identifiers");
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await raiseWalls(owner, "forthright_app");
    await owner.end();
    await expect(proveWalls(db)).resolves.toBeUndefined();
  });
});
