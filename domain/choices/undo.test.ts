import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { House } from "../house";
import { testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { listChoices, setChoice, stopMarketing, undoAct } from ".";
import { cellOf, eventsOf, testPerson } from "./testing";

let house: House;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ house, close } = await testHouse({ brand: tinyBrand() }));
});
afterAll(() => close());

const person = () => testPerson(house);
const offers = { purpose: "offers", channel: "email" };

describe("Undo", () => {
  test("puts back what was, with its date, once", async () => {
    const ctx = await person();
    await setChoice(ctx, { ...offers, to: "on" });
    const { act } = await setChoice(ctx, { ...offers, to: "off" });
    expect(await undoAct(ctx, { act: act ?? "" })).toMatchObject({ changes: [{ act: "undo", now: "on" }] });
    const [first, , third] = await eventsOf(ctx);
    expect(third).toMatchObject({ state: "granted", since: first?.since, undoes: 2 });
    expect(await undoAct(ctx, { act: act ?? "" })).toMatchObject({ changed: false, kept: 0 });
    await expect(undoAct(ctx, { act: third?.actId ?? "" })).rejects.toMatchObject({ code: "invalid" });
  });

  test("of a first act goes back to nothing said", async () => {
    const ctx = await person();
    const { act } = await setChoice(ctx, { ...offers, to: "on" });
    await undoAct(ctx, { act: act ?? "" });
    expect((await eventsOf(ctx))[1]).toMatchObject({ state: "unset", since: null });
    expect(await cellOf(ctx, "offers", "email")).toMatchObject({ kind: "switch", on: false });
  });

  test("leaves alone what something newer stands on", async () => {
    const ctx = await person();
    await setChoice(ctx, { ...offers, to: "on" });
    await setChoice(ctx, { purpose: "offers", channel: "sms", to: "on" });
    const stopped = await stopMarketing(ctx, {});
    await setChoice(ctx, { ...offers, to: "on" });
    const undone = await undoAct(ctx, { act: stopped.act ?? "" });
    expect(undone).toMatchObject({ changed: true, kept: 1 });
    const kept = undone.changes.filter(({ purpose }) => purpose === "offers");
    expect(kept.map(({ channel }) => channel)).toEqual(["sms"]);
  });

  test("says that all of it stays where something newer stands on all of it", async () => {
    const ctx = await person();
    const { act } = await setChoice(ctx, { ...offers, to: "on" });
    for (const to of ["off", "on"] as const) await setChoice(ctx, { ...offers, to });
    expect(await undoAct(ctx, { act: act ?? "" })).toMatchObject({ changed: false, kept: 1 });
  });

  test("is over after ten minutes", async () => {
    const ctx = await person();
    const { act } = await setChoice(ctx, { ...offers, to: "on" });
    const later = { ...ctx, now: new Date(ctx.now.getTime() + 11 * 60_000) };
    await expect(undoAct(later, { act: act ?? "" })).rejects.toMatchObject({ code: "expired" });
    expect((await listChoices(later, { saved: act ?? "" })).saved?.undoUntil).toBeNull();
  });
});
