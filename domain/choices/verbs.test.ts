import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { audit } from "@/db/schema/audit";
import { choiceEvents } from "@/db/schema/choices";
import { texts } from "@/db/schema/texts";
import type { House } from "../house";
import { testCustomer, testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { recordUses } from "../uses";
import {
  cancelPending,
  listChoices,
  objectTo,
  pauseChoice,
  pauseMarketing,
  resumeChoice,
  resumeMarketing,
  setChoice,
  setFrequency,
  stopChoices,
  stopMarketing,
  undoAct,
  withdrawObjection,
} from ".";
import { wordsShown } from "./evidence";
import { giveAddress } from "./testing";
import type { CellView, ChoicesView } from "./view";

type Customer = Awaited<ReturnType<typeof testCustomer>>;

let house: House;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ house, close } = await testHouse({ brand: tinyBrand() }));
});
afterAll(() => close());

const person = async (): Promise<Customer> => {
  const ctx = await testCustomer(house);
  await giveAddress(ctx, { kind: "email", address: "ana@example.com" });
  await giveAddress(ctx, { kind: "phone", address: "+353861234567" });
  return ctx;
};

const offers = { purpose: "offers", channel: "email" };
const eventsOf = (ctx: Customer) =>
  withSight(house.db, { subjects: [ctx.subject.id] }, (tx) =>
    tx.select().from(choiceEvents).orderBy(choiceEvents.seq),
  );
const auditOf = (ctx: Customer) =>
  withSight(house.db, { subjects: [ctx.subject.id] }, (tx) => tx.select().from(audit).orderBy(audit.at));

const cellIn = (view: ChoicesView, purpose: string, channel: string): CellView => {
  const rows = view.bands.flatMap((band) => band.rows);
  const cell = rows.find((row) => row.purpose === purpose)?.cells.find((one) => one.channel === channel);
  if (!cell) throw new Error(`no cell ${purpose}/${channel}`);
  return cell;
};
const cell = async (ctx: Customer, purpose: string, channel: string) =>
  cellIn(await listChoices(ctx), purpose, channel);

describe("turning on and off", () => {
  test("writes one event with what was seen, one audit line, and shows it", async () => {
    const ctx = await person();
    const on = await setChoice(ctx, { ...offers, to: "on" });
    expect(on).toMatchObject({
      changed: true,
      seen: 1,
      changes: [{ purpose: "offers", now: "on", by: "you" }],
    });
    const off = await setChoice(ctx, { ...offers, to: "off" });
    expect(off).toMatchObject({ changed: true, seen: 2, changes: [{ now: "off" }] });
    const events = await eventsOf(ctx);
    expect(events.map(({ seq, act, state }) => [seq, act, state])).toEqual([
      [1, "grant", "granted"],
      [2, "withdraw", "withdrawn"],
    ]);
    expect(events[0]).toMatchObject({
      actorKind: "customer",
      actorId: ctx.subject.id,
      viaKind: "session",
      locale: "en",
      brandHash: house.brand.hash,
      terms: "{}",
      prev: null,
    });
    expect(events[1]?.prev).toEqual(events[0]?.hash);
    const lines = await auditOf(ctx);
    expect(lines.map(({ act, detail }) => [act, detail.changes])).toEqual([
      ["choice.set", ["grant offers email"]],
      ["choice.set", ["withdraw offers email"]],
    ]);
    expect(await cell(ctx, "offers", "email")).toMatchObject({ kind: "switch", on: false });
  });

  test("unchanged writes neither event nor audit line", async () => {
    const ctx = await person();
    expect(await setChoice(ctx, { ...offers, to: "off" })).toMatchObject({
      changed: false,
      act: null,
      seen: 0,
    });
    await setChoice(ctx, { ...offers, to: "on" });
    expect(await setChoice(ctx, { ...offers, to: "on" })).toMatchObject({
      changed: false,
      act: null,
      seen: 1,
    });
    expect(await eventsOf(ctx)).toHaveLength(1);
    expect(await auditOf(ctx)).toHaveLength(1);
  });

  test("keeps the words that were shown, in the reader's language", async () => {
    const ctx = { ...(await person()), locale: "de" };
    await setChoice(ctx, { ...offers, to: "on" });
    const [event] = await eventsOf(ctx);
    const [text] = await house.db.orm
      .select()
      .from(texts)
      .where(eq(texts.hash, event?.shownHash ?? ""));
    expect(JSON.parse(text?.content ?? "")).toMatchObject({
      name: { text: "offers (de)", lang: "de" },
      control: { act: "grant", channel: { text: "E-Mail", lang: "de" } },
    });
    const purpose = house.brand.purposes[0];
    if (!purpose) throw new Error("no purpose");
    const english = wordsShown(house.brand, { purpose, channel: "email", act: "grant" }, "en");
    expect(english.hash).not.toBe(event?.shownHash);
  });

  test.each([
    [{ purpose: "nothing", channel: "" }, "not_offered"],
    [{ purpose: "offers", channel: "post" }, "not_offered"],
    [{ purpose: "offers", channel: "" }, "not_offered"],
    [{ purpose: "orders", channel: "email" }, "locked"],
    [{ purpose: "tax", channel: "email" }, "locked"],
    [{ purpose: "recalls", channel: "sms" }, "locked"],
    [{ purpose: "statistics", channel: "" }, "locked"],
    [{ purpose: "reviews", channel: "email" }, "invalid"],
  ])("refuses %j: %s, both ways", async (where, code) => {
    const ctx = await person();
    await expect(setChoice(ctx, { ...where, to: "on" })).rejects.toMatchObject({ code });
    await expect(setChoice(ctx, { ...where, to: "off" })).rejects.toMatchObject({ code });
    expect(await eventsOf(ctx)).toEqual([]);
    expect(await auditOf(ctx)).toEqual([]);
  });

  test("an optional channel of a locked purpose is off until chosen", async () => {
    const ctx = await person();
    expect(await cell(ctx, "orders", "sms")).toMatchObject({ kind: "switch", on: false });
    await setChoice(ctx, { purpose: "orders", channel: "sms", to: "on" });
    expect(await cell(ctx, "orders", "sms")).toMatchObject({ kind: "switch", on: true });
    expect(await cell(ctx, "orders", "email")).toMatchObject({ kind: "locked", basis: "contract" });
  });

  test("a single switch", async () => {
    const ctx = await person();
    await setChoice(ctx, { purpose: "picks", channel: "", to: "on" });
    expect(await cell(ctx, "picks", "")).toMatchObject({ kind: "switch", on: true, channelName: null });
  });

  test("without an address it can be turned off, not on, and the page says so", async () => {
    const ctx = await testCustomer(house);
    const sms = { purpose: "offers", channel: "sms" };
    await expect(setChoice(ctx, { ...sms, to: "on" })).rejects.toMatchObject({
      code: "not_offered",
      params: { reason: "channel_missing" },
    });
    expect(await cell(ctx, "offers", "sms")).toMatchObject({ canTurnOn: false, address: "missing" });
  });

  test("an address that changed elsewhere keeps the choice and says that nothing is sent", async () => {
    const ctx = await testCustomer(house);
    await giveAddress(ctx, { kind: "email", address: "new@example.com", changed: true });
    await setChoice(ctx, { ...offers, to: "on" });
    const view = await listChoices(ctx);
    expect(cellIn(view, "offers", "email")).toMatchObject({ on: true, address: "unverified" });
    expect(view.columns[0]?.address).toMatchObject({ masked: "n•••@example.com", state: "unverified" });
  });
});

describe("who may", () => {
  test("nobody, another customer, and ours are refused, and nothing is written", async () => {
    const ctx = await person();
    const other = await person();
    const set = (actor: Customer["actor"]) => setChoice({ ...ctx, actor }, { ...offers, to: "on" });
    await expect(set({ kind: "nobody" })).rejects.toMatchObject({ code: "signed_out" });
    await expect(set(other.actor)).rejects.toMatchObject({ code: "forbidden" });
    await expect(set({ kind: "privacy_officer", id: "p" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(set({ kind: "system", job: "j" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(set({ kind: "token", tokenId: ctx.subject.id, scope: "confirm" })).rejects.toMatchObject({
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
    expect(await cell(ctx, "reviews", "email")).toMatchObject({ kind: "objection", objected: false });
    expect(await withdrawObjection(ctx, reviews)).toMatchObject({ changed: false });
    expect(await objectTo(ctx, reviews)).toMatchObject({ changed: true, changes: [{ now: "objected" }] });
    expect(await objectTo(ctx, reviews)).toMatchObject({ changed: false });
    expect(await cell(ctx, "reviews", "email")).toMatchObject({ kind: "objection", objected: true });
    expect(await withdrawObjection(ctx, reviews)).toMatchObject({ changes: [{ now: "on" }] });
    expect((await eventsOf(ctx)).map(({ state }) => state)).toEqual(["objected", "not_objected"]);
    await expect(objectTo(ctx, offers)).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("pausing, how often, and all marketing", () => {
  test("a pause ends at the start of that day by the brand's calendar", async () => {
    const ctx = { ...(await person()), now: new Date("2027-06-15T22:30:00Z") };
    await setChoice(ctx, { ...offers, to: "on" });
    await pauseChoice(ctx, { ...offers, until: "2027-06-18" });
    const until = new Date("2027-06-17T23:00:00Z"); // summer time in Dublin
    expect(await cell(ctx, "offers", "email")).toMatchObject({ on: true, pausedUntil: until });
    expect(await pauseChoice(ctx, { ...offers, until: "2027-06-18" })).toMatchObject({ changed: false });
    expect(await resumeChoice(ctx, offers)).toMatchObject({ changed: true, changes: [{ now: "on" }] });
    expect(await resumeChoice(ctx, offers)).toMatchObject({ changed: false });
  });

  test.each(["2026-01-01", "9999-12-31"])("no pause until %s", async (until) => {
    const ctx = await person();
    await expect(pauseChoice(ctx, { ...offers, until })).rejects.toMatchObject({ code: "invalid" });
  });

  test("what is off is not paused, what is locked cannot be", async () => {
    const ctx = await person();
    const [option] = (await listChoices(ctx)).pauseOptions;
    const until = option?.until ?? "";
    expect(await pauseChoice(ctx, { ...offers, until })).toMatchObject({ changed: false });
    await expect(pauseChoice(ctx, { purpose: "tax", channel: "email", until })).rejects.toMatchObject({
      code: "locked",
    });
  });

  test("how often is one setting for all channels", async () => {
    const ctx = await person();
    const set = await setFrequency(ctx, { purpose: "offers", frequency: "monthly" });
    expect(set.changes.map(({ channel, frequency }) => [channel, frequency])).toEqual([
      ["email", "monthly"],
      ["sms", "monthly"],
    ]);
    expect(await setFrequency(ctx, { purpose: "offers", frequency: "monthly" })).toMatchObject({
      changed: false,
    });
    await setChoice(ctx, { ...offers, to: "on" });
    const row = (await listChoices(ctx)).bands[0]?.rows[0];
    expect(row?.frequency).toEqual({ options: ["every", "weekly", "monthly"], value: "monthly" });
    await expect(setFrequency(ctx, { purpose: "news", frequency: "weekly" })).rejects.toMatchObject({
      code: "not_offered",
    });
  });

  test("stop all is one act, undone as one, and only over marketing", async () => {
    const ctx = await person();
    await setChoice(ctx, { ...offers, to: "on" });
    await setChoice(ctx, { purpose: "offers", channel: "sms", to: "on" });
    await setChoice(ctx, { purpose: "picks", channel: "", to: "on" });
    await setChoice(ctx, { purpose: "news", channel: "email", to: "on" }); // waits
    expect((await listChoices(ctx)).marketing).toEqual({ on: 3, total: 3, pausedUntil: null });
    const stopped = await stopMarketing(ctx, {});
    expect(stopped.changes.map(({ purpose, channel, act }) => `${act} ${purpose} ${channel}`)).toEqual([
      "withdraw offers email",
      "withdraw offers sms",
      "cancel news email",
    ]);
    expect(await auditOf(ctx)).toHaveLength(5);
    expect((await listChoices(ctx)).marketing).toEqual({ on: 0, total: 3, pausedUntil: null });
    expect(await cell(ctx, "picks", "")).toMatchObject({ on: true });
    expect(await stopMarketing(ctx, {})).toMatchObject({ changed: false });
    const saved = await listChoices(ctx, { saved: stopped.act ?? "" });
    expect(saved.saved?.undoUntil).not.toBeNull();
    await undoAct(ctx, { act: stopped.act ?? "" });
    expect((await listChoices(ctx)).marketing?.on).toBe(3);
    expect(await cell(ctx, "news", "email")).toMatchObject({ kind: "waiting" });
  });

  test("pausing all pauses what is on, and ends for all", async () => {
    const ctx = await person();
    await setChoice(ctx, { ...offers, to: "on" });
    const until = (await listChoices(ctx)).pauseOptions[0]?.until ?? "";
    const paused = await pauseMarketing(ctx, { until });
    expect(paused.changes.map(({ channel, now }) => [channel, now])).toEqual([["email", "paused"]]);
    expect((await listChoices(ctx)).marketing?.pausedUntil).toBeInstanceOf(Date);
    expect((await resumeMarketing(ctx, {})).changes).toHaveLength(1);
    expect((await listChoices(ctx)).marketing?.pausedUntil).toBeNull();
  });

  test("stopping what an item serves leaves alone what is locked or off", async () => {
    const ctx = await person();
    await setChoice(ctx, { ...offers, to: "on" });
    const stopped = await stopChoices(ctx, [
      { purpose: "offers" },
      { purpose: "offers", channel: "email" },
      { purpose: "orders" },
      { purpose: "reviews", channel: "email" },
    ]);
    expect(stopped.changes.map(({ purpose, channel, act }) => `${act} ${purpose} ${channel}`)).toEqual([
      "withdraw offers email",
      "object reviews email",
    ]);
  });
});

describe("Undo", () => {
  test("puts back what was, with its date, once", async () => {
    const ctx = await person();
    await setChoice(ctx, { ...offers, to: "on" });
    const { act } = await setChoice(ctx, { ...offers, to: "off" });
    expect(await undoAct(ctx, { act: act ?? "" })).toMatchObject({ changes: [{ act: "undo", now: "on" }] });
    const [first, , third] = await eventsOf(ctx);
    expect(third).toMatchObject({ state: "granted", since: first?.since, undoes: 2 });
    expect(await undoAct(ctx, { act: act ?? "" })).toMatchObject({ changed: false });
    await expect(undoAct(ctx, { act: third?.actId ?? "" })).rejects.toMatchObject({ code: "invalid" });
  });

  test("of a first act goes back to nothing said", async () => {
    const ctx = await person();
    const { act } = await setChoice(ctx, { ...offers, to: "on" });
    await undoAct(ctx, { act: act ?? "" });
    expect((await eventsOf(ctx))[1]).toMatchObject({ state: "unset", since: null });
    expect(await cell(ctx, "offers", "email")).toMatchObject({ kind: "switch", on: false });
  });

  test("leaves alone what something newer stands on", async () => {
    const ctx = await person();
    await setChoice(ctx, { ...offers, to: "on" });
    await setChoice(ctx, { purpose: "offers", channel: "sms", to: "on" });
    const stopped = await stopMarketing(ctx, {});
    await setChoice(ctx, { ...offers, to: "on" });
    const undone = await undoAct(ctx, { act: stopped.act ?? "" });
    expect(undone.changes.map(({ channel }) => channel)).toEqual(["sms"]);
  });

  test("is over after ten minutes", async () => {
    const ctx = await person();
    const { act } = await setChoice(ctx, { ...offers, to: "on" });
    const later = { ...ctx, now: new Date(ctx.now.getTime() + 11 * 60_000) };
    await expect(undoAct(later, { act: act ?? "" })).rejects.toMatchObject({ code: "expired" });
    expect((await listChoices(later, { saved: act ?? "" })).saved?.undoUntil).toBeNull();
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
