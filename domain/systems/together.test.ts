import { afterAll, beforeAll, expect, test } from "vitest";
import { asAdmin, type TestDatabase } from "@/db/testing";
import { readTold, type ToldChoice, writeTold } from "../choices";
import { testSystem } from "../choices/testing-system";
import { verifyLedger } from "../choices/verify";
import type { Ctx } from "../context";
import type { House } from "../house";
import { newId } from "../random";
import { testHouse } from "../testing";
import { tellChoices } from ".";

let house: House;
let database: TestDatabase;
let close: () => Promise<void>;
let shop: Ctx;
beforeAll(async () => {
  ({ house, database, close } = await testHouse());
  shop = await testSystem(house, ["choices:write"]);
});
afterAll(() => close());

const evidence = { method: "checkout", wording: "Yes, send me offers.", locale: "en" };
const told = (state: ToldChoice["state"], minutes: number): ToldChoice => ({
  ...{ purpose: "offers", channel: "email", state, until: null, evidence },
  occurredAt: new Date(shop.now.getTime() - minutes * 60_000),
});

/** Customers who are known, so that what is told of them can go together. */
async function known(count: number): Promise<{ id: string; email: string }[]> {
  const emails = Array.from({ length: count }, () => `${newId()}@example.com`);
  const choices = [told("granted", 60)];
  const made = await Promise.all(emails.map((email) => tellChoices(shop, { customer: { email }, choices })));
  return made.map(({ customer: { id } }, n) => ({ id, email: emails[n] ?? "" }));
}
const off = (id: string, ctx: Ctx = shop) =>
  tellChoices(ctx, { customer: { id }, choices: [told("withdrawn", 30)] });
const listed = (people: readonly { id: string }[]) => people.map(({ id }) => `'${id}'`).join(",");
const rows = (people: readonly { id: string }[], what: string) =>
  asAdmin(database.adminUrl, what.replace("THEM", listed(people)));

test("what is told at one moment is written together, each with its own line and place", async () => {
  const people = await known(30);
  const done = await Promise.all(people.map(({ id }, n) => off(id, { ...shop, requestId: `request ${n}` })));
  expect(done.map(({ customer }) => customer.id)).toEqual(people.map(({ id }) => id));
  expect(new Set(done.map(({ choices }) => choices[0]?.ledger?.seq))).toEqual(new Set([2]));
  const events = await rows(
    people,
    "select customer_id, xmin::text as tx, encode(hash, 'hex') as hash, state from choice_events where seq = 2 and customer_id in (THEM)",
  );
  expect(new Set(events.map(({ tx }) => tx)).size).toBeLessThan(10);
  const hashes = new Map(events.map(({ customer_id: id, hash }) => [id, hash]));
  for (const { customer, choices } of done) {
    expect(choices[0]).toMatchObject({ recorded: true, reason: null, state: "withdrawn" });
    expect(choices[0]?.ledger?.hash).toBe(hashes.get(customer.id));
  }
  const lines = await rows(
    people,
    "select customer_id, request_id, detail from audit where request_id like 'request %' and customer_id in (THEM)",
  );
  const requests = new Map(lines.map(({ customer_id: id, request_id: request }) => [id, request]));
  expect(people.map(({ id }) => requests.get(id))).toEqual(people.map((_, n) => `request ${n}`));
  expect(lines[0]?.detail).toMatchObject({ changes: ["withdraw offers email"], seq: 2 });
});

test("one whose answer cannot be kept fails alone, and nothing of it stays", async () => {
  const people = await known(12);
  const settle: Ctx["settle"] = () => Promise.reject(new Error("kept by another"));
  const done = await Promise.allSettled(
    people.map(({ id }, n) => off(id, n === 5 ? { ...shop, settle } : shop)),
  );
  expect(done.map(({ status }) => status)).toEqual(
    people.map((_, n) => (n === 5 ? "rejected" : "fulfilled")),
  );
  expect(done[5]).toMatchObject({ reason: { message: "kept by another" } });
  const heads = await rows(people, "select customer_id, seq from ledger_heads where customer_id in (THEM)");
  const seqs = new Map(heads.map(({ customer_id: id, seq }) => [id, seq]));
  expect(people.map(({ id }) => seqs.get(id))).toEqual(people.map((_, n) => (n === 5 ? 1 : 2)));
});

test("one whose chain has gone on since it was read is read again, and holds nobody up", async () => {
  const people = await known(6);
  const choices = [told("withdrawn", 30)];
  const read = await Promise.all(people.map(({ id }) => readTold(house, { id }, choices)));
  await off(people[2]?.id ?? "");
  const done = await Promise.allSettled(
    read.map(({ facts }) =>
      facts ? writeTold(shop, { facts, choices }) : Promise.reject(new Error("nobody")),
    ),
  );
  expect(done.map(({ status }) => status)).toEqual(
    people.map((_, n) => (n === 2 ? "rejected" : "fulfilled")),
  );
  expect(done[2]).toMatchObject({ reason: { name: "Moved" } });
});

test("one customer by two names at one moment is one chain", async () => {
  const [one] = await known(1);
  const customers = [{ id: one?.id ?? "" }, { email: one?.email ?? "" }];
  const choices = [told("withdrawn", 30)];
  const done = await Promise.all(customers.map((customer) => tellChoices(shop, { customer, choices })));
  expect(done.map(({ choices: [said] }) => said?.state)).toEqual(["withdrawn", "withdrawn"]);
  expect(new Set(done.map(({ choices: [said] }) => said?.ledger?.seq))).toEqual(new Set([2]));
});

test("a key whose secret did not come in writes nothing for anybody, and the chains hold", async () => {
  const people = await known(4);
  if (shop.actor.kind !== "api_key") throw new Error("no key");
  const guessed: Ctx = { ...shop, actor: { ...shop.actor, proof: Buffer.alloc(32) } };
  const done = await Promise.allSettled(people.map(({ id }, n) => off(id, n === 0 ? shop : guessed)));
  expect(done.map(({ status }) => status)).toEqual(
    people.map((_, n) => (n === 0 ? "fulfilled" : "rejected")),
  );
  for (const one of done.slice(1)) expect(one).toMatchObject({ reason: { code: "signed_out" } });
  expect((await verifyLedger(house.db)).faults).toEqual([]);
});
