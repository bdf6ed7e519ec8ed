import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asAdmin } from "@/db/testing";
import type { Ctx } from "../context";
import type { House } from "../house";
import { testHouse } from "../testing";
import {
  addPasskey,
  againByPasskey,
  keepRecoveryCodes,
  makeRecoveryCodes,
  newPasskeyQuestion,
  proveNewTotp,
  readAgain,
  readOwnSetup,
  readStaffAccount,
  readStaffSignIn,
  removePasskey,
  resolveStaff,
  signInByPasskey,
  signInByRecovery,
  signInByTotp,
  startNewTotp,
} from "./index";
import { addSomebody, contextOf, enrol, firstStep, mailTo, nobody, totpCode, work } from "./testing";
import { type SoftAuthenticator, softAuthenticator } from "./testing-authenticator";

let made: Awaited<ReturnType<typeof testHouse>>;
let house: House;
beforeAll(async () => {
  made = await testHouse();
  house = made.house;
});
afterAll(() => made.close());

const ours = { origin: "http://localhost:3000", rpId: "localhost" };

async function somebody() {
  const email = await addSomebody(house);
  const signedIn = await enrol(house, email);
  return { email, ...signedIn, ctx: await contextOf(house, signedIn.sid) };
}

/** Somebody with a passkey on a device of software. */
async function withPasskey() {
  const one = await somebody();
  const device = softAuthenticator();
  const answer = device.create(await newPasskeyQuestion(one.ctx), ours);
  await addPasskey(one.ctx, { answer, name: "Laptop" });
  return { ...one, device };
}

/** The second step of a new sign-in, with the question to the passkey. */
async function atQuestion(email: string) {
  const from = await firstStep(house, email);
  const view = await readStaffSignIn(house, from.browser);
  if (view.step !== "second" || !view.passkey) throw new Error("no question");
  return { from, question: view.passkey };
}

const old = (ctx: Ctx): Ctx => ({ ...ctx, now: new Date(ctx.now.getTime() + 6 * 60_000) });
const eventsOf = async (ctx: Ctx) => {
  const id = ctx.actor.kind === "staff" ? ctx.actor.staffId : "";
  const text = `select detail->>'event' as event from audit where act = 'staff.factor' and actor_id = '${id}' order by id`;
  return (await asAdmin(made.database.adminUrl, text)).map(({ event }) => event);
};

describe("a passkey", () => {
  test("is the second step of a sign-in", async () => {
    const { email, device } = await withPasskey();
    const { from, question } = await atQuestion(email);
    expect(question).toMatchObject({
      rpId: "localhost",
      userVerification: "required",
      allowCredentials: [{ id: device.id }],
    });
    const answer = device.get(question, { ...ours, counter: 1 });
    const done = await signInByPasskey(await nobody(house), { answer }, from);
    const sid = done.outcome === "signed_in" ? done.sid : "";
    const ctx = await contextOf(house, sid);
    const { passkeys, sessions } = await readStaffAccount(ctx);
    expect(passkeys).toMatchObject([{ name: "Laptop", lastUsedAt: expect.any(Date) }]);
    expect(sessions.find(({ current }) => current)?.method).toBe("passkey");
  });

  test.each<[string, (at: { device: SoftAuthenticator; question: { challenge: string } }) => string]>([
    ["another question", ({ device }) => device.get({ challenge: "AAAA" }, ours)],
    [
      "another site",
      ({ device, question }) => device.get(question, { ...ours, origin: "https://evil.test" }),
    ],
    [
      "another name of the site",
      ({ device, question }) => device.get(question, { ...ours, rpId: "evil.test" }),
    ],
    [
      "an owner who was not verified",
      ({ device, question }) => device.get(question, { ...ours, verified: false }),
    ],
    ["another device", ({ question }) => softAuthenticator().get(question, ours)],
    ["no JSON", () => "x"],
    ["nothing of it", () => "{}"],
    ["a making instead of a use", ({ device, question }) => device.create(question, ours)],
  ])("does not count with %s", async (_, answerOf) => {
    const { email, device } = await withPasskey();
    const { from, question } = await atQuestion(email);
    const answer = answerOf({ device, question });
    expect(await signInByPasskey(await nobody(house), { answer }, from)).toMatchObject({
      outcome: "refused",
    });
  });

  test("of one person is no second step for another", async () => {
    const [mine, theirs] = [await withPasskey(), await withPasskey()];
    const { from, question } = await atQuestion(mine.email);
    const answer = theirs.device.get(question, ours);
    expect(await signInByPasskey(await nobody(house), { answer }, from)).toMatchObject({
      outcome: "refused",
    });
  });

  test("answers one sign-in, once, and a device that counts back is none", async () => {
    const { email, device } = await withPasskey();
    const ctx = await nobody(house);
    const one = await atQuestion(email);
    const answer = device.get(one.question, { ...ours, counter: 7 });
    expect(await signInByPasskey(ctx, { answer }, (await atQuestion(email)).from)).toMatchObject({
      outcome: "refused",
    });
    expect(await signInByPasskey(ctx, { answer }, one.from)).toMatchObject({ outcome: "signed_in" });
    expect(await signInByPasskey(ctx, { answer }, one.from)).toMatchObject({ outcome: "refused" });
    const copied = await atQuestion(email);
    const again = device.get(copied.question, { ...ours, counter: 7 });
    expect(await signInByPasskey(ctx, { answer: again }, copied.from)).toMatchObject({ outcome: "refused" });
  });

  test("proves the second step again, and the same answer does not work twice", async () => {
    const { device, sid } = await withPasskey();
    const ctx = await contextOf(house, sid);
    const { passkey } = await readAgain(ctx);
    if (!passkey) throw new Error("no question");
    const answer = device.get(passkey, { ...ours, counter: 0 });
    const done = await againByPasskey(ctx, { answer });
    const fresh = await contextOf(house, done.outcome === "signed_in" ? done.sid : "");
    expect((await resolveStaff(house, sid)).actor).toBeNull();
    expect(await againByPasskey(fresh, { answer })).toMatchObject({ outcome: "refused" });
  });

  test("is added once, after a second step just done, and told of by mail", async () => {
    const { ctx, email } = await somebody();
    const device = softAuthenticator();
    const question = await newPasskeyQuestion(ctx);
    const answer = device.create(question, ours);
    await expect(
      addPasskey(old(ctx), { answer: device.create(await newPasskeyQuestion(old(ctx)), ours), name: "x" }),
    ).rejects.toMatchObject({ code: "step_up_required" });
    const unverified = device.create(question, { ...ours, verified: false });
    await expect(addPasskey(ctx, { answer: unverified, name: "x" })).rejects.toMatchObject({
      code: "invalid",
    });
    await addPasskey(ctx, { answer, name: "Office" });
    await expect(addPasskey(ctx, { answer, name: "Office" })).rejects.toMatchObject({ code: "conflict" });
    await work(house);
    expect((await mailTo(house, email))[0]?.text).toContain("your passkeys");
    expect(await eventsOf(ctx)).toEqual(["passkey_added"]);
  });

  test("is removed by its owner alone", async () => {
    const [mine, theirs] = [await withPasskey(), await withPasskey()];
    const [passkey] = (await readStaffAccount(mine.ctx)).passkeys;
    const input = { id: passkey?.id ?? "" };
    await expect(removePasskey(theirs.ctx, input)).rejects.toMatchObject({ code: "not_found" });
    await removePasskey(mine.ctx, input);
    expect((await readStaffAccount(mine.ctx)).passkeys).toEqual([]);
    const view = await readStaffSignIn(house, (await firstStep(house, mine.email)).browser);
    expect(view).toMatchObject({ step: "second", passkey: null });
  });
});

describe("a new authenticator", () => {
  test("counts once its first code was right, and ends the sign-ins elsewhere", async () => {
    const { ctx, key, email } = await somebody();
    const elsewhere = await signInByTotp(
      await nobody(house),
      { code: totpCode(key, ctx.now, 0) },
      await firstStep(house, email),
    );
    const sid = elsewhere.outcome === "signed_in" ? elsewhere.sid : "";
    await startNewTotp(ctx);
    const found = await readOwnSetup(ctx);
    const fresh = found?.kind === "totp" ? found.setup.key : "";
    expect(fresh).not.toBe(key);
    const right = totpCode(fresh, ctx.now);
    const wrong = right === "000000" ? "000001" : "000000";
    await expect(proveNewTotp(ctx, { code: wrong })).rejects.toMatchObject({ code: "invalid" });
    expect((await resolveStaff(house, sid)).actor).not.toBeNull();
    await proveNewTotp(ctx, { code: right });
    expect((await resolveStaff(house, sid)).actor).toBeNull();
    expect(await readOwnSetup(ctx)).toBeNull();
    await expect(proveNewTotp(ctx, { code: right })).rejects.toMatchObject({ code: "expired" });
    const now = await nobody(house);
    expect(
      await signInByTotp(now, { code: totpCode(key, now.now, 1) }, await firstStep(house, email)),
    ).toMatchObject({ outcome: "refused" });
    expect(
      await signInByTotp(now, { code: totpCode(fresh, now.now, 1) }, await firstStep(house, email)),
    ).toMatchObject({ outcome: "signed_in" });
    expect(await eventsOf(ctx)).toEqual(["totp_begun", "totp_set"]);
  });

  test("is not begun without a second step just done, and is forgotten after ten minutes", async () => {
    const { ctx } = await somebody();
    await expect(startNewTotp(old(ctx))).rejects.toMatchObject({ code: "step_up_required" });
    await expect(startNewTotp(await nobody(house))).rejects.toMatchObject({ code: "signed_out" });
    await startNewTotp(ctx);
    expect(await readOwnSetup({ ...ctx, now: new Date(ctx.now.getTime() + 600_000) })).toBeNull();
  });
});

describe("new recovery codes", () => {
  test("take the place of the old ones, and are shown until they are kept", async () => {
    const { ctx, codes, email } = await somebody();
    await makeRecoveryCodes(ctx);
    const found = await readOwnSetup(ctx);
    const fresh = found?.kind === "codes" ? found.codes : [];
    expect(fresh).toHaveLength(10);
    await keepRecoveryCodes(ctx);
    expect(await readOwnSetup(ctx)).toBeNull();
    const plain = (code = "") => ({ code: code.replaceAll("-", "") });
    const nobodyNow = await nobody(house);
    expect(await signInByRecovery(nobodyNow, plain(codes[0]), await firstStep(house, email))).toMatchObject({
      outcome: "refused",
    });
    expect(await signInByRecovery(nobodyNow, plain(fresh[0]), await firstStep(house, email))).toMatchObject({
      outcome: "signed_in",
    });
    await expect(makeRecoveryCodes(old(ctx))).rejects.toMatchObject({ code: "step_up_required" });
  });

  test("are not shown to another session of the same person", async () => {
    const { ctx, key, email } = await somebody();
    const done = await signInByTotp(
      await nobody(house),
      { code: totpCode(key, ctx.now, 0) },
      await firstStep(house, email),
    );
    const other = await contextOf(house, done.outcome === "signed_in" ? done.sid : "");
    await startNewTotp(ctx);
    expect(await readOwnSetup(other)).toBeNull();
  });
});
