import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { staffSignIns } from "@/db/schema/staff";
import { asAdmin } from "@/db/testing";
import type { House } from "../house";
import { testHouse } from "../testing";
import {
  disableStaff,
  finishEnrolment,
  passFirstStep,
  proveFirstTotp,
  readStaffSignIn,
  resolveStaff,
  signInByRecovery,
  signInByTotp,
  startStaffSignIn,
} from "./index";
import { addSomebody, asking, enrol, firstStep, mailTo, nobody, totpCode, work } from "./testing";

let made: Awaited<ReturnType<typeof testHouse>>;
let house: House;
beforeAll(async () => {
  made = await testHouse();
  house = made.house;
});
afterAll(() => made.close());

const refused = { outcome: "refused", why: "not_accepted" };
const newest = async () => {
  const rows = await house.db.orm.select().from(staffSignIns).orderBy(sql`id desc`).limit(1);
  if (!rows[0]) throw new Error("nobody asked");
  return rows[0];
};
const isIn = async (sid: string) => (await resolveStaff(house, sid)).actor !== null;
const count = async (what: string) =>
  Number((await house.db.pool.query(`select count(*) from ${what}`)).rows[0].count);

describe("the first step", () => {
  test("works in the browser that asked, once, and its secret is another afterwards", async () => {
    const email = await addSomebody(house);
    const ctx = await nobody(house);
    const from = asking();
    const { browser } = await startStaffSignIn(ctx, { email: ` ${email.toUpperCase()} ` }, from);
    await work(house);
    const [mail] = await mailTo(house, email);
    const input = { code: mail?.code ?? "" };
    expect(mail?.code).toMatch(/^[0-9]{8}$/);
    expect(await passFirstStep(ctx, input, asking({ browser: "another" }))).toEqual(refused);
    expect(await passFirstStep(ctx, input, asking())).toEqual(refused);
    const done = await passFirstStep(ctx, input, { ...from, browser });
    const next = done.outcome === "onward" ? done.browser : browser;
    expect(next).not.toBe(browser);
    expect(await passFirstStep(ctx, input, { ...from, browser })).toEqual(refused);
    expect(await passFirstStep(ctx, input, { ...from, browser: next })).toEqual(refused);
    expect(await readStaffSignIn(house, browser)).toEqual({ step: "start" });
    expect(await readStaffSignIn(house, next)).toMatchObject({ step: "enrol" });
  });

  test("is the same to see and to do for staff, for disabled staff and for everybody else", async () => {
    const [known, gone] = [await addSomebody(house), await addSomebody(house)];
    await disableStaff(house, { email: gone });
    const ctx = await nobody(house);
    const seen = [];
    for (const email of [known, gone, "stranger@tiny.example"]) {
      const before = await count("pgboss.job where name = 'staff_sign_in.prepare'");
      const from = asking();
      const answer = await startStaffSignIn(ctx, { email }, from);
      const row = await newest();
      const jobs = (await count("pgboss.job where name = 'staff_sign_in.prepare'")) - before;
      await work(house);
      const wrong = await passFirstStep(ctx, { code: "00000000" }, { ...from, browser: answer.browser });
      const armed = (await newest()).codeHash?.length;
      seen.push({
        keys: Object.keys(answer),
        length: answer.browser.length,
        jobs,
        before: row.codeHash,
        armed,
        wrong,
      });
    }
    const one = { keys: ["browser"], length: 43, jobs: 1, before: null, armed: 32, wrong: refused };
    expect(seen).toEqual([one, one, one]);
    expect((await mailTo(house, known)).length).toBe(1);
    expect(await mailTo(house, gone)).toEqual([]);
    expect(await mailTo(house, "stranger@tiny.example")).toEqual([]);
  });

  test.each(["", "x", "nobody", "a@b@c", "\u0000@tiny.example"])("%j is no address", async (email) => {
    await expect(startStaffSignIn(await nobody(house), { email }, asking())).rejects.toMatchObject({
      code: "invalid",
    });
  });

  test("five wrong codes and the right one is too late; a new one voids the old; ten minutes", async () => {
    const email = await addSomebody(house);
    const ctx = await nobody(house);
    const ask = async () => {
      const from = asking();
      const { browser } = await startStaffSignIn(ctx, { email }, from);
      await work(house);
      const [mail] = await mailTo(house, email);
      return { from: { ...from, browser }, code: mail?.code ?? "" };
    };
    const one = await ask();
    const wrong = one.code === "00000000" ? "00000001" : "00000000";
    for (let tried = 0; tried < 5; tried += 1)
      expect(await passFirstStep(ctx, { code: wrong }, one.from)).toEqual(refused);
    expect(await passFirstStep(ctx, { code: one.code }, one.from)).toEqual(refused);
    const [old, fresh] = [await ask(), await ask()];
    expect(await passFirstStep(ctx, { code: old.code }, old.from)).toEqual(refused);
    await house.db.orm.execute(
      sql`update staff_sign_ins set expires_at = clock_timestamp() where id = ${(await newest()).id}`,
    );
    expect(await passFirstStep(ctx, { code: fresh.code }, fresh.from)).toEqual(refused);
  });

  test("the eleventh of an hour gets the same answer and no message, and keeps the code on its way", async () => {
    const email = await addSomebody(house);
    const ctx = await nobody(house);
    const from = asking();
    let browser = "";
    for (let n = 0; n < 10; n += 1) ({ browser } = await startStaffSignIn(ctx, { email }, asking()));
    await work(house);
    const sent = (await mailTo(house, email)).length;
    expect(await startStaffSignIn(ctx, { email }, { ...from, browser })).toEqual({ browser });
    await work(house);
    expect(await mailTo(house, email)).toHaveLength(sent);
    const [mail] = await mailTo(house, email);
    expect(await passFirstStep(ctx, { code: mail?.code ?? "" }, { ...from, browser })).toMatchObject({
      outcome: "onward",
    });
  });

  test("whoever is disabled while the code is on its way is not let on", async () => {
    const email = await addSomebody(house);
    const ctx = await nobody(house);
    const { browser } = await startStaffSignIn(ctx, { email }, asking());
    await work(house);
    await disableStaff(house, { email });
    const [mail] = await mailTo(house, email);
    expect(await passFirstStep(ctx, { code: mail?.code ?? "" }, asking({ browser }))).toEqual(refused);
  });
});

describe("setting up the authenticator", () => {
  test("comes before anything else, and is stored with its codes only when they are kept", async () => {
    const email = await addSomebody(house);
    const from = await firstStep(house, email);
    const ctx = await nobody(house);
    expect(await finishEnrolment(ctx, from)).toEqual(refused);
    const at = await readStaffSignIn(house, from.browser);
    if (at.step !== "enrol") throw new Error(at.step);
    expect(at.setup.uri).toMatch(/^otpauth:\/\/totp\/Tiny:staff.*secret=[A-Z2-7]{32}/);
    const right = totpCode(at.setup.key, ctx.now);
    const wrong = right === "000000" ? "000001" : "000000";
    expect(await proveFirstTotp(ctx, { code: wrong }, from)).toEqual(refused);
    expect(await proveFirstTotp(ctx, { code: right }, asking())).toEqual(refused);
    expect(await signInByTotp(ctx, { code: right }, from)).toEqual(refused);
    expect(await proveFirstTotp(ctx, { code: right }, from)).toMatchObject({ outcome: "onward" });
    const stored = await house.db.pool.query("select totp_sealed from staff where totp_sealed is not null");
    const kept = await readStaffSignIn(house, from.browser);
    if (kept.step !== "keep") throw new Error(kept.step);
    expect(new Set(kept.codes).size).toBe(10);
    expect(kept.codes[0]).toMatch(/^[2-9a-km-np-z]{4}(-[2-9a-km-np-z]{4}){2}$/);
    expect(stored.rows).toEqual([]);
    const done = await finishEnrolment(ctx, from);
    expect(done).toMatchObject({ outcome: "signed_in" });
    expect(await readStaffSignIn(house, from.browser)).toEqual({ step: "start" });
    expect(await finishEnrolment(ctx, from)).toEqual(refused);
    // The code that proved the authenticator is used up with it.
    const again = await firstStep(house, email);
    expect(await signInByTotp(await nobody(house), { code: right }, again)).toEqual(refused);
  });

  test("nothing stored opens anything: no key, no code, no address, no name of a browser", async () => {
    const email = await addSomebody(house);
    const { key, codes, sid, from } = await enrol(house, email);
    const tables = ["staff", "staff_recovery_codes", "staff_sign_ins"];
    const rows = await Promise.all(tables.map((table) => house.db.pool.query(`select * from ${table}`)));
    const stored = JSON.stringify(
      rows.map((one) => one.rows),
      (_, value) => (value?.type === "Buffer" ? Buffer.from(value.data).toString("latin1") : value),
    );
    for (const secret of [
      email,
      key.replaceAll(" ", ""),
      codes[0],
      codes[0]?.replaceAll("-", ""),
      sid,
      from.browser,
    ])
      expect(stored).not.toContain(secret);
    await expect(house.db.pool.query("select id_hash from staff_sessions")).rejects.toThrow(
      /permission denied/,
    );
  });
});

describe("the second step", () => {
  test.each([
    ["one step late", -1, true],
    ["now", 0, true],
    ["one step early", 1, true],
    ["two steps late", -2, false],
    ["two steps early", 2, false],
  ])("a code %s", async (_, steps, works) => {
    const email = await addSomebody(house);
    const { key } = await enrol(house, email);
    await house.db.pool.query("update staff set totp_step = null");
    const from = await firstStep(house, email);
    // A step may turn between here and there; the clock of this very context is the one that counts.
    const ctx = await nobody(house);
    const done = await signInByTotp(ctx, { code: totpCode(key, ctx.now, steps) }, from);
    expect(done.outcome).toBe(works ? "signed_in" : "refused");
  });

  test("a code works once, also in two places at the same moment", async () => {
    const email = await addSomebody(house);
    const { key } = await enrol(house, email);
    const [one, two] = [await firstStep(house, email), await firstStep(house, email)];
    const ctx = await nobody(house);
    const code = totpCode(key, ctx.now, 1);
    const both = await Promise.all([one, two].map((from) => signInByTotp(ctx, { code }, from)));
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(["refused", "signed_in"]);
    expect(await signInByTotp(ctx, { code }, await firstStep(house, email))).toEqual(refused);
    expect(
      await signInByTotp(ctx, { code: totpCode(key, ctx.now, 0) }, await firstStep(house, email)),
    ).toEqual(refused);
  });

  test("five wrong codes and the right one is too late; twenty an hour for one person", async () => {
    const email = await addSomebody(house);
    const { key } = await enrol(house, email);
    const ctx = await nobody(house);
    const right = totpCode(key, ctx.now, 1);
    const wrong = right === "000000" ? "000001" : "000000";
    for (let turn = 0; turn < 4; turn += 1) {
      const from = await firstStep(house, email);
      for (let tried = 0; tried < 5; tried += 1)
        expect(await signInByTotp(ctx, { code: wrong }, from)).toEqual(refused);
      expect(await signInByTotp(ctx, { code: right }, from)).toEqual(refused);
    }
    expect(await signInByTotp(ctx, { code: right }, await firstStep(house, email))).toEqual(refused);
    await house.db.pool.query("delete from limits");
    expect(await signInByTotp(ctx, { code: right }, await firstStep(house, email))).toMatchObject({
      outcome: "signed_in",
    });
  });

  test("a recovery code works once, as people paste it", async () => {
    const email = await addSomebody(house);
    const { codes } = await enrol(house, email);
    const ctx = await nobody(house);
    const code = (codes[0] ?? "").replaceAll("-", "");
    const done = await signInByRecovery(ctx, { code }, await firstStep(house, email));
    expect(done).toMatchObject({ outcome: "signed_in" });
    expect(await signInByRecovery(ctx, { code }, await firstStep(house, email))).toEqual(refused);
    const at = await readStaffSignIn(house, (await firstStep(house, email)).browser);
    expect(at).toMatchObject({ step: "second", factors: { totp: true, passkeys: 0, recovery: 9 } });
  });

  test("somebody else's codes are nobody's here", async () => {
    const [one, other] = [await addSomebody(house), await addSomebody(house)];
    const [mine, theirs] = [await enrol(house, one), await enrol(house, other)];
    const ctx = await nobody(house);
    const from = await firstStep(house, one);
    expect(await signInByTotp(ctx, { code: totpCode(theirs.key, ctx.now, 1) }, from)).toEqual(refused);
    expect(await signInByRecovery(ctx, { code: (theirs.codes[0] ?? "").replaceAll("-", "") }, from)).toEqual(
      refused,
    );
    expect(await signInByTotp(ctx, { code: totpCode(mine.key, ctx.now, 1) }, from)).toMatchObject({
      outcome: "signed_in",
    });
  });

  test("each sign-in has a session of its own, with its line in the audit", async () => {
    const email = await addSomebody(house);
    const first = await enrol(house, email);
    const ctx = await nobody(house);
    const done = await signInByTotp(
      ctx,
      { code: totpCode(first.key, ctx.now, 1) },
      await firstStep(house, email),
    );
    const sid = done.outcome === "signed_in" ? done.sid : "";
    expect(sid).not.toBe(first.sid);
    expect([await isIn(first.sid), await isIn(sid)]).toEqual([true, true]);
    const { actor } = await resolveStaff(house, sid);
    const staffId = actor?.staffId ?? "";
    const lines = await asAdmin(
      made.database.adminUrl,
      `select act, detail from audit where actor_kind = 'staff' and actor_id = '${staffId}' order by id`,
    );
    expect(lines).toEqual(
      Array(2).fill({ act: "staff.start", detail: { method: "totp", device: "Firefox/Windows" } }),
    );
    expect(actor).toMatchObject({
      kind: "staff",
      role: "support",
      secondFactorAt: expect.any(Date),
      visit: null,
    });
  });
});
