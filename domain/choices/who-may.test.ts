import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { House } from "../house";
import { testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { recordUses } from "../uses";
import { cancelPending, listChoices, objectTo, setChoice, undoAct, withdrawObjection } from ".";
import { cellOf, eventsOf, type Person, testPerson } from "./testing";

let house: House;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ house, close } = await testHouse({ brand: tinyBrand() }));
});
afterAll(() => close());

const person = () => testPerson(house);
const offers = { purpose: "offers", channel: "email" };

describe("who may", () => {
  test("nobody, another customer, and ours are refused, and nothing is written", async () => {
    const ctx = await person();
    const other = await person();
    const set = (actor: Person["actor"]) => setChoice({ ...ctx, actor }, { ...offers, to: "on" });
    await expect(set({ kind: "nobody" })).rejects.toMatchObject({ code: "signed_out" });
    await expect(set(other.actor)).rejects.toMatchObject({ code: "forbidden" });
    await expect(set({ kind: "privacy_officer", id: "p" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(set({ kind: "system", job: "j" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      set({ kind: "token", tokenId: ctx.subject.id, scope: "confirm", proof: Buffer.alloc(32) }),
    ).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(listChoices({ ...ctx, actor: other.actor })).rejects.toMatchObject({ code: "forbidden" });
    expect(await eventsOf(ctx)).toEqual([]);
  });

  test("the act of one person is not another's to undo or to see", async () => {
    const [ctx, other] = [await person(), await person()];
    const { act } = await setChoice(ctx, { ...offers, to: "on" });
    await expect(undoAct(other, { act: act ?? "" })).rejects.toMatchObject({ code: "not_found" });
    expect(await listChoices(other, { saved: act ?? "", seen: 0 })).toMatchObject({
      seen: 0,
      saved: null,
      sinceYouLooked: [],
    });
  });
});

describe("objecting", () => {
  const reviews = { purpose: "reviews", channel: "email" };
  test("stops at once and can be taken back", async () => {
    const ctx = await person();
    expect(await cellOf(ctx, "reviews", "email")).toMatchObject({ kind: "objection", objected: false });
    expect(await withdrawObjection(ctx, reviews)).toMatchObject({ changed: false });
    expect(await objectTo(ctx, reviews)).toMatchObject({ changed: true, changes: [{ now: "objected" }] });
    expect(await objectTo(ctx, reviews)).toMatchObject({ changed: false });
    expect(await cellOf(ctx, "reviews", "email")).toMatchObject({ kind: "objection", objected: true });
    expect(await withdrawObjection(ctx, reviews)).toMatchObject({ changes: [{ now: "on" }] });
    expect((await eventsOf(ctx)).map(({ state }) => state)).toEqual(["objected", "not_objected"]);
    await expect(objectTo(ctx, offers)).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("two devices", () => {
  test("the page that was drawn earlier is told what the other did, and nothing is lost", async () => {
    const ctx = await person();
    const drawn = (await listChoices(ctx)).seen;
    await setChoice(ctx, { ...offers, to: "on", seen: drawn }); // the other device
    const mine = await setChoice(ctx, { purpose: "picks", channel: "", to: "on", seen: drawn });
    expect(mine.sinceYouLooked.map(({ purpose, now }) => [purpose, now])).toEqual([["offers", "on"]]);
    const after = await listChoices(ctx, { saved: mine.act ?? "", seen: drawn });
    expect(after.sinceYouLooked.map(({ purpose }) => purpose)).toEqual(["offers"]);
    expect(after.saved?.changes.map(({ purpose }) => purpose)).toEqual(["picks"]);
  });
});

describe("cancelling", () => {
  test("nothing waits, nothing is written", async () => {
    const ctx = await person();
    expect(await cancelPending(ctx, offers)).toMatchObject({ changed: false });
  });
});

test("counts uses of the last 90 days and names the last", async () => {
  const ctx = await person();
  const days = (count: number) => new Date(ctx.now.getTime() - count * 86_400_000);
  const use = (title: string, ago: number, channel = "email") => ({
    purpose: "offers",
    channel,
    items: ["email"],
    title,
    occurredAt: days(ago),
  });
  const ours = { ...ctx, actor: { kind: "system" as const, job: "test" } };
  await recordUses(ours, [
    use("Old", 91),
    use("Spring", 40),
    use("Autumn", 3),
    use("Text", 5, "sms"),
    use("Later", -1),
  ]);
  const [row] = (await listChoices(ctx)).bands[0]?.rows ?? [];
  expect(row?.uses).toMatchObject({
    count: 3,
    byChannel: [
      { channel: "email", count: 2 },
      { channel: "sms", count: 1 },
    ],
    last: { title: "Autumn", at: days(3) },
  });
});
