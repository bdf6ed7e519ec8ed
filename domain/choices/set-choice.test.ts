import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { texts } from "@/db/schema/texts";
import type { House } from "../house";
import { testCustomer, testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { listChoices, setChoice } from ".";
import { wordsShown } from "./evidence";
import { auditOf, cellOf, eventsOf, giveAddress, testPerson } from "./testing";

let house: House;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ house, close } = await testHouse({ brand: tinyBrand() }));
});
afterAll(() => close());

const person = () => testPerson(house);
const offers = { purpose: "offers", channel: "email" };

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
    expect(await cellOf(ctx, "offers", "email")).toMatchObject({ kind: "switch", on: false });
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
    expect(await cellOf(ctx, "orders", "sms")).toMatchObject({ kind: "switch", on: false });
    await setChoice(ctx, { purpose: "orders", channel: "sms", to: "on" });
    expect(await cellOf(ctx, "orders", "sms")).toMatchObject({ kind: "switch", on: true });
    expect(await cellOf(ctx, "orders", "email")).toMatchObject({ kind: "locked", basis: "contract" });
  });

  test("a single switch", async () => {
    const ctx = await person();
    await setChoice(ctx, { purpose: "picks", channel: "", to: "on" });
    expect(await cellOf(ctx, "picks", "")).toMatchObject({ kind: "switch", on: true, channelName: null });
  });

  test("a consent that ends soon can be renewed, before that nothing is written", async () => {
    const brand = tinyBrand();
    const [first] = brand.purposes;
    if (first) first.renewAfter = "P1Y";
    const ctx = { ...(await person()), house: { ...house, brand } };
    await setChoice(ctx, { ...offers, to: "renew" });
    await setChoice(ctx, { ...offers, to: "on" });
    expect(await setChoice(ctx, { ...offers, to: "renew" })).toMatchObject({ changed: false });
    expect(await cellOf(ctx, "offers", "email")).toMatchObject({ on: true, canRenew: false });
    const soon = { ...ctx, now: new Date(ctx.now.getTime() + 330 * 86_400_000) };
    expect(await cellOf(soon, "offers", "email")).toMatchObject({ on: true, canRenew: true });
    expect(await setChoice(soon, { ...offers, to: "on" })).toMatchObject({ changed: false });
    expect(await setChoice(soon, { ...offers, to: "renew" })).toMatchObject({ changed: true });
    expect((await eventsOf(ctx)).map(({ act }) => act)).toEqual(["grant", "grant"]);
    const over = { ...ctx, now: new Date(ctx.now.getTime() + 400 * 86_400_000) };
    expect(await cellOf(over, "offers", "email")).toMatchObject({ on: false, askAgain: "expired" });
    expect(await setChoice(over, { ...offers, to: "renew" })).toMatchObject({ changed: false });
    expect(await setChoice(over, { ...offers, to: "on" })).toMatchObject({ changed: true });
  });

  test("without an address it can be turned off, not on, and the page says so", async () => {
    const ctx = await testCustomer(house);
    const sms = { purpose: "offers", channel: "sms" };
    await expect(setChoice(ctx, { ...sms, to: "on" })).rejects.toMatchObject({
      code: "not_offered",
      params: { reason: "channel_missing" },
    });
    expect(await cellOf(ctx, "offers", "sms")).toMatchObject({ canTurnOn: false, address: "missing" });
  });

  test("an address that changed elsewhere keeps the choice and says that nothing is sent", async () => {
    const ctx = await testCustomer(house);
    await giveAddress(ctx, { kind: "email", address: "new@example.com", changed: true });
    await setChoice(ctx, { ...offers, to: "on" });
    const view = await listChoices(ctx);
    expect(await cellOf(ctx, "offers", "email")).toMatchObject({ on: true, address: "unverified" });
    expect(view.columns[0]?.address).toMatchObject({ masked: "n•••@example.com", state: "unverified" });
  });
});
