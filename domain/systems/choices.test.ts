import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { audit } from "@/db/schema/audit";
import { choiceEvents } from "@/db/schema/choices";
import { customerJoins, identifiers } from "@/db/schema/customers";
import { messages } from "@/db/schema/messages";
import { decideMany, setChoice, type ToldChoice } from "../choices";
import { cellOf, testPerson } from "../choices/testing";
import { testSystem } from "../choices/testing-system";
import { verifyLedger } from "../choices/verify";
import type { Ctx } from "../context";
import type { House } from "../house";
import { newId } from "../random";
import { testHouse } from "../testing";
import { tellChoices } from ".";

let house: House;
let close: () => Promise<void>;
let shop: Ctx;
beforeAll(async () => {
  ({ house, close } = await testHouse());
  shop = await testSystem(house, ["choices:write", "decisions"]);
});
afterAll(() => close());

const evidence = { method: "checkout", wording: "Yes, send me offers.", locale: "en" };
const ago = (minutes: number) => new Date(shop.now.getTime() - minutes * 60_000);
const told = (state: ToldChoice["state"], minutes: number, more: Partial<ToldChoice> = {}): ToldChoice => ({
  ...{ purpose: "offers", channel: "email", state, until: null, occurredAt: ago(minutes), evidence },
  ...more,
});
const mail = () => `${newId()}@example.com`;
const seen = <T>(id: string, read: Parameters<typeof withSight<T>>[2]) =>
  withSight(house.db, { subjects: [id] }, read);
const eventsOf = (id: string) => seen(id, (tx) => tx.select().from(choiceEvents).orderBy(choiceEvents.seq));
const reason = async (customer: { id: string } | { email: string }) => {
  const [one] = await decideMany(shop, [{ customer, purpose: "offers", channel: "email", items: [] }]);
  return one?.reason;
};

describe("a choice that a system tells", () => {
  test("makes a customer with that identifier alone, sealed evidence and an audit line that names the key", async () => {
    const email = mail();
    const answer = await tellChoices(shop, { customer: { email }, choices: [told("granted", 60)] });
    const { id } = answer.customer;
    expect(answer.choices).toEqual([
      {
        ...{ purpose: "offers", channel: "email", recorded: true, reason: null, state: "granted" },
        ledger: { seq: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      },
    ]);
    const [event] = await eventsOf(id);
    expect(event).toMatchObject({ actorKind: "api_key", occurredAt: ago(60), since: ago(60) });
    expect(event?.evidence?.toString("latin1")).not.toContain("offers");
    const known = await seen(id, (tx) => tx.select().from(identifiers));
    expect(known.map(({ kind, verifiedAt, changedAt }) => [kind, verifiedAt, changedAt])).toEqual([
      ["email", null, null],
    ]);
    const [line] = await seen(id, (tx) => tx.select().from(audit));
    const key = shop.actor.kind === "api_key" ? shop.actor : null;
    expect(line).toMatchObject({ act: "choice.set", actorKind: "api_key", actorId: key?.keyId });
    expect(line?.detail).toMatchObject({ key: key?.name, changes: ["grant offers email"] });
    expect(await reason({ email })).toBe("granted");
  });

  test("finds the same customer again, and says the same again without writing", async () => {
    const customer = { email: mail() };
    const choices = [told("granted", 60)];
    const first = await tellChoices(shop, { customer, choices });
    const second = await tellChoices(shop, { customer: { email: customer.email.toUpperCase() }, choices });
    expect(second.customer).toEqual(first.customer);
    expect(second.choices[0]).toMatchObject({ recorded: false, reason: "unchanged", state: "granted" });
    expect(second.choices[0]?.ledger).toEqual(first.choices[0]?.ledger);
    expect(await eventsOf(first.customer.id)).toHaveLength(1);
  });

  test("never beats a newer no, and is not shown as the customer's own click", async () => {
    const ctx = await testPerson(house);
    const customer = { id: ctx.subject.id };
    await setChoice(ctx, { purpose: "offers", channel: "email", to: "on" });
    await setChoice(ctx, { purpose: "offers", channel: "email", to: "off" });
    const { choices } = await tellChoices(shop, { customer, choices: [told("granted", 5)] });
    expect(choices[0]).toMatchObject({ recorded: false, reason: "older", state: "withdrawn" });
    expect(await reason(customer)).toBe("withdrawn");
    await tellChoices(shop, { customer, choices: [told("withdrawn", 60, { channel: "sms" })] });
    expect(await cellOf(ctx, "offers", "sms")).toMatchObject({ on: false, last: { by: "system" } });
  });

  test("that comes late does not undo the customer's own newer yes", async () => {
    const ctx = await testPerson(house);
    const customer = { id: ctx.subject.id };
    await setChoice(ctx, { purpose: "offers", channel: "email", to: "on" });
    const late = await tellChoices(shop, { customer, choices: [told("withdrawn", 60)] });
    expect(late.choices[0]).toMatchObject({ recorded: false, reason: "older", state: "granted" });
    expect(await reason(customer)).toBe("granted");
  });

  test("of a person with several records goes to the oldest chain, and only where it beats them all", async () => {
    const [oldest, other] = [await testPerson(house), await testPerson(house)];
    await setChoice(other, { purpose: "offers", channel: "email", to: "on" });
    await setChoice(other, { purpose: "offers", channel: "email", to: "off" });
    const [one, two] = [oldest.subject.id, other.subject.id];
    await withSight(house.db, { subjects: [one, two] }, (tx) =>
      tx.insert(customerJoins).values([
        { customerId: one, otherId: two },
        { customerId: two, otherId: one },
      ]),
    );
    const late = await tellChoices(shop, { customer: { id: two }, choices: [told("granted", 5)] });
    expect(late).toMatchObject({ customer: { id: one }, choices: [{ reason: "older", state: "withdrawn" }] });
    const soon = new Date(Date.now() + 60_000);
    const newer = told("granted", 0, { occurredAt: soon });
    const done = await tellChoices(shop, { customer: { id: two }, choices: [newer] });
    expect(done.choices[0]).toMatchObject({ recorded: true, ledger: { seq: 1 } });
    expect(await eventsOf(one)).toHaveLength(1);
    expect(await reason({ id: two })).toBe("granted");
  });

  test("several at once are judged one after the other", async () => {
    const customer = { customer_number: newId() };
    const choices = [told("granted", 50), told("withdrawn", 40), told("granted", 45), told("granted", 30)];
    const answer = await tellChoices(shop, { customer, choices });
    expect(answer.choices.map(({ recorded, reason, state }) => [recorded, reason, state])).toEqual([
      [true, null, "granted"],
      [true, null, "withdrawn"],
      [false, "older", "withdrawn"],
      [true, null, "granted"],
    ]);
    expect(answer.choices.map(({ ledger }) => ledger?.seq)).toEqual([1, 2, 2, 3]);
  });

  test("of each kind is taken in the word of its basis, a no in either", async () => {
    const customer = { email: mail() };
    const future = new Date(shop.now.getTime() + 86_400_000);
    const cell = (purpose: string, channel = "email") => ({ purpose, channel });
    const choices = [
      told("objected", 50, cell("reviews")),
      told("not_objected", 40, cell("reviews")),
      told("withdrawn", 30, cell("reviews")),
      told("granted", 30, cell("reviews")),
      told("granted", 30, cell("orders")),
      told("granted", 30, cell("gossip")),
      told("granted", 30, cell("offers", "post")),
      told("granted", 30, cell("picks", "")),
      told("paused", 20, { ...cell("picks", ""), until: future }),
      told("paused", 20, { until: future }),
    ];
    const answer = await tellChoices(shop, { customer, choices });
    expect(answer.choices.map(({ recorded, reason, state }) => reason ?? `${recorded} ${state}`)).toEqual([
      "true objected",
      "true not_objected",
      "true objected",
      "wrong_basis",
      "locked",
      "no_such_purpose",
      "no_such_channel",
      "true granted",
      "true paused",
      "unchanged",
    ]);
  });

  test("with double opt-in is asked for by a message, once, and not where there is no address", async () => {
    const customer = { email: mail() };
    const news = told("granted", 30, { purpose: "news" });
    const count = async () => (await house.db.orm.select().from(messages)).length;
    const before = await count();
    const first = await tellChoices(shop, { customer, choices: [news] });
    expect(first.choices[0]).toMatchObject({ recorded: true, state: "pending" });
    expect(await count()).toBe(before + 1);
    const again = await tellChoices(shop, { customer, choices: [{ ...news, occurredAt: ago(1) }] });
    expect(again.choices[0]).toMatchObject({ recorded: false, reason: "unchanged", state: "pending" });
    const nowhere = await tellChoices(shop, { customer: { customer_number: newId() }, choices: [news] });
    expect(nowhere.choices[0]).toMatchObject({ recorded: false, reason: "channel_missing", ledger: null });
    expect(await count()).toBe(before + 1);
  });

  test.each<[string, Partial<ToldChoice>, string]>([
    ["of a moment yet to come", { occurredAt: new Date(Date.now() + 3_600_000) }, "occurred_at"],
    ["without the words", { evidence: { method: "checkout", locale: "en" } }, "evidence/wording"],
    ["without their language", { evidence: { method: "checkout", wording: "Yes" } }, "evidence/locale"],
    ["without saying how", { evidence: { wording: "Yes", locale: "en" } }, "evidence/method"],
    ["with an end that is none", { until: new Date(Date.now() + 3_600_000) }, "until"],
  ])("%s is refused", async (_, more, field) => {
    const refused = tellChoices(shop, {
      customer: { email: mail() },
      choices: [told("withdrawn", 9), told("granted", 9, more)],
    });
    await expect(refused).rejects.toMatchObject({
      code: "invalid",
      params: { pointer: `/choices/1/${field}` },
    });
  });

  test("of nobody, by an address that is none, or by somebody who is no system is refused", async () => {
    const choices = [told("granted", 9)];
    await expect(tellChoices(shop, { customer: { id: newId() }, choices })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(tellChoices(shop, { customer: { phone: "home" }, choices })).rejects.toMatchObject({
      code: "invalid",
      params: { pointer: "/customer/phone" },
    });
    const nobody: Ctx = { ...shop, actor: { kind: "nobody" } };
    await expect(tellChoices(nobody, { customer: { email: mail() }, choices })).rejects.toMatchObject({
      code: "signed_out",
    });
  });

  test("needs a key whose secret came in and whose scope allows it, in the database too", async () => {
    const choices = [told("granted", 9)];
    const reader = await testSystem(house, ["choices:read"]);
    await expect(tellChoices(reader, { customer: { email: mail() }, choices })).rejects.toMatchObject({
      code: "signed_out",
    });
    if (shop.actor.kind !== "api_key") throw new Error("no key");
    const guessed: Ctx = { ...shop, actor: { ...shop.actor, proof: Buffer.alloc(32) } };
    await expect(tellChoices(guessed, { customer: { email: mail() }, choices })).rejects.toMatchObject({
      code: "signed_out",
    });
  });
});

describe("at the same moment", () => {
  test("twenty tell of one unknown person: one customer, one event", async () => {
    const customer = { email: mail() };
    const choices = [told("granted", 9)];
    const done = await Promise.all(
      Array.from({ length: 20 }, () => tellChoices({ ...shop }, { customer, choices })),
    );
    const ids = new Set(done.map((one) => one.customer.id));
    expect(ids.size).toBe(1);
    expect(done.filter((one) => one.choices[0]?.recorded)).toHaveLength(1);
    expect(await eventsOf([...ids][0] ?? "")).toHaveLength(1);
  });

  test("the customer and a system write to one chain: nothing is lost, and the chain holds", async () => {
    const ctx = await testPerson(house);
    const customer = { id: ctx.subject.id };
    const acts = Array.from({ length: 6 }, (_, n) => [
      setChoice(ctx, { purpose: "offers", channel: "sms", to: n % 2 ? "off" : "on" }),
      tellChoices(shop, { customer, choices: [told(n % 2 ? "withdrawn" : "granted", 30 - n)] }),
    ]);
    await Promise.all(acts.flat());
    expect((await eventsOf(ctx.subject.id)).length).toBeGreaterThanOrEqual(6);
    expect((await verifyLedger(house.db)).faults).toEqual([]);
  });
});
