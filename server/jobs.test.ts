import { sql } from "drizzle-orm";
import { fromDrizzle, type PgBoss } from "pg-boss";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withSight } from "@/db/client";
import type { House } from "@/domain/house";
import { sendMessage } from "@/domain/messages";
import { openQueue } from "@/domain/queue";
import { testHouse } from "@/domain/testing";
import { type MailServer, startMailServer } from "@/e2e/peers/mail-server";
import { startWorkers } from "./jobs";

const LONG = { timeout: 30_000 };

let house: House;
let mail: MailServer;
let boss: PgBoss;
let close: () => Promise<void>;
let states: () => Promise<Record<string, string>>;
beforeAll(async () => {
  mail = await startMailServer();
  const settings = { demo: false, smtpUrl: mail.url, mailFrom: "privacy@brand.example" };
  const made = await testHouse({ settings });
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
  mail.hangFor(null);
  await boss.stop({ graceful: false });
  await close();
  await mail.close();
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

it("a code goes out while the mail server leaves messages without an answer", LONG, async () => {
  const send = (to: string, message: object) =>
    withSight(house.db, {}, (tx) =>
      sendMessage(tx, { house, requestId: "test" }, { to, locale: "en", ...message } as never),
    );
  mail.hangFor("hangs@example.com");
  const params = { item: "Email", when: "2026-11-23T10:00:00Z" };
  for (let n = 0; n < 8; n += 1) await send("hangs@example.com", { template: "address_changed", params });
  // Whoever looks once a second takes up all that wait before the code comes.
  await startWorkers(house, boss, 1);
  await expect.poll(async () => count(await states(), "active"), LONG).toBeGreaterThan(3);
  const code = { link: "https://p.example/", code: "12345678", minutes: 15 };
  await send("ana@example.com", { template: "sign_in", params: code });
  expect((await mail.waitFor("ana@example.com")).text).toContain("12345678");
});

const count = (states: Record<string, string>, state: string) =>
  Object.values(states).filter((one) => one === state).length;
