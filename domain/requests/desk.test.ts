import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withSight } from "@/db/client";
import { audit, identifiers, messages, requests } from "@/db/schema";
import { staff, staffSessions } from "@/db/schema/staff";
import { listActivity } from "@/domain/activity";
import { observe } from "../access";
import type { Ctx, OpenVisit, Role } from "../context";
import { customerSealer } from "../customers/keys";
import { isDomainError } from "../errors";
import type { House } from "../house";
import { newId } from "../random";
import { emailLookup } from "../staff/keys";
import { testCustomer, testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { type StaffCtx, testStaff } from "../testing-staff";
import { answerAtDesk, listRequestsAtDesk, lookAtRequest, openRequest, readRequest, writeToRequest } from ".";
import { AnswerRequestInput, DeskAnswerInput, DeskListInput, type OpenRequestInput } from "./catalog";

const CANARY = "canary-7c1e the neighbour's dog";

let house: House;
let close: () => Promise<void>;
let officer: StaffCtx;
let ana: Ctx & { subject: { id: string } };
let ben: Ctx & { subject: { id: string } };

beforeAll(async () => {
  ({ house, close } = await testHouse({ brand: tinyBrand() }));
  [ana, ben] = [await testCustomer(house), await testCustomer(house)];
  officer = await testStaff(house, "privacy_officer");
  await know(ana, { customer_number: "10482", email: "ana@example.com" });
});
afterAll(() => close());

async function know(ctx: Ctx, known: Record<string, string>): Promise<void> {
  const customerId = ctx.subject?.id ?? "";
  await withSight(house.db, { subjects: [customerId] }, async (tx) => {
    const sealer = await customerSealer(tx, house.keys, customerId);
    for (const [kind, value] of Object.entries(known)) {
      const sealed = sealer.seal(`identifiers.${kind}`, value);
      const lookup = house.keys.lookup(kind, value);
      await tx.insert(identifiers).values({ customerId, id: newId(), kind, lookup, sealed });
    }
  });
}

const list = (ctx: Ctx, query: object = {}) => listRequestsAtDesk(ctx, DeskListInput.parse(query));
const asked = async (ctx: Ctx, input: OpenRequestInput) => (await openRequest(ctx, input)).id;
const answer = (ctx: Ctx, input: Partial<AnswerRequestInput> & { id: string }) =>
  answerAtDesk(ctx, AnswerRequestInput.parse({ outcome: "done", text: "Done.", ...input }));
const refusal = (act: Promise<unknown>) =>
  act.then(
    () => "nothing",
    (error: unknown) => (isDomainError(error) ? error.code : String(error)),
  );
const linesOf = (ctx: Ctx) =>
  observe(ctx, "activity.read", (tx) => tx.select().from(audit).orderBy(audit.id));
const mailCount = async () => (await house.db.orm.select().from(messages)).length;

const visiting = (sam: StaffCtx): Ctx => {
  const visit: OpenVisit = {
    ...{ id: newId(), customerId: ana.subject.id, ticket: "1", reason: "r", shownName: "Sam" },
    ...{ startedAt: sam.now, endsAt: sam.now, withCode: false, proof: sam.actor.proof },
  };
  return { ...sam, actor: { ...sam.actor, visit }, subject: ana.subject as Ctx["subject"] };
};

describe("the queue", () => {
  it("has everybody's open requests, overdue first, each with its clock and no word of it", async () => {
    const early: Ctx = { ...ana, now: new Date(officer.now.getTime() - 70 * 86_400_000) };
    const late = await asked(early, { kind: "delete", text: CANARY });
    const soon = await asked(ben, { kind: "object", text: CANARY });
    const seen = await list(officer);
    expect(seen).toMatchObject({ list: "open", open: 2, overdue: 1, page: 1, pages: 1 });
    expect(seen.requests.map(({ id }) => id)).toEqual([late, soon]);
    expect(seen.requests[0]).toMatchObject({
      customer: { number: "10482", pseudonym: expect.stringMatching(/^C-[0-9A-F]{8}$/u) },
      ...{ kind: "delete", state: "open", waitingFor: "us", due: { late: true, law: "gdpr" } },
    });
    expect(seen.requests[0]?.daysLeft).toBeLessThan(-30);
    expect(seen.requests[1]).toMatchObject({ customer: { number: null }, due: { late: false } });
    expect(seen.requests[1]?.daysLeft).toBeGreaterThanOrEqual(28);
    expect(JSON.stringify(seen)).not.toMatch(/canary|ana@example/u);
  });

  it("has neither for nobody, customers, other roles and visits", async () => {
    const nobody: Ctx = { ...officer, actor: { kind: "nobody" } };
    const roles: Role[] = ["support", "admin", "auditor"];
    const others = await Promise.all(roles.map((role) => testStaff(house, role)));
    const [support] = others;
    const id = await asked(ana, { kind: "limit" });
    for (const [ctx, code] of [
      [nobody, "signed_out"] as const,
      ...[ana, ...others, visiting(support as StaffCtx)].map((ctx) => [ctx, "forbidden"] as const),
    ]) {
      expect(await refusal(list(ctx))).toBe(code);
      expect(await refusal(lookAtRequest(ctx, { id }))).toBe(code);
      expect(await refusal(answer(ctx, { id }))).toBe(code);
    }
  });

  it("is empty for a session that the database does not find good, whatever the app believes", async () => {
    const support = await testStaff(house, "support");
    const liar: Ctx = { ...support, actor: { ...support.actor, role: "privacy_officer" } };
    expect(await list(liar)).toMatchObject({ requests: [], open: 0, overdue: 0 });
    const gone = await testStaff(house, "privacy_officer");
    expect((await list(gone)).open).toBeGreaterThan(0);
    const mine = eq(staff.id, gone.actor.staffId);
    await house.db.orm.update(staff).set({ disabledAt: gone.now }).where(mine);
    expect(await list(gone)).toMatchObject({ requests: [], open: 0 });
    const idle = await testStaff(house, "privacy_officer");
    const lastSeenAt = new Date(idle.now.getTime() - 16 * 60_000);
    const session = eq(staffSessions.id, idle.actor.sessionId);
    await house.db.orm.update(staffSessions).set({ lastSeenAt }).where(session);
    expect(await refusal(lookAtRequest(idle, { id: newId() }))).toBe("not_found");
    expect(await list(idle)).toMatchObject({ requests: [], open: 0 });
  });
});

describe("one request", () => {
  it("opens with everything written about it, and it is on record who opened it", async () => {
    const id = await asked(ana, { kind: "delete", text: `${CANARY} again` });
    const view = await lookAtRequest(officer, { id });
    expect(view).toMatchObject({
      ...{ id, text: `${CANARY} again`, customer: { number: "10482" }, customerLocale: "en" },
      moreTime: { until: expect.stringMatching(/^\d{4}-\d\d-\d\d$/u) },
    });
    expect((await linesOf(ana)).at(-1)).toMatchObject({
      ...{ act: "request.look", actorKind: "staff", actorId: officer.actor.staffId },
      detail: { request: id, kind: "delete" },
    });
    expect(await refusal(lookAtRequest(officer, { id: newId() }))).toBe("not_found");
  });

  it("of one's own is for a colleague", async () => {
    const [me, address] = [await testStaff(house, "privacy_officer"), `${newId()}@tiny.example`];
    const lookup = emailLookup(house.keys, address);
    await house.db.orm.update(staff).set({ lookup }).where(eq(staff.id, me.actor.staffId));
    const myself = await testCustomer(house);
    await know(myself, { email: address });
    const id = await asked(myself, { kind: "limit" });
    expect(await refusal(lookAtRequest(me, { id }))).toBe("forbidden");
    expect(await refusal(answer(me, { id }))).toBe("forbidden");
    expect(await refusal(lookAtRequest(officer, { id }))).toBe("nothing");
  });

  it.each<[string, Partial<Ctx>, object]>([
    ["where the law gives none", {}, { not: "no_law" }],
    ["when the first time is over", { now: new Date("2099-01-01") }, { not: "too_late" }],
  ])("tells that there is no more time %s", async (why, more, expected) => {
    const kind = why.includes("law") ? "complain" : "limit";
    const id = await asked(ben, { kind, text: `No more time ${why}` });
    expect((await lookAtRequest({ ...officer, ...more }, { id })).moreTime).toEqual(expected);
  });
});

describe("the officer at the desk", () => {
  it("writes, takes more time and answers; the person sees each step and is mailed", async () => {
    const id = await asked(ana, { kind: "correct", text: "My street is wrong" });
    const mailed = await mailCount();
    await answer(officer, { id, outcome: "question", text: "Which street?" });
    expect((await list(officer)).requests.find((one) => one.id === id)?.waitingFor).toBe("customer");
    const later: Ctx = { ...ana, now: new Date(officer.now.getTime() + 1000) };
    await writeToRequest(later, { id, text: "Elm Road" });
    expect((await list(officer)).requests.find((one) => one.id === id)?.waitingFor).toBe("us");
    await answer(officer, { id, outcome: "more_time", text: "Two systems." });
    expect((await lookAtRequest(officer, { id })).moreTime).toEqual({ not: "taken" });
    expect(await answer(officer, { id, text: "Mended." })).toMatchObject({ id });
    expect(await refusal(answer(officer, { id }))).toBe("conflict");
    expect(await readRequest(ana, { id })).toMatchObject({
      ...{ state: "ready", outcome: "done", answer: { text: "Mended." }, extended: true },
      extension: { because: "Two systems." },
    });
    expect(await mailCount()).toBe(mailed + 4); // to Ana three times, to the officer once
    const { entries } = await listActivity(ana, { kind: "requests" });
    const told = entries.map((one) => (one.kind === "request" ? `${one.by} ${one.event}` : one.kind));
    expect(told.slice(0, 4)).toEqual([
      ...["privacy_officer answered", "privacy_officer extended", "you written", "privacy_officer asked"],
    ]);
    expect((await linesOf(ana)).at(-1)).toMatchObject({
      ...{ act: "request.answer", actorKind: "staff", detail: { request: id, outcome: "done" } },
    });
  });

  it("gets an answered request back when the person writes again, and can write on", async () => {
    const id = await asked(ben, { kind: "correct", text: "My name" });
    await answer(officer, { id, outcome: "refused", text: "It is right." });
    const isOpen = async () => (await list(officer)).requests.some((one) => one.id === id);
    expect(await isOpen()).toBe(false);
    expect((await list(officer, { list: "closed" })).requests[0]).toMatchObject({ id, outcome: "refused" });
    const later: Ctx = { ...ben, now: new Date(ben.now.getTime() + 3_600_000) };
    await writeToRequest(later, { id, text: "It is not" });
    expect(await isOpen()).toBe(true);
    const again = (await list(officer)).requests.find((one) => one.id === id);
    expect(again).toMatchObject({ wroteAgain: true, outcome: "refused" });
    const after = { ...officer, now: new Date(officer.now.getTime() + 7_200_000) };
    await answer(after, { id, outcome: "question", text: "We look again." });
    expect(await isOpen()).toBe(false);
    expect((await readRequest(ben, { id })).messages).toHaveLength(2);
  });

  it("leaves another person's request alone when the wrong one is named", async () => {
    const id = await asked(ben, { kind: "limit", text: "Ben's" });
    const before = await lookAtRequest(officer, { id });
    expect(
      await refusal(answer({ ...officer, subject: ana.subject as Ctx["subject"] }, { id: newId() })),
    ).toBe("not_found");
    expect(await readRequest(ben, { id })).toMatchObject({ state: before.state, messages: [] });
  });

  it("keeps no word of an answer in the clear", async () => {
    const id = await asked(ana, { kind: "object", text: "x" });
    await answer(officer, { id, text: CANARY });
    const [row] = await observe(ana, "request.read", (tx) =>
      tx.select().from(requests).where(eq(requests.id, id)),
    );
    expect(row?.answerSealed?.toString("latin1")).not.toContain("canary");
    expect(JSON.stringify(await linesOf(ana))).not.toContain("canary");
  });
});

describe("the form that closes a request", () => {
  const id = newId();
  it.each<[object, object | null]>([
    [
      { id, outcome: "done", text: "Done", item1: "", because1: "", law1: "" },
      { outcome: "done", refusals: [] },
    ],
    [
      { id, outcome: "done_in_part", text: "x", item1: "", item2: "phone", because2: "Tax law", law2: "" },
      { outcome: "done_in_part", refusals: [{ item: "phone", because: "Tax law", law: undefined }] },
    ],
    [{ id, outcome: "done_in_part", text: "x" }, null],
    [{ id, outcome: "done", text: "x", item1: "phone", because1: "Tax law" }, null],
    [{ id, outcome: "done_in_part", text: "x", item1: "phone", because1: "Tax law", because2: "y" }, null],
    [{ id, outcome: "done", text: "x", law3: "Art. 17(3) GDPR" }, null],
    [{ id, outcome: "done_in_part", text: "x", item1: "phone", because1: "" }, null],
    [{ id, outcome: "more_time", text: "x" }, null],
    [{ id, outcome: "done", text: " " }, null],
    [{ id, outcome: "done", text: "x", customerId: "y" }, null],
  ])("%j", (form, expected) => {
    const parsed = DeskAnswerInput.safeParse(form);
    if (expected === null) expect(parsed.success).toBe(false);
    else expect(parsed.data).toMatchObject(expected);
  });
});
