import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withSight } from "@/db/client";
import type { TestDatabase } from "@/db/testing";
import type { Item } from "../brand";
import type { Ctx } from "../context";
import { customerSealer } from "../customers/keys";
import type { House } from "../house";
import { testCustomer, testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { testVisit } from "../testing-visit";
import {
  decideMany,
  lowerChoices,
  MOST_DECISIONS,
  objectTo,
  openEvidence,
  pauseChoice,
  purposesOn,
  readCells,
  readLedger,
  setChoice,
} from ".";
import { askByMessage } from "./asking";
import type { LedgerEvent } from "./store";
import { eventsOf, giveAddress, type Person, testPerson } from "./testing";
import { testSystem } from "./testing-system";
import { verifyLedgerAt } from "./verify";

let house: House;
let close: () => Promise<void>;
let database: TestDatabase;
let mail: Ctx;
const lines: string[] = [];
beforeAll(async () => {
  ({ house, database, close } = await testHouse({ brand: tinyBrand() }));
  const log = { ...house.log, error: (line: string) => void lines.push(line) };
  house = { ...house, log };
  mail = await testSystem(house);
});
afterAll(() => close());

const offers = { purpose: "offers", channel: "email" };
const told = () => ({ evidence: { method: "call", words: "Stop it" }, occurredAt: new Date() });

describe("what a system reads of a customer", () => {
  const of = async (ctx: Person, purpose: string, channel: string) =>
    (await readCells({ ...mail, subject: ctx.subject })).find(
      (cell) => cell.purpose === purpose && cell.channel === channel,
    );
  test("each cell, as it is recorded and as it would be decided", async () => {
    const ctx = await testPerson(house);
    await setChoice(ctx, { ...offers, to: "on" });
    const [event] = await eventsOf(ctx);
    expect(await of(ctx, "offers", "email")).toMatchObject({
      state: "granted",
      since: event?.since,
      by: "you",
    });
    expect(await of(ctx, "offers", "sms")).toMatchObject({
      ...{ decision: "deny", state: "unset", since: null, pausedUntil: null, by: null },
    });
    expect(await of(ctx, "orders", "email")).toMatchObject({ decision: "allow", state: "unset" });
  });
  test("nothing of nobody", async () => {
    await expect(readCells({ ...mail, subject: null })).rejects.toMatchObject({ code: "not_found" });
    await expect(readLedger({ ...mail, subject: null }, { after: 0, limit: 1 })).rejects.toMatchObject({
      code: "not_found",
    });
  });
  test("the chain from a position, in its order", async () => {
    const ctx = await testPerson(house);
    for (const to of ["on", "off", "on"] as const) await setChoice(ctx, { ...offers, to });
    const read = async (after: number, limit: number) =>
      (await readLedger({ ...mail, subject: ctx.subject }, { after, limit })).map(({ seq }) => seq);
    expect(await read(0, 10)).toEqual([1, 2, 3]);
    expect(await read(1, 1)).toEqual([2]);
  });
});

describe("questions that cannot be answered", () => {
  const question = { ...offers, items: [] };
  test("are no, each, where none can be read", async () => {
    const answers = await decideMany(mail, [null, { customer: { id: "nobody's" }, ...question }]);
    expect(answers.map(({ decision, reason }) => [decision, reason])).toEqual([
      ["deny", "invalid"],
      ["deny", "invalid"],
    ]);
  });
  test("are no where the answer cannot be worked out, and are written to the log", async () => {
    const ctx = await testPerson(house);
    const broken = { ...house.brand, timeZone: "Nowhere/At All" };
    await setChoice(ctx, { purpose: "offers", channel: "email", to: "on" });
    const paused = await pauseChoice(ctx, { ...offers, until: soon() });
    expect(paused.changed).toBe(true);
    const asking = { ...mail, house: { ...house, brand: broken } };
    const [answer] = await decideMany(asking, [{ customer: { id: ctx.subject.id }, ...question }]);
    expect(answer).toMatchObject({ decision: "deny", reason: "invalid" });
    expect(lines).toEqual(["decision.failed"]);
  });
});

describe("what a decision is told of the person", () => {
  const ask = async (ctx: Person, more: { channel?: string; items?: string[] } = {}, at = mail) =>
    (await decideMany(at, [{ customer: { id: ctx.subject.id }, ...offers, items: [], ...more }]))[0]?.reason;
  test("an address that is not there, and one that changed and was not proved", async () => {
    const ctx = await testCustomer(house);
    await giveAddress(ctx, { kind: "email", address: "new@example.com", changed: true });
    for (const channel of ["email", "sms"])
      await setChoice(ctx, { purpose: "offers", channel, to: "on" }).catch(() => undefined);
    expect(await ask(ctx)).toBe("channel_unverified");
    const other = await testPerson(house);
    await setChoice(other, { ...offers, to: "on" });
    expect(await ask(other)).toBe("granted");
  });
  test("that the use of a held item was stopped by a no elsewhere", async () => {
    const ctx = await testPerson(house);
    const stop = [{ purpose: "offers", channel: "sms" }];
    const items = [
      { id: "clicks", purposes: ["offers"], stop },
      { id: "size", purposes: ["offers"] },
    ] as unknown as Item[];
    const at = { ...mail, house: { ...house, brand: { ...house.brand, items } } };
    await setChoice(ctx, { ...offers, to: "on" });
    expect(await ask(ctx, { items: ["clicks", "size"] }, at)).toBe("granted");
    await setChoice(ctx, { purpose: "offers", channel: "sms", to: "on" });
    await setChoice(ctx, { purpose: "offers", channel: "sms", to: "off" });
    expect(await ask(ctx, { items: ["clicks"] }, at)).toBe("item_not_covered");
    expect(await ask(ctx, { items: ["size"] }, at)).toBe("granted");
    expect(await ask(ctx, { items: ["nothing like it"] }, at)).toBe("item_not_covered");
  });
  test("more than one call may ask is refused with a word", async () => {
    const many = new Array(MOST_DECISIONS + 1).fill(null);
    await expect(decideMany(mail, many)).rejects.toMatchObject({
      code: "invalid",
      params: { field: "requests" },
    });
  });
});

test("a confirmation that cannot be sent says so, and nothing waits for it", async () => {
  const ctx = await testCustomer(house);
  await expect(setChoice(ctx, { purpose: "news", channel: "email", to: "on" })).rejects.toMatchObject({
    code: "not_offered",
  });
  const event = { purpose: "news", channel: "email", seq: 1, at: ctx.now } as LedgerEvent;
  const send = (more: Partial<LedgerEvent>, who: Ctx = ctx) =>
    withSight(house.db, { subjects: [ctx.subject.id] }, (tx) => askByMessage(tx, who, { ...event, ...more }));
  await expect(send({})).rejects.toMatchObject({
    code: "not_offered",
    params: { reason: "channel_missing" },
  });
  await expect(send({ purpose: "gone" })).rejects.toMatchObject({ code: "not_offered", params: {} });
  await expect(send({ channel: "gone" })).rejects.toMatchObject({ code: "not_offered", params: {} });
  await expect(send({}, { ...ctx, subject: null })).rejects.toMatchObject({
    code: "not_offered",
    params: {},
  });
  expect(await eventsOf(ctx)).toEqual([]);
});

test("the ledger at an address is verified, and says how far it is", async () => {
  const done: number[] = [];
  const report = await verifyLedgerAt(database.appUrl, (count) => done.push(count));
  expect(report.faults).toEqual([]);
  expect(report.events).toBeGreaterThan(5);
  expect(done.at(-1)).toBe(report.customers);
  expect(await verifyLedgerAt(database.appUrl)).toEqual(report);
});

const soon = () => new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);

describe("turning off because the customer asked", () => {
  const visit = async (ctx: Person) => testVisit(house, ctx.subject);
  test("turns off what is on, keeps what was said, and raises nothing", async () => {
    const ctx = await testPerson(house);
    await setChoice(ctx, { ...offers, to: "on" });
    const at = await visit(ctx);
    expect(await lowerChoices(at, { target: { purpose: "offers" }, told: told() })).toMatchObject({
      changed: true,
    });
    const [, off] = await eventsOf(ctx);
    expect(off).toMatchObject({ act: "withdraw", channel: "email", actorKind: "staff", viaKind: "visit" });
    const sealer = await withSight(house.db, { subjects: [ctx.subject.id] }, (tx) =>
      customerSealer(tx, house.keys, ctx.subject.id),
    );
    if (!off) throw new Error("nothing was written");
    expect(openEvidence(sealer, off)).toEqual({ method: "call", words: "Stop it" });
    expect(openEvidence(sealer, { evidence: null })).toBeNull();
  });
  test("objects where the purpose goes without asking", async () => {
    const ctx = await testPerson(house);
    await lowerChoices(await visit(ctx), { target: { purpose: "reviews", channel: "email" }, told: told() });
    expect((await eventsOf(ctx)).map(({ act }) => act)).toEqual(["object"]);
  });
  test("all marketing as one act", async () => {
    const ctx = await testPerson(house);
    await setChoice(ctx, { ...offers, to: "on" });
    await setChoice(ctx, { purpose: "picks", channel: "", to: "on" });
    await lowerChoices(await visit(ctx), { target: null, told: told() });
    const after = (await eventsOf(ctx)).slice(2);
    expect(new Set(after.map(({ actId }) => actId)).size).toBe(1);
    expect(after.map(({ purpose }) => purpose)).toContain("offers");
    expect(after.map(({ purpose }) => purpose)).not.toContain("picks");
  });
  test("says what is not offered and what is nobody's to decide", async () => {
    const at = await visit(await testPerson(house));
    const lower = (target: { purpose: string; channel?: string }) =>
      lowerChoices(at, { target, told: told() });
    await expect(lower({ purpose: "nothing" })).rejects.toMatchObject({ code: "not_offered" });
    await expect(lower({ purpose: "news", channel: "sms" })).rejects.toMatchObject({ code: "not_offered" });
    await expect(lower({ purpose: "tax" })).rejects.toMatchObject({ code: "locked" });
  });
});

test("a purpose is on by whichever channel, until it is objected to", async () => {
  const ctx = await testPerson(house);
  const on = async () => {
    const found = await withSight(house.db, { subjects: [ctx.subject.id] }, (tx) => purposesOn(tx, ctx));
    return [...found].sort();
  };
  const always = ["orders", "recalls", "tax"];
  expect(await on()).toEqual([...always, "reviews", "statistics"].sort());
  await setChoice(ctx, { purpose: "offers", channel: "sms", to: "on" });
  await objectTo(ctx, { purpose: "reviews", channel: "email" });
  expect(await on()).toEqual([...always, "offers", "statistics"].sort());
});
