import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { audit } from "@/db/schema/audit";
import { choiceTokens } from "@/db/schema/choices";
import { customerJoins } from "@/db/schema/customers";
import { uses } from "@/db/schema/uses";
import { listChoices, pauseChoice, setChoice, setFrequency } from "../choices";
import { cellOf, eventsOf, type Person, testPerson } from "../choices/testing";
import { testSystem } from "../choices/testing-system";
import type { Ctx } from "../context";
import type { House } from "../house";
import { testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { recordUses } from "../uses";
import { makeLink, readHint, readStop, readWhy, stopByLink, stopByOneClick, undoStop } from ".";
import type { StopView } from "./catalog";
import { chainOf, secretOf, stranger } from "./testing";

let house: House;
let close: () => Promise<void>;
let mailer: Ctx;
beforeAll(async () => {
  ({ house, close } = await testHouse({ brand: tinyBrand(), max: 10 }));
  mailer = await testSystem(house, ["links:write"]);
});
afterAll(() => close());

const offers = { purpose: "offers", channel: "email" };
const stopLink = (ctx: Person, cell: { purpose: string; channel?: string } = offers) =>
  secretOf(mailer, { customer: { id: ctx.subject.id }, kind: "stop", ...cell });
const on = (ctx: Person, purpose = "offers", channel = "email") =>
  setChoice(ctx, { purpose, channel, to: "on" });
const open = (view: StopView) => {
  if (view.state !== "open") throw new Error("the link is over");
  return view;
};
const see = async (ctx: Person, secret: string, undo?: string) =>
  open(await readStop(stranger(ctx), { secret, undo }));
const acts = async (ctx: Person) =>
  (await eventsOf(ctx)).map(({ act, purpose, channel }) => [act, purpose, channel].join(" "));

describe("making a link", () => {
  test("by email gives both headers of RFC 8058, on one line, and stores a hash alone", async () => {
    const ctx = await testPerson(house);
    const { url, headers } = await makeLink(mailer, {
      customer: { id: ctx.subject.id },
      kind: "stop",
      ...offers,
    });
    expect(url).toMatch(/^http:\/\/localhost:3000\/stop\/[A-Za-z0-9_-]{43}$/);
    expect(headers).toEqual({
      "List-Unsubscribe": `<${url}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    });
    const rows = await withSight(house.db, { subjects: [ctx.subject.id] }, (tx) =>
      tx
        .select({ scope: choiceTokens.scope, purpose: choiceTokens.purpose, expires: choiceTokens.expiresAt })
        .from(choiceTokens),
    );
    expect(rows).toMatchObject([{ scope: "stop", purpose: "offers" }]);
    expect(JSON.stringify(rows)).not.toContain(url.slice(-43));
    const [line] = await withSight(house.db, { subjects: [ctx.subject.id] }, (tx) => tx.select().from(audit));
    expect(line).toMatchObject({
      act: "link.make",
      actorKind: "api_key",
      detail: { kind: "stop", ...offers },
    });
    expect(JSON.stringify(line)).not.toContain(url.slice(-43));
  });

  test.each([
    ["a text", { purpose: "offers", channel: "sms" }],
    ["what cannot be stopped", { purpose: "orders", channel: "email" }],
    ["a purpose without a channel", { purpose: "picks" }],
  ])("for %s has no headers", async (_, cell) => {
    const ctx = await testPerson(house);
    expect(
      await makeLink(mailer, { customer: { id: ctx.subject.id }, kind: "stop", ...cell }),
    ).not.toHaveProperty("headers");
  });

  test.each([
    ["no purpose", {}, "invalid"],
    ["an unknown purpose", { purpose: "gossip" }, "not_offered"],
    ["a channel that it lacks", { purpose: "news", channel: "sms" }, "not_offered"],
    ["no channel", { purpose: "offers" }, "not_offered"],
    ["somebody else's use", { use: crypto.randomUUID() }, "invalid"],
  ])("refuses %s", async (_, cell, code) => {
    const ctx = await testPerson(house);
    const customer = { id: ctx.subject.id };
    await expect(makeLink(mailer, { customer, kind: "stop", ...cell })).rejects.toMatchObject({ code });
  });

  test("only a key may", async () => {
    const ctx = await testPerson(house);
    const input = { customer: { id: ctx.subject.id }, kind: "stop", ...offers } as const;
    for (const who of [ctx, stranger(ctx)])
      await expect(makeLink(who, input)).rejects.toMatchObject({ code: /forbidden|signed_out/ });
  });

  test("to the privacy page names the address masked, sealed, and opens nothing", async () => {
    const ctx = await testPerson(house);
    const { url, headers } = await makeLink(mailer, { customer: { id: ctx.subject.id }, kind: "dashboard" });
    expect(headers).toBeUndefined();
    const sealed = new URL(url).searchParams.get("for") ?? "";
    expect(url).not.toContain("ana");
    expect(readHint(house, sealed)).toBe("a•••@example.com");
    expect(readHint(house, `${sealed.slice(0, -2)}AA`)).toBeNull();
    const tokens = await withSight(house.db, { subjects: [ctx.subject.id] }, (tx) =>
      tx.select({ id: choiceTokens.id }).from(choiceTokens),
    );
    expect(tokens).toEqual([]);
  });
});

describe("the page of a stop link", () => {
  test("names what stops, how things stand and what still comes; reading changes nothing", async () => {
    const ctx = await testPerson(house);
    await on(ctx);
    const secret = await stopLink(ctx);
    const before = await chainOf(house, ctx.subject.id);
    for (let looks = 0; looks < 3; looks += 1)
      expect(await see(ctx, secret)).toMatchObject({
        purpose: { text: "offers" },
        channel: { text: "Email" },
        address: "a•••@example.com",
        done: null,
        cell: { kind: "switch", on: true, monthly: true, pauseUntil: expect.any(String) },
      });
    const { cell } = await see(ctx, secret);
    expect(cell.still.map(({ name, because }) => [name.text, because])).toEqual([
      ["orders", "contract"],
      ["tax", "legal_obligation"],
      ["recalls", "vital_interest"],
      ["reviews", "legitimate_interest"],
    ]);
    expect(await chainOf(house, ctx.subject.id)).toBe(before);
  });

  test("offers no frequency and no pause that would not lower", async () => {
    const ctx = await testPerson(house);
    await on(ctx);
    await setFrequency(ctx, { purpose: "offers", frequency: "monthly" });
    const late = (await listChoices(ctx)).pauseOptions.at(-1)?.until ?? "";
    await pauseChoice(ctx, { ...offers, until: late });
    const secret = await stopLink(ctx);
    expect((await see(ctx, secret)).cell).toMatchObject({ monthly: false, pauseUntil: null });
    for (const act of ["monthly", "pause"] as const)
      expect(await stopByLink(stranger(ctx), { secret, act })).toEqual({ changed: false, undo: null });
  });

  test("of what is off already says since when, and of what cannot be stopped that it is so", async () => {
    const ctx = await testPerson(house);
    await on(ctx);
    await setChoice(ctx, { ...offers, to: "off" });
    const off = (await see(ctx, await stopLink(ctx))).cell;
    expect(off).toMatchObject({ on: false, last: { by: "you", at: expect.any(Date) } });
    const secret = await stopLink(ctx, { purpose: "orders", channel: "email" });
    expect((await see(ctx, secret)).cell).toMatchObject({ kind: "locked", basis: "contract" });
    expect(await stopByLink(stranger(ctx), { secret, act: "stop" })).toEqual({ changed: false, undo: null });
  });
});

describe("stopping", () => {
  test("is one event by the link, once; the customer reads who did it", async () => {
    const ctx = await testPerson(house);
    await on(ctx);
    const secret = await stopLink(ctx);
    const tries = Array.from({ length: 50 }, () => stopByOneClick(stranger(ctx), { secret }));
    const changed = (await Promise.all(tries)).filter((one) => one.changed);
    expect(changed).toHaveLength(1);
    expect(await acts(ctx)).toEqual(["grant offers email", "withdraw offers email"]);
    expect(await cellOf(ctx, "offers", "email")).toMatchObject({ on: false, last: { by: "link" } });
  });

  test("by the page gives one way back, which restores exactly that stop, once", async () => {
    const ctx = await testPerson(house);
    await on(ctx);
    await setFrequency(ctx, { purpose: "offers", frequency: "weekly" });
    const newest = async () => (await eventsOf(ctx)).findLast(({ channel }) => channel === "email");
    const [secret, before] = [await stopLink(ctx), await newest()];
    const { undo } = await stopByLink(stranger(ctx), { secret, act: "stop" });
    const shown = await see(ctx, secret, undo ?? "");
    expect(shown.done).toMatchObject({ undo, changes: [{ act: "withdraw", now: "off" }] });
    expect(await undoStop(stranger(ctx), { secret, undo: undo ?? "" })).toMatchObject({ changed: true });
    const after = await newest();
    const state = (event: typeof after) => [event?.state, event?.pausedUntil, event?.frequency, event?.since];
    expect(state(after)).toEqual(state(before));
    const again = undoStop(stranger(ctx), { secret, undo: undo ?? "" });
    await expect(again).rejects.toMatchObject({ code: "gone" });
    expect((await see(ctx, secret, undo ?? "")).done).toBeNull();
  });

  test("all marketing is one act that one undo takes back whole", async () => {
    const ctx = await testPerson(house);
    await on(ctx);
    await on(ctx, "offers", "sms");
    const secret = await stopLink(ctx);
    const { undo } = await stopByLink(stranger(ctx), { secret, act: "all" });
    expect(await acts(ctx)).toEqual(expect.arrayContaining(["withdraw offers email", "withdraw offers sms"]));
    await undoStop(stranger(ctx), { secret, undo: undo ?? "" });
    for (const channel of ["email", "sms"])
      expect(await cellOf(ctx, "offers", channel)).toMatchObject({ on: true });
  });

  test.each(["monthly", "pause"] as const)("%s lowers, and is taken back", async (act) => {
    const ctx = await testPerson(house);
    await on(ctx);
    const secret = await stopLink(ctx);
    const { undo } = await stopByLink(stranger(ctx), { secret, act });
    expect((await see(ctx, secret)).cell).toMatchObject({
      on: true,
      [act === "monthly" ? "monthly" : "pauseUntil"]: act === "monthly" ? false : null,
    });
    await undoStop(stranger(ctx), { secret, undo: undo ?? "" });
    expect((await see(ctx, secret)).cell).toMatchObject({ monthly: true, pauseUntil: expect.any(String) });
  });

  test("something newer is not undone, nor is anything after ten minutes", async () => {
    const ctx = await testPerson(house);
    await on(ctx);
    const secret = await stopLink(ctx);
    const { undo } = await stopByLink(stranger(ctx), { secret, act: "stop" });
    const late = { ...stranger(ctx), now: new Date(ctx.now.getTime() + 11 * 60_000) };
    await expect(undoStop(late, { secret, undo: undo ?? "" })).rejects.toMatchObject({ code: "gone" });
    await on(ctx);
    await setChoice(ctx, { ...offers, to: "off" });
    expect((await see(ctx, secret, undo ?? "")).done).toMatchObject({ undo: null });
    expect(await undoStop(stranger(ctx), { secret, undo: undo ?? "" })).toMatchObject({ changed: false });
    expect(await cellOf(ctx, "offers", "email")).toMatchObject({ on: false });
  });

  test("one person's undo is not for another's link", async () => {
    const [ctx, other] = [await testPerson(house), await testPerson(house)];
    await on(ctx);
    const secret = await stopLink(ctx);
    const { undo } = await stopByLink(stranger(ctx), { secret, act: "stop" });
    const theirs = { secret: await stopLink(other), undo: undo ?? "" };
    await expect(undoStop(stranger(ctx), theirs)).rejects.toMatchObject({ code: "gone" });
    expect((await see(other, theirs.secret, theirs.undo)).done).toBeNull();
  });

  test("of a person with two records goes to the oldest and settles both; no address of the other is shown", async () => {
    const [old, young] = [await testPerson(house), await testPerson(house)];
    await on(old);
    await on(young);
    const ids = [old.subject.id, young.subject.id];
    await withSight(house.db, { subjects: ids }, (tx) =>
      tx.insert(customerJoins).values([
        { customerId: old.subject.id, otherId: young.subject.id },
        { customerId: young.subject.id, otherId: old.subject.id },
      ]),
    );
    const secret = await stopLink(young);
    const { undo } = await stopByLink(stranger(young), { secret, act: "stop" });
    expect(await acts(old)).toEqual(["grant offers email", "withdraw offers email"]);
    expect(await acts(young)).toEqual(["grant offers email"]);
    expect((await see(young, secret)).cell.on).toBe(false);
    await undoStop(stranger(young), { secret, undo: undo ?? "" });
    expect((await see(young, secret)).cell.on).toBe(true);
  });
});

describe("a link that is wrong, forged or too old", () => {
  test("says nothing and does nothing, whichever it is", async () => {
    const ctx = await testPerson(house);
    await on(ctx);
    const [secret, why] = [
      await stopLink(ctx),
      await secretOf(mailer, { customer: { id: ctx.subject.id }, kind: "why", ...offers }),
    ];
    const { undo } = await stopByLink(stranger(ctx), { secret, act: "monthly" });
    const before = await chainOf(house, ctx.subject.id);
    const late = { ...stranger(ctx), now: new Date(ctx.now.getTime() + 401 * 86_400_000) };
    const over: [Ctx, string][] = [
      [stranger(ctx), "A".repeat(43)],
      [stranger(ctx), `${secret.slice(0, -2)}AA`],
      [stranger(ctx), undo ?? ""],
      [stranger(ctx), ""],
      [late, secret],
      [late, why],
    ];
    for (const [who, wrong] of over) {
      expect(await readStop(who, { secret: wrong })).toEqual({ state: "over" });
      expect(await readWhy(who, { secret: wrong })).toEqual({ state: "over" });
      await expect(stopByLink(who, { secret: wrong, act: "stop" })).rejects.toMatchObject({ code: "gone" });
      await expect(stopByOneClick(who, { secret: wrong })).rejects.toMatchObject({ code: "gone" });
    }
    expect(await chainOf(house, ctx.subject.id)).toBe(before);
  });
});

describe("Why did I get this?", () => {
  test("names what was used, by whom it was told and the choice behind it; no values", async () => {
    const ctx = await testPerson(house);
    await on(ctx);
    const ours = { ...ctx, actor: { kind: "system" as const, job: "test" } };
    const occurredAt = new Date(((await eventsOf(ctx))[0]?.at.getTime() ?? 0) + 1);
    await recordUses(ours, [{ ...offers, items: [], title: "Autumn offers", occurredAt }]);
    const [use] = await withSight(house.db, { subjects: [ctx.subject.id] }, (tx) => tx.select().from(uses));
    const secret = await secretOf(mailer, { customer: { id: ctx.subject.id }, kind: "why", use: use?.id });
    const view = await readWhy(stranger(ctx), { secret });
    expect(view).toMatchObject({
      state: "open",
      purpose: { text: "offers" },
      why: { text: "Why offers." },
      use: { title: "Autumn offers", at: occurredAt, system: null },
      cell: { on: true, last: { by: "you" } },
      allowed: { yes: true, by: "you" },
    });
    expect(JSON.stringify(view)).not.toContain("ana@example.com");
    expect(await stopByLink(stranger(ctx), { secret, act: "stop" })).toMatchObject({ changed: true });
    expect(await readWhy(stranger(ctx), { secret: await stopLink(ctx) })).toEqual({ state: "over" });
    const later = await readWhy(stranger(ctx), { secret });
    expect(later).toMatchObject({ cell: { on: false }, allowed: { yes: true, by: "you" } });
  });

  test("says what had been decided when it came, not what was chosen since", async () => {
    const ctx = await testPerson(house);
    const ours = { ...ctx, actor: { kind: "system" as const, job: "test" } };
    await on(ctx);
    await setChoice(ctx, { ...offers, to: "off" });
    const [yes = 0, no = 0] = (await eventsOf(ctx)).map(({ at }) => at.getTime());
    const allowedAt = async (moment: number) => {
      const use = { ...offers, items: [], title: `at ${moment}`, occurredAt: new Date(moment) };
      await recordUses(ours, [use]);
      const rows = await withSight(house.db, { subjects: [ctx.subject.id] }, (tx) => tx.select().from(uses));
      const { id } = rows.find(({ title }) => title === use.title) ?? {};
      const secret = await secretOf(mailer, { customer: { id: ctx.subject.id }, kind: "why", use: id });
      const view = await readWhy(stranger(ctx), { secret });
      return view.state === "open" && view.allowed && [view.allowed.yes, view.allowed.by];
    };
    expect(await allowedAt(yes - 1_000)).toBeNull();
    expect(await allowedAt((yes + no) / 2)).toEqual([true, "you"]);
    expect(await allowedAt(no + 1_000)).toEqual([false, "you"]);
  });
});
