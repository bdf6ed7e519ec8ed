import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { customerSettings } from "@/db/schema/customers";
import { decideMany, type ToldChoice } from "../choices";
import { testSystem } from "../choices/testing-system";
import { type Ctx, subjectIds } from "../context";
import { readIdentifiers } from "../customers";
import type { House } from "../house";
import { addPerson, contextOf, signIn, signInHouse } from "../sessions/testing";
import { tellChoices } from ".";

let made: Awaited<ReturnType<typeof signInHouse>>;
let house: House;
let system: Ctx;
beforeAll(async () => {
  made = await signInHouse();
  house = made.house;
  system = await testSystem(house, ["choices:write", "decisions"]);
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
