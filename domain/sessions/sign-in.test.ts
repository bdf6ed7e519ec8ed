import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { signIns } from "@/db/schema/sessions";
import type { House } from "../house";
import { readSignInLink, resolveSession, signInByCode, signInByLink, startSignIn } from "./index";
import { prepareSignIn } from "./prepare";
import { listOpenSessions } from "./store";
import { addPerson, ask, asking, mailTo, nobody, signIn, signInHouse, work } from "./testing";

let made: Awaited<ReturnType<typeof signInHouse>>;
let house: House;
beforeAll(async () => {
  made = await signInHouse();
  house = made.house;
});
afterAll(() => made.close());

const refused = (why: string) => ({ outcome: "refused", why });
const newest = async () => {
  const [row] = await house.db.orm.select().from(signIns).orderBy(sql`${signIns.id} desc`).limit(1);
  if (!row) throw new Error("nobody asked");
  return row;
};

describe("one message, a link and a code", () => {
  test("the code opens one session, once, and then the link is used too", async () => {
    const { email } = await addPerson(made.shop, { email: "Ana.Silva@Example.com" });
    const from = await ask(house, " ana.silva@example.com ");
    const mails = await mailTo(house, email);
    expect(mails).toHaveLength(1);
    const [mail] = mails;
    expect(mail?.code).toMatch(/^[0-9]{8}$/);
    expect(mail?.html).toContain(`/sign-in/${mail?.token}`);

    const ctx = await nobody(house);
    const done = await signInByCode(ctx, { code: mail?.code ?? "" }, from);
    expect(done).toMatchObject({ outcome: "signed_in" });
    const sid = done.outcome === "signed_in" ? done.sid : "";
    const found = await resolveSession(house, sid);
    expect(found.actor).toMatchObject({ kind: "customer" });
    expect(found.subject?.linked).toEqual([]);
    expect(found.authTime).toBeInstanceOf(Date);

    expect(await signInByCode(ctx, { code: mail?.code ?? "" }, from)).toEqual(refused("not_accepted"));
    expect(await signInByLink(ctx, { token: mail?.token ?? "" }, from)).toEqual(refused("not_accepted"));
    expect(await readSignInLink(house, mail?.token ?? "")).toEqual({ state: "over" });
  });

  test("opening the link changes nothing, pressing its button signs in, in any browser", async () => {
    const { email } = await addPerson(made.shop);
    await ask(house, email);
    const [mail] = await mailTo(house, email);
    const token = mail?.token ?? "";
    const before = await newest();
    for (let opened = 0; opened < 20; opened += 1)
      expect(await readSignInLink(house, token)).toMatchObject({
        state: "open",
        device: { browser: "Firefox", system: "Windows" },
      });
    expect(await newest()).toEqual(before);
    expect(await signInByLink(await nobody(house), { token }, asking())).toMatchObject({
      outcome: "signed_in",
    });
  });

  test("the code works only in the browser that asked", async () => {
    const { email } = await addPerson(made.shop);
    const from = await ask(house, email);
    const [mail] = await mailTo(house, email);
    const input = { code: mail?.code ?? "" };
    const ctx = await nobody(house);
    expect(await signInByCode(ctx, input, asking({ browser: "another" }))).toEqual(refused("not_accepted"));
    expect(await signInByCode(ctx, input, asking())).toEqual(refused("not_accepted"));
    expect(await signInByCode(ctx, input, from)).toMatchObject({ outcome: "signed_in" });
  });

  test("a new one voids the old", async () => {
    const { email } = await addPerson(made.shop);
    const first = await ask(house, email);
    const [old] = await mailTo(house, email);
    const second = await ask(house, email.toUpperCase());
    const [fresh] = await mailTo(house, email);
    const ctx = await nobody(house);
    expect(fresh?.code).not.toBe(old?.code);
    expect(await signInByCode(ctx, { code: old?.code ?? "" }, first)).toEqual(refused("not_accepted"));
    expect(await signInByLink(ctx, { token: old?.token ?? "" }, first)).toEqual(refused("not_accepted"));
    expect(await signInByCode(ctx, { code: fresh?.code ?? "" }, second)).toMatchObject({
      outcome: "signed_in",
    });
  });

  test("after ten minutes by the database's clock neither works", async () => {
    const { email } = await addPerson(made.shop);
    const from = await ask(house, email);
    const [mail] = await mailTo(house, email);
    const row = await newest();
    const { rows } = await house.db.orm.execute<{ left: number }>(
      sql`select extract(epoch from expires_at - clock_timestamp())::float as left from sign_ins where id = ${row.id}`,
    );
    expect(rows[0]?.left).toBeGreaterThan(590);
    expect(rows[0]?.left).toBeLessThanOrEqual(600);
    await house.db.orm.execute(sql`update sign_ins set expires_at = clock_timestamp() where id = ${row.id}`);
    const ctx = await nobody(house);
    expect(await signInByCode(ctx, { code: mail?.code ?? "" }, from)).toEqual(refused("not_accepted"));
    expect(await signInByLink(ctx, { token: mail?.token ?? "" }, from)).toEqual(refused("not_accepted"));
  });

  test("five wrong codes and the right one is too late", async () => {
    const { email } = await addPerson(made.shop);
    const from = await ask(house, email);
    const [mail] = await mailTo(house, email);
    const ctx = await nobody(house);
    const wrong = mail?.code === "00000000" ? "00000001" : "00000000";
    for (let tried = 0; tried < 5; tried += 1)
      expect(await signInByCode(ctx, { code: wrong }, from)).toEqual(refused("not_accepted"));
    expect(await signInByCode(ctx, { code: mail?.code ?? "" }, from)).toEqual(refused("not_accepted"));
  });

  test("50 uses at once make one session of one person", async () => {
    const { email } = await addPerson(made.shop);
    await ask(house, email);
    const [mail] = await mailTo(house, email);
    const ctx = await nobody(house);
    const results = await Promise.all(
      Array.from({ length: 50 }, () => signInByLink(ctx, { token: mail?.token ?? "" }, asking())),
    );
    const done = results.filter((result) => result.outcome === "signed_in");
    expect(done).toHaveLength(1);
    const id = done[0]?.outcome === "signed_in" ? done[0].customerId : "";
    const rows = await withSight(house.db, { subjects: [id] }, (tx) => listOpenSessions(tx, [id]));
    expect(rows).toHaveLength(1);
  });

  test("what is stored opens nothing: no code, no link, no address, no cookie", async () => {
    const { email } = await addPerson(made.shop);
    const from = await ask(house, email);
    const [mail] = await mailTo(house, email);
    const row = await newest();
    const stored = JSON.stringify(row, (_, value) =>
      value?.type === "Buffer" ? Buffer.from(value.data).toString("latin1") : value,
    );
    for (const secret of [email, mail?.code, mail?.token, from.browser]) expect(stored).not.toContain(secret);
  });
});

describe("nobody learns who is a customer", () => {
  test("the answer has the same form, and the same work is asked for", async () => {
    const { email } = await addPerson(made.shop);
    const ctx = await nobody(house);
    const jobs = async () =>
      (
        await house.db.orm.execute<{ n: number }>(
          sql`select count(*)::int as n from pgboss.job where name = 'sign_in.prepare'`,
        )
      ).rows[0]?.n ?? 0;
    const seen = [];
    for (const who of [email, "stranger@example.com", "N-does-not-exist"]) {
      const before = await jobs();
      const answer = await startSignIn(ctx, { who }, asking());
      const row = await newest();
      seen.push({
        keys: Object.keys(answer),
        length: answer.browser.length,
        jobs: (await jobs()) - before,
        armed: row.linkHash,
      });
    }
    expect(seen).toEqual(Array(3).fill({ keys: ["browser"], length: 43, jobs: 1, armed: null }));
    await work(house);
  });

  test("a stranger is told by message alone, and no code is right", async () => {
    const who = "nobody.at.all@example.com";
    const from = await ask(house, who);
    const [mail] = await mailTo(house, who);
    expect(mail?.subject).toBe("Somebody asked to sign in with this address");
    expect(mail?.code).toBe("");
    expect(mail?.token).toBe("");
    const row = await newest();
    await prepareSignIn(house, { id: row.id });
    expect(await mailTo(house, who)).toHaveLength(1);
    expect(row.codeHash?.length).toBe(32);
    for (const code of ["00000000", "12345678"])
      expect(await signInByCode(await nobody(house), { code }, from)).toEqual(refused("not_accepted"));
  });

  test("an unknown customer number writes to nobody", async () => {
    const count = async () =>
      (await house.db.pool.query("select count(*)::int as n from messages")).rows[0].n;
    const before = await count();
    const from = await ask(house, "N-99999");
    expect(await count()).toBe(before);
    expect(await signInByCode(await nobody(house), { code: "12345678" }, from)).toEqual(
      refused("not_accepted"),
    );
  });

  test("a customer number finds, and the code goes to the address of that customer", async () => {
    const { email, number } = await addPerson(made.shop);
    const from = await ask(house, number);
    const [mail] = await mailTo(house, email);
    const done = await signInByCode(await nobody(house), { code: mail?.code ?? "" }, from);
    const again = await signIn(house, email);
    expect(done).toMatchObject({ outcome: "signed_in", customerId: again.customerId });
  });

  test("two people under one address: nobody is let in, the officer hears it once, both ways", async () => {
    const email = "twins@example.com";
    const one = await addPerson(made.shop, { email });
    await addPerson(made.shop, { email });
    const from = await ask(house, email);
    await ask(house, email);
    const mails = await mailTo(house, email);
    expect(mails.map((mail) => mail.subject)).toEqual([
      "We could not sign you in",
      "We could not sign you in",
    ]);
    expect(mails.every((mail) => mail.code === "" && mail.token === "")).toBe(true);
    const officer = (await mailTo(house, "officer@tiny.example")).filter((mail) => mail.text.includes(email));
    expect(officer).toHaveLength(1);
    expect(officer[0]?.subject).toContain("Our shop");
    expect(await signInByCode(await nobody(house), { code: "12345678" }, from)).toEqual(
      refused("not_accepted"),
    );
    // By number one of them is found, but the address is still both's elsewhere only if another source says so.
    await ask(house, one.number);
    expect((await mailTo(house, email))[0]?.code).toMatch(/^[0-9]{8}$/);
  });

  test("doubled between the message and its use: nobody is let in", async () => {
    const { email } = await addPerson(made.shop);
    const from = await ask(house, email);
    const [mail] = await mailTo(house, email);
    await addPerson(made.shop, { email });
    expect(await signInByCode(await nobody(house), { code: mail?.code ?? "" }, from)).toEqual(
      refused("ambiguous"),
    );
  });

  test.each([
    "not@an@address",
    '"e@attacker.com"@victim.com',
    "a@b.example\r\nBcc: x@y.example",
    "a@b.example,c@d.example",
    "<script>",
  ])("%j is refused by its form, before anybody is looked up", async (who) => {
    await expect(startSignIn(await nobody(house), { who }, asking())).rejects.toMatchObject({
      code: "invalid",
    });
  });
});

describe("limits, counted in the database", () => {
  const count = async (who: string) => {
    const { rows } = await house.db.orm.execute<{ n: number }>(
      sql`select count(*)::int as n from sign_ins where lookup = ${house.keys.lookup("asked/email", who)}`,
    );
    return rows[0]?.n;
  };

  test("ten an hour for one address, from two processes together; the eleventh answer is the same", async () => {
    const other = await made.another();
    const who = "often@example.com";
    const answers = [];
    for (let asked = 0; asked < 12; asked += 1) {
      const from = asked % 2 ? house : other;
      answers.push(await startSignIn(await nobody(from), { who }, asking()));
    }
    expect(await count(who)).toBe(10);
    expect(new Set(answers.map((answer) => answer.browser)).size).toBe(12);
    expect(answers.every((answer) => answer.browser.length === 43)).toBe(true);
    for (const room of other.rooms.values()) await room.close();
    await other.db.pool.end();
  });

  test("asking once too often leaves the code that was sent as it is", async () => {
    const { email } = await addPerson(made.shop);
    for (let asked = 0; asked < 9; asked += 1)
      await startSignIn(await nobody(house), { who: email }, asking());
    const from = await ask(house, email);
    const [mail] = await mailTo(house, email);
    const over = await startSignIn(await nobody(house), { who: email }, from);
    const done = await signInByCode(await nobody(house), { code: mail?.code ?? "" }, { ...from, ...over });
    expect(done.outcome).toBe("signed_in");
  });

  test("sixty an hour from one network, whatever the addresses; an IPv6 /64 is one network", async () => {
    const ctx = await nobody(house);
    for (let asked = 0; asked < 60; asked += 1)
      await startSignIn(
        ctx,
        { who: `flood${asked}@example.com` },
        asking({ network: `2001:db8:5:5::${asked.toString(16)}` }),
      );
    await startSignIn(ctx, { who: "late@example.com" }, asking({ network: "2001:db8:5:5:ffff::1" }));
    expect(await count("late@example.com")).toBe(0);
    await startSignIn(ctx, { who: "late@example.com" }, asking({ network: "2001:db8:5:6::1" }));
    expect(await count("late@example.com")).toBe(1);
  });

  test("who cannot be counted is not let through", async () => {
    const other = await made.another();
    const ctx = await nobody(other);
    for (const room of other.rooms.values()) await room.close();
    await other.db.pool.end();
    await expect(startSignIn(ctx, { who: "a@example.com" }, asking())).rejects.toThrow();
  });
});
