import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { customerJoins, identifiers } from "@/db/schema/customers";
import type { Ctx } from "../context";
import { customerSealer } from "../customers/keys";
import type { House } from "../house";
import { newId } from "../random";
import { testCustomer, testHouse } from "../testing";
import { recordUses } from "../uses";
import { decideMany, setChoice, setFrequency } from ".";
import { testSystem } from "./testing-system";

let house: House;
let close: () => Promise<void>;
let mail: Ctx;
beforeAll(async () => {
  ({ house, close } = await testHouse());
  mail = await testSystem(house, ["decisions"]);
});
afterAll(() => close());

const offers = { purpose: "offers", channel: "email", items: [] };

/** Known by all that a system may name somebody by. */
async function known() {
  const ctx = await testCustomer(house);
  const name = newId();
  const reference = {
    email: `${name}@example.com`,
    phone: `+35386${String(Math.random()).slice(2, 9)}`,
    customer_number: name,
  };
  const customerId = ctx.subject.id;
  await withSight(house.db, { subjects: [customerId] }, async (tx) => {
    const sealer = await customerSealer(tx, house.keys, customerId);
    for (const [kind, value] of Object.entries(reference)) {
      const [lookup, sealed] = [house.keys.lookup(kind, value), sealer.seal(`identifiers.${kind}`, value)];
      await tx.insert(identifiers).values({ customerId, id: newId(), kind, lookup, sealed });
    }
  });
  return { ctx, reference };
}

describe("decisions", () => {
  test("name a customer by id, address or number, and say where in the ledger they stand", async () => {
    const { ctx, reference } = await known();
    await setChoice(ctx, { purpose: "offers", channel: "email", to: "on" });
    const { email, phone, customer_number } = reference;
    const references = [
      { id: ctx.subject.id },
      { email: ` ${email.toUpperCase()}` },
      { phone },
      { customer_number },
    ];
    const answers = await decideMany(
      mail,
      references.map((customer) => ({ customer, ...offers })),
    );
    for (const one of answers) {
      expect(one).toMatchObject({ decision: "allow", reason: "granted", ledger: { seq: 1 } });
      expect(one.ledger?.hash).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  test("change with the next act, and know the weeks", async () => {
    const { ctx, reference } = await known();
    const ask = async () =>
      (await decideMany(mail, [{ customer: { email: reference.email }, ...offers }]))[0]?.reason;
    expect(await ask()).toBe("unknown");
    await setChoice(ctx, { purpose: "offers", channel: "email", to: "on" });
    expect(await ask()).toBe("granted");
    await setFrequency(ctx, { purpose: "offers", frequency: "weekly" });
    const use = { purpose: "offers", channel: "email", items: [], title: "Sale", occurredAt: ctx.now };
    const ours: Ctx = { ...ctx, actor: { kind: "system", job: "test" } };
    await recordUses(ours, [{ ...use, channel: "sms" }]);
    expect(await ask()).toBe("granted");
    await recordUses(ours, [use]);
    expect(await ask()).toBe("frequency");
    await setChoice(ctx, { purpose: "offers", channel: "email", to: "off" });
    expect(await ask()).toBe("withdrawn");
  });

  test("of a batch stand in the order asked; one bad entry does not fail the others", async () => {
    const { ctx } = await known();
    await setChoice(ctx, { purpose: "offers", channel: "sms", to: "on" });
    const customer = { id: ctx.subject.id };
    const answers = await decideMany(mail, [
      { customer: { id: newId() }, ...offers },
      null,
      { customer, ...offers, channel: "sms" },
      { customer: { email: "not an address" }, ...offers },
      { customer: { id: "'; drop table choices" }, ...offers },
      { customer, ...offers },
      { customer, purpose: "gossip", channel: "email", items: [] },
    ]);
    expect(answers.map(({ reason }) => reason)).toEqual([
      "unknown",
      "invalid",
      "granted",
      "invalid",
      "invalid",
      "unknown",
      "no_such_purpose",
    ]);
  });

  test("asked by many callers at once are each their own", async () => {
    const people = await Promise.all(Array.from({ length: 12 }, known));
    for (const [n, { ctx }] of people.entries()) {
      if (n % 3 > 0) await setChoice(ctx, { purpose: "offers", channel: "email", to: "on" });
      if (n % 3 > 1) await setChoice(ctx, { purpose: "offers", channel: "email", to: "off" });
    }
    const ask = async (n: number) => {
      const customer =
        n % 2 === 0 ? { id: people[n]?.ctx.subject.id ?? "" } : { email: people[n]?.reference.email ?? "" };
      return (await decideMany(mail, [{ customer, ...offers }]))[0];
    };
    const alone: Awaited<ReturnType<typeof ask>>[] = [];
    for (const n of people.keys()) alone.push(await ask(n));
    const atOnce = await Promise.all([...people.keys()].flatMap((n) => [ask(n), ask(11 - n)]));
    const said = (one: Awaited<ReturnType<typeof ask>>) => ({ ...one, validUntil: null });
    expect(atOnce.map(said)).toEqual([...people.keys()].flatMap((n) => [alone[n], alone[11 - n]]).map(said));
    expect(new Set(alone.map((one) => one?.reason))).toEqual(new Set(["unknown", "granted", "withdrawn"]));
  });

  test("take the most protective of a person's records until the next act settles it", async () => {
    const [oldest, other] = [await known(), await known()];
    await setChoice(oldest.ctx, { purpose: "offers", channel: "email", to: "on" });
    await setChoice(other.ctx, { purpose: "offers", channel: "email", to: "on" });
    await setChoice(other.ctx, { purpose: "offers", channel: "email", to: "off" });
    const [one, two] = [oldest.ctx.subject.id, other.ctx.subject.id];
    await withSight(house.db, { subjects: [one, two] }, (tx) =>
      tx.insert(customerJoins).values([
        { customerId: one, otherId: two },
        { customerId: two, otherId: one },
      ]),
    );
    const both = [{ email: oldest.reference.email }, { email: other.reference.email }, { id: two }];
    const ask = async () => {
      const found = await decideMany(
        mail,
        both.map((customer) => ({ customer, ...offers })),
      );
      return found.map(({ reason, ledger }) => [reason, ledger?.seq]);
    };
    expect(await ask()).toEqual([1, 2, 3].map(() => ["withdrawn", 1]));
    const person: Ctx = { ...other.ctx, subject: { id: one, linked: [two] } };
    await setChoice(person, { purpose: "offers", channel: "email", to: "on" });
    expect(await ask()).toEqual([1, 2, 3].map(() => ["granted", 2]));
  });

  test("are no where one address belongs to more people than anybody's would", async () => {
    const lookup = house.keys.lookup("email", "all@example.com");
    for (let n = 0; n < 51; n += 1) {
      const customerId = newId();
      await withSight(house.db, { subjects: [customerId] }, (tx) =>
        tx
          .insert(identifiers)
          .values({ customerId, id: newId(), kind: "email", lookup, sealed: Buffer.from("x") }),
      );
    }
    const [one] = await decideMany(mail, [
      { customer: { email: "all@example.com" }, purpose: "orders", channel: "email", items: [] },
    ]);
    expect(one).toMatchObject({ decision: "deny", reason: "invalid" });
  });

  test("are for keys alone", async () => {
    const { ctx } = await known();
    await expect(decideMany(ctx, [{ customer: { id: ctx.subject.id }, ...offers }])).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("leave no sight on the connection, and see nobody who was not named", async () => {
    const { ctx } = await known();
    await decideMany(mail, [{ customer: { id: ctx.subject.id }, ...offers }]);
    const { rows } = await house.db.pool.query("select current_setting('app.subjects', true) as left");
    expect(rows[0].left).toBe("");
    expect((await house.db.pool.query("select * from choices")).rows).toEqual([]);
  });
});
