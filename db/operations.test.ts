import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { install } from "@/domain/install";
import { type TestDatabase, testDatabase } from "./testing";

const secret = "a secret of at least thirty-two bytes, for tests only";
let database: TestDatabase;
let admin: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  await install({ ownerUrl: database.ownerUrl, appUrl: database.appUrl, secret });
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

const clocks = async () =>
  (await admin.query("select kind, due_on::text as due from clocks order by due_on")).rows;

it("keeps a clock for a request until it is answered, and moves it with its date", async () => {
  const id = randomUUID();
  await admin.query(
    `insert into requests (customer_id, id, kind, jurisdiction, identity_at, due_on)
     values ($1, $2, 'access', 'eu', now(), '2026-01-31')`,
    [randomUUID(), id],
  );
  expect(await clocks()).toEqual([{ kind: "request", due: "2026-01-31" }]);
  await admin.query("update requests set due_on = '2026-03-31' where id = $1", [id]);
  expect(await clocks()).toEqual([{ kind: "request", due: "2026-03-31" }]);
  await admin.query("update requests set answered_at = now() where id = $1", [id]);
  expect(await clocks()).toEqual([]);
});

it("notes whose key was destroyed, once", async () => {
  const id = randomUUID();
  for (let round = 0; round < 2; round += 1) {
    await admin.query("insert into customer_keys (customer_id, sealed) values ($1, '')", [id]);
    await admin.query("delete from customer_keys where customer_id = $1", [id]);
  }
  expect((await admin.query("select id from forgotten")).rows).toEqual([{ id }]);
});

it("waits for a table in use and migrates when it is free, without holding up others for long", async () => {
  const busy = new pg.Client({ connectionString: database.adminUrl });
  await busy.connect();
  await busy.query("begin; lock table identifiers in row exclusive mode");
  const freed = (async () => {
    await admin.query("select pg_sleep(2.5)");
    await busy.query("commit");
    await busy.end();
  })();
  await install({ ownerUrl: database.ownerUrl, appUrl: database.appUrl, secret });
  await freed;
  const { rows } = await admin.query(
    "select relforcerowsecurity as forced from pg_class where relname = 'identifiers'",
  );
  expect(rows).toEqual([{ forced: true }]);
});
