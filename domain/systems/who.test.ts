import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { customerSettings } from "@/db/schema/customers";
import { decideMany, type ToldChoice } from "../choices";
import { testSystem } from "../choices/testing-system";
import { type Ctx, subjectIds } from "../context";
import { readIdentifiers } from "../customers";
import type { House } from "../house";
import { addPerson, contextOf, signIn, signInHouse } from "../sessions/testing";
import { putCustomer, tellChoices } from ".";

let made: Awaited<ReturnType<typeof signInHouse>>;
let house: House;
let system: Ctx;
beforeAll(async () => {
  made = await signInHouse();
  house = made.house;
  system = await testSystem(house, ["choices:write", "customers", "decisions"]);
});
afterAll(() => made.close());

const no: ToldChoice = {
  ...{ purpose: "offers", channel: "email", state: "withdrawn", until: null },
  ...{ occurredAt: new Date(), evidence: { method: "form" } },
};
const tell = async (email: string) =>
  (await tellChoices(system, { customer: { email }, choices: [no] })).customer.id;
const known = async (ctx: Ctx) => {
  const rows = await withSight(house.db, { subjects: subjectIds(ctx.subject) }, (tx) =>
    readIdentifiers(tx, ctx),
  );
  return rows.map(({ kind, value, state }) => `${kind} ${value} ${state}`).sort();
};
const settings = async (id: string) =>
  (await withSight(house.db, { subjects: [id] }, (tx) => tx.select().from(customerSettings)))[0];

let last = 0;
/** Somebody whom the shop and the list know by one address; the list then has another. */
async function inBoth() {
  last += 1;
  const phone = `+35386300000${last}`;
  const person = await addPerson(made.shop, { phone, country: "DE", locale: "de" });
  await made.shop.run(`insert into contact values ('w-${last}', '${person.email}')`);
  const ctx = await contextOf(house, (await signIn(house, person.email)).sid);
  const elsewhere = `new.${person.email}`;
  await made.shop.run(`update contact set mail = '${elsewhere}' where ref = 'w-${last}'`);
  const before = [`customer_number ${person.number} ok`, `email ${person.email} ok`, `phone ${phone} ok`];
  return { person, ctx, elsewhere, before, id: ctx.subject?.id ?? "" };
}

describe("a known customer, named by an address that only one of their sources has", () => {
  test("keeps what the others say of them", async () => {
    const { person, ctx, elsewhere, before, id } = await inBoth();
    expect(await tell(elsewhere)).toBe(id);
    expect(await known(ctx)).toEqual(before);
    expect(await settings(id)).toMatchObject({ country: "DE", sourceLocale: "de" });
    const cell = { purpose: "offers", channel: "email", items: [] };
    const [byNumber] = await decideMany(system, [{ customer: { customer_number: person.number }, ...cell }]);
    expect(byNumber?.reason).toBe("withdrawn");
  });

  test("keeps it while the others do not answer", async () => {
    const { ctx, elsewhere, before, id } = await inBoth();
    await made.shop.run("alter table customer rename to away");
    const told = await tell(elsewhere);
    await made.shop.run("alter table away rename to customer");
    expect(told).toBe(id);
    expect(await known(ctx)).toEqual(before);
    expect(await settings(id)).toMatchObject({ country: "DE", sourceLocale: "de" });
  });

  test("is brought up to date by what the others say now", async () => {
    const { person, ctx, elsewhere } = await inBoth();
    await made.shop.run(
      `update customer set phone = '', email = 'moved.${person.email}' where id = ${person.id}`,
    );
    await tell(elsewhere);
    expect(await known(ctx)).toEqual([
      `customer_number ${person.number} ok`,
      `email moved.${person.email} unverified`,
    ]);
  });

  test("is not meant where another source has somebody else under that address", async () => {
    const { ctx, elsewhere, before, id } = await inBoth();
    await addPerson(made.shop, { email: elsewhere });
    expect(await tell(elsewhere)).not.toBe(id);
    expect(await known(ctx)).toEqual(before);
  });
});

describe("a number that a system gave", () => {
  const given = "+353863100001";
  const come = async (email: string) => known(await contextOf(house, (await signIn(house, email)).sid));

  test("outlives sources that have none, until one has had it and gives it up", async () => {
    const { email, number, id } = await addPerson(made.shop);
    await putCustomer(system, { number, given: { phone: given } });
    expect(await come(email)).toContain(`phone ${given} ok`);
    expect(await come(email)).toContain(`phone ${given} ok`);
    await made.shop.run(`update customer set phone = '${given}' where id = ${id}`);
    expect(await come(email)).toContain(`phone ${given} ok`);
    await made.shop.run(`update customer set phone = '' where id = ${id}`);
    expect((await come(email)).join()).not.toContain("phone");
  });

  test("stays on a record that turns out to be a customer's other one, until a source has had it too", async () => {
    const { email, id } = await addPerson(made.shop);
    await come(email);
    const { customer } = await putCustomer(system, { number: "M-0", given: { email, phone: given } });
    const ofOther = async () => known({ ...system, subject: { id: customer.id, linked: [] } });
    expect(await come(email)).toContain(`phone ${given} ok`);
    expect(await ofOther()).toEqual([`customer_number M-0 ok`, `email ${email} ok`, `phone ${given} ok`]);
    await made.shop.run(`update customer set email = 'next.${email}' where id = ${id}`);
    expect(await come(`next.${email}`)).toContain(`phone ${given} ok`);
    expect(await ofOther()).toEqual([`customer_number M-0 ok`, `phone ${given} ok`]);
  });

  test("stands above nothing that a source says, whichever of the customer's records that is on", async () => {
    const [number, email] = ["S-1", "signed.up@example.com"];
    const stub = await tell(email);
    await addPerson(made.shop, { email, number });
    const told = { ...no, occurredAt: new Date() };
    await tellChoices(system, { customer: { customer_number: number }, choices: [told] });
    const ctx = await contextOf(house, (await signIn(house, email)).sid);
    expect(ctx.subject).toMatchObject({ id: stub, linked: [expect.any(String)] });
    const before = await known(ctx);
    await putCustomer(system, { number, given: { email: "wrong@example.com" } });
    expect(await known(ctx)).toEqual(before);
  });

  test("stands, and so does all else of it, where the only source says no more than an address", async () => {
    const [number, email, phone] = ["M-1", "listed@example.com", "+353863100002"];
    await made.shop.run(`insert into contact values ('listed', '${email}')`);
    await putCustomer(system, { number, given: { email, phone } });
    expect(await come(email)).toEqual([
      `customer_number ${number} ok`,
      `email ${email} ok`,
      `phone ${phone} ok`,
    ]);
  });
});
