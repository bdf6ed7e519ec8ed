import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { audit } from "@/db/schema/audit";
import { listActivity } from "../activity";
import { decideMany, listChoices, setChoice, setFrequency } from "../choices";
import { testPerson } from "../choices/testing";
import { testSystem } from "../choices/testing-system";
import type { Ctx } from "../context";
import type { House } from "../house";
import { newId } from "../random";
import { testCustomer, testHouse } from "../testing";
import { readUse } from "../uses";
import { type ToldUse, tellUses } from ".";

let house: House;
let close: () => Promise<void>;
let mail: Ctx;
beforeAll(async () => {
  ({ house, close } = await testHouse());
  mail = await testSystem(house, ["uses:write", "decisions"]);
});
afterAll(() => close());

const use = (customer: ToldUse["customer"], more: Partial<ToldUse> = {}): ToldUse => ({
  ...{ customer, purpose: "offers", channel: "email", items: [], title: "Autumn offers" },
  ...{ occurredAt: new Date(mail.now.getTime() - 60_000), campaign: "2026-11", decision: 3 },
  ...more,
});

describe("uses that a system tells", () => {
  test("are counted on Your choices, told in Activity and read behind Why, each with its key in the audit", async () => {
    const ctx = await testPerson(house);
    const { ids, errors } = await tellUses(mail, [
      use({ id: ctx.subject.id }),
      use({ id: ctx.subject.id }, { channel: "sms", title: "By text" }),
    ]);
    expect(errors).toEqual([]);
    const later: Ctx = { ...ctx, now: new Date(Date.now() + 1_000) };
    const rows = (await listChoices(later)).bands.flatMap((band) => band.rows);
    expect(rows.find(({ purpose }) => purpose === "offers")?.uses.count).toBe(2);
    const { entries } = await listActivity(later, { kind: "messages" });
    expect(entries.map((entry) => entry.kind === "use" && entry.title).sort()).toEqual([
      "Autumn offers",
      "By text",
    ]);
    expect(await readUse(ctx, ids[0] ?? "")).toMatchObject({
      ...{ title: "Autumn offers", campaign: "2026-11", decision: 3, purpose: "offers" },
    });
    const lines = await withSight(house.db, { subjects: [ctx.subject.id] }, (tx) => tx.select().from(audit));
    expect(lines.filter(({ act }) => act === "use.record")).toMatchObject([
      { actorKind: "api_key", detail: { count: 2, purposes: ["offers"] } },
    ]);
    expect(lines[0]?.detail.key).toBe(mail.actor.kind === "api_key" ? mail.actor.name : "");
  });

  test("of somebody else are nobody's to read", async () => {
    const [ana, ben] = [await testPerson(house), await testPerson(house)];
    const { ids } = await tellUses(mail, [use({ id: ana.subject.id })]);
    expect(await readUse(ben, ids[0] ?? "")).toBeNull();
    await expect(readUse(mail, ids[0] ?? "")).rejects.toMatchObject({ code: "forbidden" });
  });

  test("that name what the brand does not have are said by their place, and the rest is written", async () => {
    const ctx = await testCustomer(house);
    const customer = { id: ctx.subject.id };
    const { ids, errors } = await tellUses(mail, [
      use(customer, { purpose: "gossip" }),
      use(customer),
      use(customer, { channel: "pigeon" }),
      use(customer, { items: ["shoe_size"] }),
      use({ id: newId() }),
      use({ email: "not an address" }),
      use(customer, { occurredAt: new Date(Date.now() + 3_600_000) }),
      use(customer, { purpose: "picks", channel: "" }),
    ]);
    expect(ids.map((id) => id !== null)).toEqual([false, true, false, false, false, false, false, true]);
    expect(errors.map(({ index, field }) => [index, field])).toEqual([
      ...[
        [0, "purpose"],
        [2, "channel"],
        [3, "items"],
        [4, "customer"],
        [5, "customer"],
      ],
      [6, "occurred_at"],
    ]);
  });

  test("of unknown people make each one customer, however they are written", async () => {
    const email = `${newId()}@example.com`;
    const told = [use({ email }), use({ email: email.toUpperCase() }), use({ customer_number: email })];
    const first = await tellUses(mail, told);
    expect(first.ids.every((id) => id !== null)).toBe(true);
    await tellUses(mail, told);
    const { rows } = await house.db.pool.query("select count(*)::int as n from customers");
    await Promise.all([tellUses(mail, told), tellUses(mail, told)]);
    expect((await house.db.pool.query("select count(*)::int as n from customers")).rows).toEqual(rows);
  });

  test("hold the next one back for the period of the frequency", async () => {
    const ctx = await testPerson(house);
    await setChoice(ctx, { purpose: "offers", channel: "email", to: "on" });
    await setFrequency(ctx, { purpose: "offers", frequency: "weekly" });
    const customer = { id: ctx.subject.id };
    const ask = async () =>
      (await decideMany(mail, [{ customer, purpose: "offers", channel: "email", items: [] }]))[0]?.reason;
    await tellUses(mail, [use(customer, { occurredAt: new Date(mail.now.getTime() - 8 * 86_400_000) })]);
    expect(await ask()).toBe("granted");
    await tellUses(mail, [use(customer)]);
    expect(await ask()).toBe("frequency");
  });

  test("are for keys alone, and a thousand at once", async () => {
    const ctx = await testCustomer(house);
    const customer = { id: ctx.subject.id };
    await expect(tellUses(ctx, [use(customer)])).rejects.toMatchObject({ code: "forbidden" });
    const many = Array.from({ length: 1_000 }, () => use(customer));
    expect((await tellUses(mail, many)).ids).toHaveLength(1_000);
    await expect(tellUses(mail, [...many, use(customer)])).rejects.toMatchObject({ code: "invalid" });
  });
});
