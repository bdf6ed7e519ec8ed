import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { customerJoins } from "@/db/schema/customers";
import type { Purpose } from "../brand";
import type { House } from "../house";
import { testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { decideMany, objectTo, pauseChoice, resumeChoice, setChoice, setFrequency, undoAct } from ".";
import type { Recorded } from "./cells";
import { joinsFrom, settle } from "./linked";
import type { ChoiceState, Frequency } from "./states";
import { writeTold } from "./tell";
import { cellOf, eventsOf, joinRecords, type Person, testPerson } from "./testing";
import { testSystem } from "./testing-system";
import { readTold } from "./told-facts";
import type { CellView } from "./view";

const at = (day: number) => new Date(Date.UTC(2026, 10, day));
const recorded = (state: ChoiceState, day: number, paused: number | null = null): Recorded => ({
  state,
  seq: day,
  at: at(day),
  since: at(day),
  pausedUntil: paused === null ? null : at(paused),
  frequency: null,
  by: "you",
});

describe("what holds for a person with two records, joined on the 10th", () => {
  const settled = (own: Recorded | null, ...others: Recorded[]) =>
    settle(
      [
        ...(own ? [{ whose: "a", recorded: own }] : []),
        ...others.map((other) => ({ whose: "b", recorded: other })),
      ],
      { root: "a", joinedAt: joinsFrom([["a", "b", at(10)]]) },
    );
  test.each<[string, Recorded | null, Recorded[], ChoiceState | null]>([
    ["no is stronger than yes", recorded("granted", 5), [recorded("withdrawn", 3)], "withdrawn"],
    ["also the other way round", recorded("withdrawn", 3), [recorded("granted", 5)], "withdrawn"],
    ["an objection stands", null, [recorded("objected", 3)], "objected"],
    ["waiting is not yes", recorded("granted", 5), [recorded("pending", 6)], "pending"],
    ["nothing said says nothing", recorded("unset", 5), [recorded("granted", 3)], "granted"],
    ["an act after that settles it", recorded("granted", 11), [recorded("withdrawn", 3)], "granted"],
    ["whatever the other record does", recorded("granted", 11), [recorded("withdrawn", 12)], "granted"],
    ["no record at all", null, [], null],
  ])("%s", (_, own, others, state) => {
    expect(settled(own, ...others)?.state ?? null).toBe(state);
  });

  test.each<[string, ChoiceState]>([
    ["a no of the other record", "objected"],
    ["a yes of the other record", "granted"],
  ])("a pause or a frequency of one's own settles itself and leaves %s", (_, state) => {
    const own: Recorded = { ...recorded("unset", 12, 20), since: null, frequency: "weekly" };
    expect(settled(own, recorded(state, 3, 25))).toMatchObject({
      state,
      frequency: "weekly",
      pausedUntil: at(20),
      seq: 12,
    });
  });

  test("the longer pause holds", () => {
    expect(settled(recorded("granted", 5, 20), recorded("granted", 3, 25))?.pausedUntil).toEqual(at(25));
  });

  test.each<[Frequency | null, Frequency | null, Frequency | null]>([
    ["every", "monthly", "monthly"],
    ["weekly", null, "weekly"],
    [null, null, null],
  ])("of %s and %s, %s holds", (one, other, holds) => {
    const said = (frequency: Frequency | null) => ({ ...recorded("granted", 5), frequency });
    expect(settled(said(one), said(other))?.frequency).toBe(holds);
  });
});

describe("what holds for a person with three records, two joined on the 10th, the oldest on the 20th", () => {
  const joinedAt = joinsFrom([
    ["b", "c", at(10)],
    ["c", "b", at(10)],
    ...["b", "c"].flatMap((one) => [["a", one, at(20)] as const, [one, "a", at(20)] as const]),
  ]);
  test.each<[string, Record<string, Recorded>, ChoiceState]>([
    [
      "what the two had settled stands",
      { b: recorded("granted", 15), c: recorded("withdrawn", 5) },
      "granted",
    ],
    [
      "what they had not settled does not",
      { b: recorded("granted", 9), c: recorded("withdrawn", 5) },
      "withdrawn",
    ],
    [
      "what the younger of them said settles nothing",
      { b: recorded("granted", 5), c: recorded("withdrawn", 15) },
      "withdrawn",
    ],
    [
      "a no of the oldest, from before, is of one person since",
      { a: recorded("withdrawn", 3), b: recorded("granted", 15), c: recorded("granted", 5) },
      "withdrawn",
    ],
    [
      "an act after that settles all of it",
      { a: recorded("granted", 21), b: recorded("withdrawn", 15), c: recorded("withdrawn", 5) },
      "granted",
    ],
  ])("%s", (_, said, state) => {
    const voices = Object.entries(said).map(([whose, one]) => ({ whose, recorded: one }));
    expect(settle(voices, { root: "a", joinedAt })?.state).toBe(state);
  });

  test("a pause that the two had ended does not come back", () => {
    const voices = [
      { whose: "b", recorded: recorded("granted", 15) },
      { whose: "c", recorded: recorded("granted", 5, 25) },
    ];
    expect(settle(voices, { root: "a", joinedAt })).toMatchObject({ state: "granted", pausedUntil: null });
  });
});

describe("in the ledger", () => {
  let house: House;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ house, close } = await testHouse({ brand: tinyBrand() }));
  });
  afterAll(() => close());

  const offers = { purpose: "offers", channel: "email" };
  const reviews = { purpose: "reviews", channel: "email" };

  interface Joined {
    oldest: Person;
    other: Person;
    both: Person;
  }

  /** Two records; whoever signed in as the second acts on the first, the oldest. */
  async function joined({ to }: { to: "on" | "off" } = { to: "off" }): Promise<Joined> {
    const [oldest, other] = [await testPerson(house), await testPerson(house)];
    await setChoice(oldest, { ...offers, to: "on" });
    await setChoice(other, { ...offers, to: "on" });
    if (to === "off") await setChoice(other, { ...offers, to });
    return { oldest, other, both: await joinRecords(oldest, other) };
  }

  test("the next act goes to the oldest chain, with the session of either, and settles it", async () => {
    const { oldest, other, both } = await joined();
    expect(await cellOf(both, "offers", "email")).toMatchObject({ on: false });
    expect(await setChoice(both, { ...offers, to: "on" })).toMatchObject({ changed: true, seen: 2 });
    expect(await cellOf(both, "offers", "email")).toMatchObject({ on: true });
    expect(await eventsOf(oldest)).toHaveLength(2);
    expect(await eventsOf(other)).toHaveLength(2);
    expect((await eventsOf(oldest))[1]).toMatchObject({ actorId: other.subject.id });
  });

  test("a third and older record, which never spoke, leaves what the two had settled, wherever it is asked", async () => {
    const third = await testPerson(house);
    const { oldest, both } = await joined();
    await setChoice(both, { ...offers, to: "on" });
    const ids = [oldest.subject.id, ...both.subject.linked];
    await withSight(house.db, { subjects: [third.subject.id, ...ids] }, (tx) =>
      tx.insert(customerJoins).values(
        ids.flatMap((id) => [
          { customerId: third.subject.id, otherId: id },
          { customerId: id, otherId: third.subject.id },
        ]),
      ),
    );
    const all = { ...third, subject: { id: third.subject.id, linked: ids } };
    expect(await cellOf(all, "offers", "email")).toMatchObject({ on: true });
    const system = await testSystem(house);
    for (const id of [third.subject.id, ...ids]) {
      const [decision] = await decideMany(system, [{ customer: { id }, ...offers, items: [] }]);
      expect(decision).toMatchObject({ decision: "allow", reason: "granted" });
      const { facts } = await readTold(house, { id }, [offers]);
      expect(facts?.cells.get("offers/email")).toMatchObject({ state: "granted" });
    }
  });

  async function offAndBack(ctx: Person) {
    const off = await setChoice(ctx, { ...offers, to: "off" });
    return undoAct(ctx, { act: off.act ?? "" });
  }

  async function tells(
    ctx: Person,
    told: { state: "granted" | "withdrawn" | "paused"; until?: Date; occurredAt: Date },
  ) {
    const evidence = { method: "checkout", wording: "Yes, send me offers.", locale: "en" };
    const choices = [{ until: null, ...offers, ...told, evidence }];
    const { facts } = await readTold(ctx.house, { id: ctx.subject.id }, choices);
    if (!facts) throw new Error("nobody");
    return writeTold(await testSystem(ctx.house), { facts, choices });
  }

  /** As a checkout tells it, after all that was said before. */
  async function heardAgain(ctx: Person) {
    const told = await tells(ctx, { state: "granted", occurredAt: new Date() });
    return { changes: told.choices.map(({ state }) => ({ channel: "email", now: state })) };
  }

  test.each<[string, (ctx: Person) => Promise<{ changes: readonly object[] }>]>([
    ["a renewal", (ctx) => setChoice(ctx, { ...offers, to: "renew" })],
    ["a frequency", (ctx) => setFrequency(ctx, { purpose: "offers", frequency: "monthly" })],
    ["off that is undone", offAndBack],
    ["a yes that a system heard", heardAgain],
  ])("a pause of the other record outlives %s", async (_, act) => {
    const purposes = tinyBrand().purposes.map(
      (purpose): Purpose => (purpose.id === "offers" ? { ...purpose, renewAfter: "P1M" } : purpose),
    );
    const mine: House = { ...house, brand: tinyBrand({ purposes }) };
    const { other, both } = await joined({ to: "on" });
    const person = { ...both, house: mine };
    const until = `${other.now.getFullYear() + 1}-12-01`;
    await pauseChoice({ ...other, house: mine }, { ...offers, until });
    const held = await cellOf(person, "offers", "email");
    expect(held).toMatchObject({ on: true, canRenew: true, pausedUntil: expect.any(Date) });
    expect((await act(person)).changes).toContainEqual(
      expect.objectContaining({ channel: "email", now: "paused" }),
    );
    const { pausedUntil } = held as Extract<CellView, { kind: "switch" }>;
    expect(await cellOf(person, "offers", "email")).toMatchObject({ on: true, pausedUntil });
  });

  test("what a system tells late stands above no act here, on whichever record that was", async () => {
    const { other, both } = await joined({ to: "on" });
    const until = `${other.now.getFullYear() + 1}-12-01`;
    await pauseChoice(other, { ...offers, until });
    const before = new Date();
    await resumeChoice(both, offers);
    const late = { state: "paused", until: new Date(`${until}T00:00:00Z`), occurredAt: before } as const;
    expect((await tells(both, late)).choices).toMatchObject([{ recorded: false, reason: "older" }]);
    const [first, second] = [await testPerson(house), await testPerson(house)];
    await tells(first, { state: "granted", occurredAt: new Date("2020-01-01") });
    await setChoice(second, { ...offers, to: "on" });
    const one = await joinRecords(first, second);
    const no = { state: "withdrawn", occurredAt: new Date("2021-01-01") } as const;
    expect((await tells(one, no)).choices).toMatchObject([{ recorded: false, reason: "older" }]);
    expect(await cellOf(one, "offers", "email")).toMatchObject({ on: true });
  });

  test("an objection of the other record outlives a frequency, and so does the way back from it", async () => {
    const purposes = tinyBrand().purposes.map(
      (purpose): Purpose =>
        purpose.id === "reviews" ? { ...purpose, frequency: ["every", "monthly"] } : purpose,
    );
    const mine: House = { ...house, brand: tinyBrand({ purposes }) };
    const { other, both } = await joined();
    const person = { ...both, house: mine };
    await objectTo({ ...other, house: mine }, reviews);
    expect(await cellOf(person, "reviews", "email")).toMatchObject({ objected: true });
    const set = await setFrequency(person, { purpose: "reviews", frequency: "monthly" });
    expect(set.changed).toBe(true);
    expect(await cellOf(person, "reviews", "email")).toMatchObject({ objected: true });
    expect(await undoAct(person, { act: set.act ?? "" })).toMatchObject({ changed: true });
    expect(await cellOf(person, "reviews", "email")).toMatchObject({ objected: true });
  });
});
