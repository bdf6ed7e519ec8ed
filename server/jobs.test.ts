import { sql } from "drizzle-orm";
import { fromDrizzle, type PgBoss } from "pg-boss";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withSight } from "@/db/client";
import type { House } from "@/domain/house";
import { openQueue } from "@/domain/queue";
import { testHouse } from "@/domain/testing";
import { startWorkers } from "./jobs";

const LONG = { timeout: 30_000 };

let house: House;
let boss: PgBoss;
let close: () => Promise<void>;
let states: () => Promise<Record<string, string>>;
beforeAll(async () => {
  const made = await testHouse();
  ({ house, close } = made);
  ({ boss } = await openQueue(house.db.pool, { supervise: false, onError: () => undefined }));
  states = async () => {
    const { rows } = await house.db.pool.query<{ id: string; state: string }>(
      "select id, state from pgboss.job",
    );
    return Object.fromEntries(rows.map(({ id, state }) => [id, state]));
  };
});
afterAll(async () => {
  await boss.stop({ graceful: false });
  await close();
});

it("takes all jobs that wait without a pause, and one that fails ends by itself", async () => {
  const add = (data: object) =>
    withSight(house.db, {}, (tx) => boss.send("sign_in.prepare", data, { db: fromDrizzle(tx, sql) }));
  const broken = String(await add({ id: "not an id of ours" }));
  const others: string[] = [];
  for (let n = 0; n < 12; n += 1) others.push(String(await add({ id: crypto.randomUUID() })));
  // Whoever takes one and then waits would take the second after an hour.
  await startWorkers(house, boss, 3_600);
  await expect.poll(async () => Object.values(await states()).includes("created"), LONG).toBe(false);
  await expect.poll(async () => Object.values(await states()).includes("active"), LONG).toBe(false);
  const ended = await states();
  expect(new Set(others.map((id) => ended[id]))).toEqual(new Set(["completed"]));
  expect(ended[broken]).toBe("retry");
});
