import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { limits } from "@/db/schema/limits";
import { signIns } from "@/db/schema/sessions";
import { readAccount } from "../customers";
import { refreshIdentity } from "../held-data";
import type { House } from "../house";
import { listDemoOutbox } from "../messages";
import {
  readSignInLink,
  readStepUp,
  signInByCode,
  signInByLink,
  startSignIn,
  startStepUp,
  stepUpByCode,
} from "./index";
import { addPerson, ask, asking, contextOf, mailTo, nobody, signIn, signInHouse, work } from "./testing";

let made: Awaited<ReturnType<typeof signInHouse>>;
let house: House;
beforeAll(async () => {
  made = await signInHouse();
  house = made.house;
});
beforeEach(() => house.db.orm.delete(limits));
afterAll(() => made.close());

const refused = (why: string) => ({ outcome: "refused", why });
let last = 1_000_000;
/** A number of Ireland, the brand's country; each test has its own. */
function number(): string {
  last += 1;
  return `+35386${last}`;
}
const newest = async () => {
  const [row] = await house.db.orm.select().from(signIns).orderBy(sql`${signIns.id} desc`).limit(1);
  if (!row) throw new Error("nobody asked");
  return row;
};
const code = async (to: string) => (await mailTo(house, to))[0]?.code ?? "";

describe("what was typed", () => {
  test.each(["+351 12", "+353 86", "0151 5551027712345"])("%j is refused by its form", async (who) => {
    await expect(startSignIn(await nobody(house), { who }, asking())).rejects.toMatchObject({
      code: "invalid",
      params: { field: "who" },
    });
  });
});

describe("one text with a code", () => {
  test("opens one session, once, whatever way the number is written", async () => {
    const phone = number();
    await addPerson(made.shop, { phone: `0${phone.slice(4)}`, email: null });
    const from = await ask(house, `0${phone.slice(4, 6)} ${phone.slice(6)}`);
    const [text, ...more] = await mailTo(house, phone);
    expect(more).toEqual([]);
    expect(text).toMatchObject({ way: "text", subject: "", html: "" });
    expect(text?.text.split("\n").at(-1)).toBe(`@localhost #${text?.code}`);
    const ctx = await nobody(house);
    const done = await signInByCode(ctx, { code: text?.code ?? "" }, from);
    if (done.outcome !== "signed_in") throw new Error(done.why);
    expect(await signInByCode(ctx, { code: text?.code ?? "" }, from)).toEqual(refused("not_accepted"));
    const own = await contextOf(house, done.sid);
    const { addresses, signedInAs } = await readAccount(own);
    expect(addresses.find(({ kind }) => kind === "phone")).toEqual({
      ...{ kind: "phone", masked: `+353 ••• ••${phone.slice(-2)}`, state: "ok" },
    });
    expect(signedInAs).toBe(`+353 ••• ••${phone.slice(-2)}`);
    expect((await signIn(house, phone)).customerId).toBe(done.customerId);
  });

  test("with a link that does nothing until its button is pressed", async () => {
    const phone = number();
    await addPerson(made.shop, { phone });
    await ask(house, phone);
    const token = (await mailTo(house, phone))[0]?.token ?? "";
    expect(await readSignInLink(house, token)).toMatchObject({
      ...{ state: "open", address: `+353 ••• ••${phone.slice(-2)}` },
    });
    expect(await signInByLink(await nobody(house), { token }, asking())).toMatchObject({
      outcome: "signed_in",
    });
  });

  test("is the same person as by email, and goes to the phone alone", async () => {
    const phone = number();
    const { email } = await addPerson(made.shop, { phone });
    const byMail = await signIn(house, email);
    const byText = await signIn(house, phone);
    expect(byText.customerId).toBe(byMail.customerId);
    expect(await mailTo(house, email)).toHaveLength(1);
  });

  test("a number abroad is found by the country of its owner", async () => {
    await addPerson(made.shop, { phone: "0151 55510277", country: "DE", email: null });
    expect(await signIn(house, "+4915155510277")).toMatchObject({ outcome: "signed_in" });
  });

  test("in the language that was read", async () => {
    const phone = number();
    await addPerson(made.shop, { phone });
    await startSignIn({ ...(await nobody(house)), locale: "de" }, { who: phone }, asking());
    await work(house);
    expect((await mailTo(house, phone))[0]?.text).toContain("Sagen Sie ihn niemandem");
  });

  test("a customer number leads to the phone of whoever has no email", async () => {
    const phone = number();
    const { number: customer } = await addPerson(made.shop, { phone, email: null });
    const from = await ask(house, customer);
    expect(await signInByCode(await nobody(house), { code: await code(phone) }, from)).toMatchObject({
      outcome: "signed_in",
    });
  });

  test("digits that are nobody's phone are a customer number, if somebody has that", async () => {
    const customer = "0861999999";
    const { email } = await addPerson(made.shop, { number: customer });
    const from = await ask(house, customer);
    expect(await signInByCode(await nobody(house), { code: await code(email) }, from)).toMatchObject({
      outcome: "signed_in",
    });
  });

  test("the next holder of a number is not the last one", async () => {
    const phone = number();
    const before = await addPerson(made.shop, { phone, email: null });
    const first = await signIn(house, phone);
    await made.shop.run(`update customer set phone = '${number()}' where id = ${before.id}`);
    await addPerson(made.shop, { phone, email: null });
    expect((await signIn(house, phone)).customerId).not.toBe(first.customerId);
  });
});

describe("nobody learns whose number is known, and nobody is texted who is not", () => {
  test("the same answer and the same work; a number that we do not know gets nothing", async () => {
    const phone = number();
    await addPerson(made.shop, { phone });
    const texts = async () => (await listDemoOutbox(house)).filter(({ way }) => way === "text").length;
    const jobs = async () => {
      const { rows } = await house.db.pool.query(
        "select count(*)::int as n from pgboss.job where name = 'sign_in.prepare'",
      );
      return rows[0].n;
    };
    const seen = [];
    for (const who of [phone, number()]) {
      const [before, sent] = [await jobs(), await texts()];
      const answer = await startSignIn(await nobody(house), { who }, asking());
      const row = await newest();
      seen.push({
        answer: { keys: Object.keys(answer), length: answer.browser.length },
        ...{ jobs: (await jobs()) - before, armed: row.linkHash, stored: row.sealed.length },
      });
      await work(house);
      seen.push({ armed: (await newest()).linkHash?.length, texts: (await texts()) - sent });
    }
    const [known, knownAfter, unknown, unknownAfter] = seen;
    expect(unknown).toEqual(known);
    expect(knownAfter).toEqual({ armed: 32, texts: 1 });
    expect(unknownAfter).toEqual({ armed: 32, texts: 0 });
  });

  test("two people under one number: nobody is let in, both are told, and the officer", async () => {
    const phone = number();
    await addPerson(made.shop, { phone });
    await addPerson(made.shop, { phone });
    const from = await ask(house, phone);
    const [text] = await mailTo(house, phone);
    expect(text?.text).toContain("more than one person");
    expect(text?.code).toBe("");
    const officer = await mailTo(house, "officer@tiny.example");
    expect(officer.filter((mail) => mail.text.includes(phone))).toHaveLength(1);
    expect(await signInByCode(await nobody(house), { code: "12345678" }, from)).toEqual(
      refused("not_accepted"),
    );
  });

  test("what is stored opens nothing and names no number", async () => {
    const phone = number();
    await addPerson(made.shop, { phone });
    await ask(house, phone);
    const row = await newest();
    const stored = JSON.stringify(row, (_, value) =>
      value?.type === "Buffer" ? Buffer.from(value.data).toString("latin1") : value,
    );
    expect(stored).not.toContain(phone.slice(4));
    expect(stored).not.toContain(await code(phone));
  });

  test("ten an hour for one number, however it is written; the eleventh answer is the same", async () => {
    const phone = number();
    const ways = [phone, `0${phone.slice(4)}`, `00${phone.slice(1)}`];
    for (let asked = 0; asked < 12; asked += 1)
      await startSignIn(await nobody(house), { who: ways[asked % 3] ?? "" }, asking());
    const { rows } = await house.db.orm.execute<{ n: number }>(
      sql`select count(*)::int as n from sign_ins where lookup = ${house.keys.lookup("asked/phone", phone)}`,
    );
    expect(rows[0]?.n).toBe(10);
  });
});

describe("proving again who you are, with a phone alone", () => {
  test("goes by text, renews the session, and shows that the number is theirs", async () => {
    const [phone, later] = [number(), number()];
    const person = await addPerson(made.shop, { phone, email: null });
    const ctx = await contextOf(house, (await signIn(house, phone)).sid);
    await made.shop.run(`update customer set phone = '${later}' where id = ${person.id}`);
    expect(await refreshIdentity(ctx)).toEqual(["phone"]);
    const state = async () => (await readAccount(ctx)).addresses.find(({ kind }) => kind === "phone")?.state;
    expect(await state()).toBe("unverified");
    const shown = { address: `+353 ••• ••${later.slice(-2)}`, kind: "phone" };
    expect(await readStepUp(ctx, {})).toEqual(shown);
    expect(await startStepUp(ctx)).toEqual(shown);
    await work(house);
    const done = await stepUpByCode(ctx, { code: await code(later) });
    expect(done).toMatchObject({ outcome: "signed_in" });
    const renewed = await contextOf(house, done.outcome === "signed_in" ? done.sid : "");
    const { addresses } = await readAccount(renewed);
    expect(addresses.find(({ kind }) => kind === "phone")?.state).toBe("ok");
  });

  test("whoever has both chooses; email is the first", async () => {
    const phone = number();
    const { email } = await addPerson(made.shop, { phone });
    const ctx = await contextOf(house, (await signIn(house, email)).sid);
    expect(await readStepUp(ctx, {})).toMatchObject({ kind: "email" });
    expect(await startStepUp(ctx, { to: "phone" })).toMatchObject({ kind: "phone" });
    await work(house);
    expect(await stepUpByCode(ctx, { code: await code(phone) })).toMatchObject({ outcome: "signed_in" });
  });
});
