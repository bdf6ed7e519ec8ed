import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { limits } from "@/db/schema/limits";
import type { House } from "../house";
import { type BrandLogin, signInByBrand } from "./by-brand";
import { listSessions } from "./list";
import { addPerson, contextOf, mailTo, nobody, signIn, signInHouse, work } from "./testing";

let made: Awaited<ReturnType<typeof signInHouse>>;
let house: House;
beforeAll(async () => {
  made = await signInHouse();
  house = made.house;
});
beforeEach(() => house.db.orm.delete(limits));
afterAll(() => made.close());

let last = 0;
/** Whom the brand names; each is somebody else. */
function login(more: Partial<BrandLogin> = {}): BrandLogin {
  last += 1;
  const whom = { issuer: "https://login.tiny.example", subject: `subject-${last}` };
  return { ...whom, email: null, emailVerified: false, customerNumber: null, ...more };
}

const userAgent = "Mozilla/5.0 (Macintosh) Version/18.0 Safari/605";
const come = async (who: BrandLogin) => signInByBrand(await nobody(house), who, { userAgent });
const refused = (why: string) => ({ outcome: "refused", why });

async function customerOf(who: BrandLogin): Promise<{ sid: string; customerId: string }> {
  const result = await come(who);
  if (result.outcome !== "signed_in") throw new Error(`refused: ${result.why}`);
  return result;
}

describe("who comes by the brand's own sign-in", () => {
  test("is found by customer number, and the session says how and with what they came", async () => {
    const { number, email } = await addPerson(made.shop);
    const { sid, customerId } = await customerOf(login({ customerNumber: ` ${number} ` }));
    expect(await listSessions(await contextOf(house, sid))).toMatchObject([
      { method: "brand", device: { browser: "Safari", system: "Mac" }, current: true },
    ]);
    expect((await signIn(house, email)).customerId).toBe(customerId);
  });

  test("is found by a verified address, also where the number is nobody's", async () => {
    const { email } = await addPerson(made.shop);
    const mail = { email: email.toUpperCase(), emailVerified: true };
    const { customerId } = await customerOf(login(mail));
    expect((await customerOf(login({ ...mail, customerNumber: "N-none" }))).customerId).toBe(customerId);
  });

  test("is found by the number before the address", async () => {
    const [one, other] = [await addPerson(made.shop), await addPerson(made.shop)];
    const both = { customerNumber: one.number, email: other.email, emailVerified: true };
    const { customerId } = await customerOf(login(both));
    expect((await signIn(house, one.email)).customerId).toBe(customerId);
    expect((await signIn(house, other.email)).customerId).not.toBe(customerId);
  });

  test("is known afterwards by issuer and subject, whatever else is said of them", async () => {
    const [one, other] = [await addPerson(made.shop), await addPerson(made.shop)];
    const first = login({ customerNumber: one.number });
    const { customerId } = await customerOf(first);
    for (const more of [
      { customerNumber: null },
      { customerNumber: other.number },
      { email: other.email, emailVerified: true },
    ])
      expect((await customerOf({ ...first, ...more })).customerId).toBe(customerId);
    expect((await signIn(house, other.email)).customerId).not.toBe(customerId);
    expect(await come({ ...first, customerNumber: null, issuer: "https://other.example" })).toEqual(
      refused("unknown"),
    );
  });

  test("is still known while the sources are away", async () => {
    const { number } = await addPerson(made.shop);
    const first = login({ customerNumber: number });
    const { customerId } = await customerOf(first);
    await made.shop.run("alter table customer rename to away");
    const again = await come(first);
    await made.shop.run("alter table away rename to customer");
    expect(again).toMatchObject({ outcome: "signed_in", customerId });
  });
});

describe("whoever came by the brand's own sign-in before a record was found to be more", () => {
  test("is found anew, by what the brand says of them then; who comes in by it now stays known", async () => {
    const person = await addPerson(made.shop);
    const [stranger, alice] = [login({ customerNumber: person.number }), login()];
    const before = await customerOf(stranger);
    const address = `alice.${person.email}`;
    await made.shop.run(`insert into contact values ('b-${person.id}', '${address}')`);
    await made.shop.run(`update customer set email = '${address}' where id = ${person.id}`);
    const own = await customerOf({ ...alice, email: address, emailVerified: true });
    expect(own.customerId).toBe(before.customerId);
    expect((await contextOf(house, before.sid)).actor.kind).toBe("nobody");
    expect(await come({ ...stranger, customerNumber: null })).toEqual(refused("unknown"));
    expect(await customerOf(alice)).toMatchObject({ customerId: own.customerId });
  });
});

describe("nobody is let in", () => {
  test("by an address that was not verified, or one that is none", async () => {
    const { email } = await addPerson(made.shop);
    expect(await come(login({ email, emailVerified: false }))).toEqual(refused("unknown"));
    expect(await come(login({ email: `${email} x`, emailVerified: true }))).toEqual(refused("unknown"));
    expect(await come(login())).toEqual(refused("unknown"));
  });

  test("by what nobody has", async () => {
    const who = login({ customerNumber: "N-none", email: "none@example.com", emailVerified: true });
    expect(await come(who)).toEqual(refused("unknown"));
  });

  test("by an address that several have, which the officer hears once", async () => {
    const email = "brand.twins@example.com";
    await addPerson(made.shop, { email });
    await addPerson(made.shop, { email });
    for (let turn = 0; turn < 2; turn += 1)
      expect(await come(login({ email, emailVerified: true }))).toEqual(refused("ambiguous"));
    await work(house);
    const told = await mailTo(house, "officer@tiny.example");
    expect(told.filter(({ text }) => text.includes(email))).toHaveLength(1);
  });

  test("by a number that several have, which the officer hears by that number", async () => {
    await addPerson(made.shop, { number: "N-twice" });
    await addPerson(made.shop, { number: "N-twice" });
    expect(await come(login({ customerNumber: "N-twice" }))).toEqual(refused("ambiguous"));
    await work(house);
    const told = await mailTo(house, "officer@tiny.example");
    expect(told.filter(({ text }) => text.includes("N-twice"))).toHaveLength(1);
  });

  test("while a source that may know them is away: that is said, and not that they are unknown", async () => {
    const { number, email } = await addPerson(made.shop);
    await made.shop.run("alter table customer rename to away");
    const answers = [
      await come(login({ customerNumber: number })),
      await come(login({ email, emailVerified: true })),
    ];
    await made.shop.run("alter table away rename to customer");
    expect(answers).toEqual([refused("source_unavailable"), refused("source_unavailable")]);
  });
});
