import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { House } from "../house";
import { testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import {
  listChoices,
  pauseChoice,
  pauseMarketing,
  resumeChoice,
  resumeMarketing,
  setChoice,
  setFrequency,
  stopChoices,
  stopMarketing,
  undoAct,
} from ".";
import { auditOf, cellOf, testPerson } from "./testing";
import type { CellView } from "./view";

let house: House;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ house, close } = await testHouse({ brand: tinyBrand() }));
});
afterAll(() => close());

const person = () => testPerson(house);
const offers = { purpose: "offers", channel: "email" };

describe("pausing, how often, and all marketing", () => {
  test("a pause ends at the start of that day by the brand's calendar", async () => {
    const ctx = { ...(await person()), now: new Date("2027-06-15T22:30:00Z") };
    await setChoice(ctx, { ...offers, to: "on" });
    await pauseChoice(ctx, { ...offers, until: "2027-06-18" });
    const until = new Date("2027-06-17T23:00:00Z"); // summer time in Dublin
    expect(await cellOf(ctx, "offers", "email")).toMatchObject({ on: true, pausedUntil: until });
    expect(await pauseChoice(ctx, { ...offers, until: "2027-06-18" })).toMatchObject({ changed: false });
    expect(await resumeChoice(ctx, offers)).toMatchObject({ changed: true, changes: [{ now: "on" }] });
    expect(await resumeChoice(ctx, offers)).toMatchObject({ changed: false });
  });

  test("a consent that is renewed stays paused, and so it does when that is undone", async () => {
    const brand = tinyBrand();
    const [first] = brand.purposes;
    if (first) first.renewAfter = "P1Y";
    const ctx = { ...(await person()), house: { ...house, brand } };
    await setChoice(ctx, { ...offers, to: "on" });
    const soon = { ...ctx, now: new Date(ctx.now.getTime() + 330 * 86_400_000) };
    const until = (await listChoices(soon)).pauseOptions[0]?.until ?? "";
    await pauseChoice(soon, { ...offers, until });
    const held = await cellOf(soon, "offers", "email");
    expect(held).toMatchObject({ on: true, canRenew: true, pausedUntil: expect.any(Date) });
    const { pausedUntil, expiresAt } = held as Extract<CellView, { kind: "switch" }>;
    const renewed = await setChoice(soon, { ...offers, to: "renew" });
    expect(renewed).toMatchObject({ changed: true, changes: [{ act: "grant", now: "paused", pausedUntil }] });
    const after = await cellOf(soon, "offers", "email");
    expect(after).toMatchObject({ on: true, pausedUntil });
    expect(after).not.toMatchObject({ expiresAt });
    expect(await undoAct(ctx, { act: renewed.act ?? "" })).toMatchObject({ changes: [{ now: "paused" }] });
    expect(await cellOf(soon, "offers", "email")).toMatchObject({ on: true, pausedUntil, expiresAt });
    await resumeChoice(soon, offers);
    expect(await setChoice(soon, { ...offers, to: "renew" })).toMatchObject({ changes: [{ now: "on" }] });
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
    expect(await cellOf(ctx, "picks", "")).toMatchObject({ on: true });
    expect(await stopMarketing(ctx, {})).toMatchObject({ changed: false });
    const saved = await listChoices(ctx, { saved: stopped.act ?? "" });
    expect(saved.saved?.undoUntil).not.toBeNull();
    await undoAct(ctx, { act: stopped.act ?? "" });
    expect((await listChoices(ctx)).marketing?.on).toBe(3);
    expect(await cellOf(ctx, "news", "email")).toMatchObject({ kind: "waiting" });
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
