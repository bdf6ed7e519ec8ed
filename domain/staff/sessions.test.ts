import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asAdmin } from "@/db/testing";
import type { Ctx, Role } from "../context";
import type { House } from "../house";
import { testHouse } from "../testing";
import { testStaff } from "../testing-staff";
import {
  addStaff,
  againByRecovery,
  againByTotp,
  disableStaff,
  endOtherStaffSessions,
  endStaffSession,
  readStaffAccount,
  requireRecentSecondFactor,
  resolveStaff,
  signInByTotp,
  signOutStaff,
} from "./index";
import { addSomebody, contextOf, enrol, firstStep, nobody, totpCode } from "./testing";

let made: Awaited<ReturnType<typeof testHouse>>;
let house: House;
beforeAll(async () => {
  made = await testHouse();
  house = made.house;
});
afterAll(() => made.close());

const isIn = async (sid: string) => (await resolveStaff(house, sid)).actor !== null;
const sessionOf = (ctx: Ctx) => (ctx.actor.kind === "staff" ? ctx.actor.sessionId : "");

/** Moves a session's own times back, as if that time had gone by on the database's clock. */
const age = (id: string, column: string, by: string) =>
  house.db.orm.execute(
    sql`update staff_sessions set ${sql.identifier(column)} = ${sql.identifier(column)} - ${by}::interval where id = ${id}`,
  );

/** Somebody signed in twice, in two browsers. */
async function twice(role: Role = "support") {
  const email = await addSomebody(house, role);
  const { sid, key, codes } = await enrol(house, email);
  const ctx = await nobody(house);
  const done = await signInByTotp(ctx, { code: totpCode(key, ctx.now, 0) }, await firstStep(house, email));
  if (done.outcome !== "signed_in") throw new Error("not signed in");
  return { email, key, codes, one: sid, two: done.sid };
}

describe("a session of staff is over", () => {
  test.each<[string, (at: { ctx: Ctx; email: string }) => Promise<unknown>, boolean]>([
    [
      "14 minutes without a click",
      ({ ctx }) => age(sessionOf(ctx), "last_seen_at", "14 minutes 50 seconds"),
      true,
    ],
    ["15 minutes without a click", ({ ctx }) => age(sessionOf(ctx), "last_seen_at", "15 minutes"), false],
    ["just before 8 hours", ({ ctx }) => age(sessionOf(ctx), "expires_at", "7 hours 59 minutes"), true],
    ["after 8 hours, however busy", ({ ctx }) => age(sessionOf(ctx), "expires_at", "8 hours"), false],
    ["disabled", ({ email }) => disableStaff(house, { email }), false],
    ["another role", ({ email }) => addStaff(house, { email, role: "admin" }), false],
    ["the same role again", ({ email }) => addStaff(house, { email, role: "support" }), true],
    ["signed out", ({ ctx }) => signOutStaff(ctx), false],
  ])("%s", async (_, change, isOpen) => {
    const email = await addSomebody(house);
    const { sid } = await enrol(house, email);
    const ctx = await contextOf(house, sid);
    await change({ ctx, email });
    expect(await isIn(sid)).toBe(isOpen);
    // Whoever comes back is not the one whose session was shut.
    await addStaff(house, { email, role: "support" });
    if (!isOpen) expect(await isIn(sid)).toBe(false);
  });

  test("and then none of its acts is done", async () => {
    const { email, one } = await twice();
    const ctx = await contextOf(house, one);
    await disableStaff(house, { email });
    await expect(readStaffAccount(ctx)).rejects.toMatchObject({ code: "signed_out" });
    await expect(endStaffSession(ctx, { id: sessionOf(ctx) })).rejects.toMatchObject({ code: "not_found" });
  });

  test.each([null, undefined, "", "x", "s".repeat(43), "s".repeat(300)])(
    "%j is nobody's secret",
    async (sid) => {
      expect((await resolveStaff(house, sid)).actor).toBeNull();
    },
  );

  test("reading moves its last click on at most once a minute", async () => {
    const { one } = await twice();
    const id = sessionOf(await contextOf(house, one));
    const seen = async () =>
      (await house.db.pool.query("select last_seen_at::text as at from staff_sessions where id = $1", [id]))
        .rows[0].at;
    const first = await seen();
    await isIn(one);
    expect(await seen()).toBe(first);
    await age(id, "last_seen_at", "2 minutes");
    const before = await seen();
    await isIn(one);
    expect(await seen()).not.toBe(before);
  });
});

describe("where one is signed in", () => {
  test("lists one's own sessions, and ends one or all others", async () => {
    const [{ one, two }, other] = [await twice(), await twice()];
    const ctx = await contextOf(house, two);
    const { sessions } = await readStaffAccount(ctx);
    expect(sessions.map(({ current, method }) => [current, method]).sort()).toEqual([
      [false, "totp"],
      [true, "totp"],
    ]);
    const theirs = sessionOf(await contextOf(house, other.one));
    await expect(endStaffSession(ctx, { id: theirs })).rejects.toMatchObject({ code: "not_found" });
    expect(await endOtherStaffSessions(ctx)).toBe(1);
    expect(await endOtherStaffSessions(ctx)).toBe(0);
    expect([await isIn(one), await isIn(two), await isIn(other.one)]).toEqual([false, true, true]);
    await endStaffSession(ctx, { id: sessionOf(ctx) });
    expect(await isIn(two)).toBe(false);
    const lines = await asAdmin(
      made.database.adminUrl,
      `select detail->>'event' as event from audit where act = 'staff.end' and actor_id = '${ctx.actor.kind === "staff" ? ctx.actor.staffId : ""}' order by id`,
    );
    expect(lines).toEqual([{ event: "other_sessions_ended" }, { event: "session_ended" }]);
  });

  test("is nobody's business who is not signed in", async () => {
    const ctx = await nobody(house);
    for (const verb of [readStaffAccount, endOtherStaffSessions])
      await expect(verb(ctx)).rejects.toMatchObject({ code: "signed_out" });
    await signOutStaff(ctx);
  });
});

describe("a second step just done", () => {
  test.each([
    [4 * 60, true],
    [5 * 60, true],
    [5 * 60 + 1, false],
  ])("%i seconds ago", async (seconds, isEnough) => {
    const ctx = await testStaff(house, "support");
    const later = { ...ctx, now: new Date(ctx.now.getTime() + seconds * 1_000) };
    const ask = () => requireRecentSecondFactor(later);
    if (isEnough) ask();
    else expect(ask).toThrow("step_up_required");
  });

  test("is missing where none was done, and for nobody", async () => {
    const { actor, now } = await testStaff(house, "support");
    expect(() => requireRecentSecondFactor({ actor: { ...actor, secondFactorAt: null }, now })).toThrow(
      "step_up_required",
    );
    expect(() => requireRecentSecondFactor({ actor: { kind: "nobody" }, now })).toThrow("signed_out");
  });

  test("by the authenticator renews the session's secret, and each code works once", async () => {
    const { one, two, key } = await twice();
    const ctx = await contextOf(house, one);
    await age(sessionOf(ctx), "second_at", "10 minutes");
    const old = await contextOf(house, one);
    expect(() => requireRecentSecondFactor(old)).toThrow("step_up_required");
    expect(await againByTotp(old, { code: totpCode(key, old.now, 0) })).toMatchObject({ outcome: "refused" });
    const done = await againByTotp(old, { code: totpCode(key, old.now, 1) });
    const sid = done.outcome === "signed_in" ? done.sid : "";
    expect([await isIn(one), await isIn(sid), await isIn(two)]).toEqual([false, true, true]);
    const fresh = await contextOf(house, sid);
    expect(sessionOf(fresh)).toBe(sessionOf(old));
    requireRecentSecondFactor(fresh);
    expect(await againByTotp(fresh, { code: totpCode(key, fresh.now, 1) })).toMatchObject({
      outcome: "refused",
    });
  });

  test("by a recovery code, once; not by somebody else's; not for nobody", async () => {
    const [mine, theirs] = [await twice(), await twice()];
    const ctx = await contextOf(house, mine.one);
    const code = (mine.codes[3] ?? "").replaceAll("-", "");
    const foreign = (theirs.codes[3] ?? "").replaceAll("-", "");
    expect(await againByRecovery(ctx, { code: foreign })).toMatchObject({ outcome: "refused" });
    const done = await againByRecovery(ctx, { code });
    const fresh = await contextOf(house, done.outcome === "signed_in" ? done.sid : "");
    expect(await againByRecovery(fresh, { code })).toMatchObject({ outcome: "refused" });
    await expect(againByTotp(await nobody(house), { code: "000000" })).rejects.toMatchObject({
      code: "signed_out",
    });
  });

  test("sixty tries an hour and no more", async () => {
    const { one } = await twice();
    const ctx = await contextOf(house, one);
    for (let tried = 0; tried < 60; tried += 1) await againByRecovery(ctx, { code: "222222222222" });
    await expect(againByRecovery(ctx, { code: "222222222222" })).rejects.toMatchObject({
      code: "rate_limited",
    });
  });
});
