import { afterAll, beforeAll, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { choiceEvents, choices } from "@/db/schema/choices";
import { addToDay, dayIn } from "../brand";
import { closeHouse, type House } from "../house";
import { secondHouse, testCustomer, testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { pauseChoice, setChoice } from ".";
import { startOfDay } from "./expiry";
import { giveAddress } from "./testing";
import { verifyLedger } from "./verify";

const ACTS = 800;
let house: House;
let other: House;
let close: () => Promise<void>;

beforeAll(async () => {
  const brand = tinyBrand();
  const made = await testHouse({ brand });
  house = made.house;
  other = await secondHouse(made.database, { brand });
  close = async () => {
    await closeHouse(other);
    await made.close();
  };
});
afterAll(() => close());

const offers = { purpose: "offers", channel: "email" };

async function person() {
  const ctx = await testCustomer(house);
  await giveAddress(ctx, { kind: "email", address: `${ctx.subject.id}@example.com` });
  return { ctx, contexts: [ctx, { ...ctx, house: other }] as const };
}

const ledgerOf = (customerId: string) =>
  withSight(house.db, { subjects: [customerId] }, async (tx) => ({
    events: await tx.select().from(choiceEvents).orderBy(choiceEvents.seq),
    states: await tx.select().from(choices),
  }));

const numbered = (count: number) => Array.from({ length: count }, (_, index) => index);

test("800 pauses to 800 dates from two pools: 800 events without a gap, state is the last", async () => {
  const { ctx, contexts } = await person();
  await setChoice(ctx, { ...offers, to: "on" });
  const { timeZone } = house.brand;
  const days = numbered(ACTS).map((index) => addToDay(dayIn(ctx.now, timeZone), `P${index + 2}D`));
  const answers = await Promise.all(
    days.map((until, index) => pauseChoice(contexts[index % 2] ?? ctx, { ...offers, until })),
  );
  expect(answers.filter((answer) => answer.changed)).toHaveLength(ACTS);
  const { events, states } = await ledgerOf(ctx.subject.id);
  expect(events.map(({ seq }) => seq)).toEqual(numbered(ACTS + 1).map((index) => index + 1));
  const paused = events.slice(1).map(({ pausedUntil }) => pausedUntil?.getTime());
  expect(new Set(paused)).toEqual(new Set(days.map((day) => startOfDay(day, timeZone).getTime())));
  const last = events.at(-1);
  expect(states).toMatchObject([{ seq: last?.seq, state: "granted", pausedUntil: last?.pausedUntil }]);
  const answered = new Map(answers.map((answer) => [answer.act, answer.seen]));
  for (const event of events.slice(1)) expect(answered.get(event.actId)).toBe(event.seq);
  expect((await verifyLedger(house.db)).faults).toEqual([]);
}, 60_000);

test("800 mixed on and off from two pools: as many events as answers that said changed", async () => {
  const { ctx, contexts } = await person();
  const answers = await Promise.all(
    numbered(ACTS).map((index) =>
      setChoice(contexts[index % 2] ?? ctx, { ...offers, to: index % 3 === 0 ? "off" : "on" }),
    ),
  );
  const said = answers.filter((answer) => answer.changed).length;
  const { events, states } = await ledgerOf(ctx.subject.id);
  expect(events).toHaveLength(said);
  expect(said).toBeGreaterThan(1);
  for (const [index, event] of events.entries())
    expect(event.state).toBe(index % 2 === 0 ? "granted" : "withdrawn");
  expect(states[0]?.seq).toBe(said);
  expect((await verifyLedger(house.db)).faults).toEqual([]);
}, 60_000);

test("a burst of one person leaves connections to others", async () => {
  const [busy, calm] = [await person(), await person()];
  await setChoice(busy.ctx, { ...offers, to: "on" });
  let held = 0;
  const burst = numbered(100).map((index) =>
    setChoice(busy.ctx, { ...offers, to: index % 2 ? "on" : "off" }).then(() => {
      held = Math.max(held, house.db.pool.totalCount - house.db.pool.idleCount);
    }),
  );
  await setChoice(calm.ctx, { ...offers, to: "on" });
  await Promise.all(burst);
  expect(held).toBeLessThanOrEqual(2);
});
