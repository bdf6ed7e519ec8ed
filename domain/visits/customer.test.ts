import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { requests } from "@/db/schema/requests";
import { visitWishes } from "@/db/schema/visits";
import { asAdmin } from "@/db/testing";
import { setChoice } from "../choices";
import { isDomainError } from "../errors";
import type { TestShop } from "../held-data/testing";
import type { House } from "../house";
import { listRequests } from "../requests";
import {
  complainAboutVisit,
  endVisit,
  listVisits,
  makeVisitCode,
  noteViewed,
  openRequestInVisit,
  readVisit,
  readVisitWishes,
  revealInVisit,
  sendLink,
  setVisitWishes,
  turnOffInVisit,
} from ".";
import { tellOfVisits } from "./tell";
import { inVisit, mailOf, pass, signedIn, visitHouse, visiting } from "./testing";

let made: Awaited<ReturnType<typeof visitHouse>>;
let house: House;
let shop: TestShop;
let ana: Awaited<ReturnType<typeof signedIn>>;

beforeAll(async () => {
  made = await visitHouse();
  ({ house, shop } = made);
});
afterAll(() => made.close());
beforeEach(async () => {
  ana = await signedIn(house, shop);
});

const refusal = (act: Promise<unknown>) =>
  act.then(
    () => "nothing",
    (error: unknown) => (isDomainError(error) ? error.code : String(error)),
  );
const off = { purpose: "offers", channel: "email", asked: "phone" as const, words: "No more, please." };

describe("what the customer reads of a visit", () => {
  test("is who, when, why, what was seen, revealed, changed, opened and sent", async () => {
    await setChoice(ana.ctx, { purpose: "offers", channel: "email", to: "on" });
    const { ctx, visitId } = await visiting(house, ana.email);
    await noteViewed(ctx, { page: "/data", items: ["email", "phone"] });
    await revealInVisit(ctx, { item: "phone", record: undefined, reason: "The number is in doubt." });
    await turnOffInVisit(ctx, off);
    await openRequestInVisit(ctx, { kind: "limit", item: undefined, text: undefined });
    await sendLink(ctx, { kind: "terms", purpose: undefined, channel: undefined });
    await endVisit(ctx);
    const [visit] = await listVisits(ana.ctx);
    expect(visit).toMatchObject({
      ...{
        id: visitId,
        staff: { name: "Sam", role: "support" },
        ended: "by_agent",
        minutes: 1,
        ticket: "4711",
      },
      reason: { text: "The customer called", lang: "en" },
      words: "You called about texts.",
      ...{ withCode: false, pages: ["/data"], linksSent: 1, complaint: null },
      items: [{ text: "email" }, { text: "phone" }],
      reveals: [{ item: { text: "phone" }, record: null, reason: "The number is in doubt." }],
      changes: [
        {
          change: "turned_off",
          purpose: { text: "offers" },
          channel: { text: "Email" },
          asked: "phone",
          words: off.words,
        },
      ],
      requests: [{ kind: "limit" }],
    });
    expect(await readVisit(ana.ctx, visitId)).toEqual(visit);
  });

  test("is theirs alone: another's visit is not found, and neither is one that never was", async () => {
    const ben = await signedIn(house, shop);
    const { visitId } = await visiting(house, ana.email);
    expect(await listVisits(ben.ctx)).toEqual([]);
    expect(await refusal(readVisit(ben.ctx, visitId))).toBe("not_found");
    expect(await refusal(complainAboutVisit(ben.ctx, { visit: visitId, words: "Not me." }))).toBe(
      "not_found",
    );
    const stranger = { ...ben.ctx, actor: { kind: "nobody" as const } };
    expect(await refusal(listVisits(stranger))).toBe("signed_out");
    expect(await refusal(listVisits({ ...ben.ctx, subject: ana.ctx.subject }))).toBe("forbidden");
  });

  test.each([
    ["time", async (id: string) => pass(made.database.adminUrl, id, 20), 15],
    [
      "disabled",
      async (id: string) => {
        await pass(made.database.adminUrl, id, 10);
        await asAdmin(
          made.database.adminUrl,
          `update staff set disabled_at = now() - interval '3 minutes'
            where id = (select staff_id from visits where id = '${id}')`,
        );
      },
      7,
    ],
  ] as const)("says how it ended when nobody ended it: %s", async (ended, happen, minutes) => {
    const { visitId } = await visiting(house, ana.email);
    expect(await readVisit(ana.ctx, visitId)).toMatchObject({ ended: null, endedAt: null });
    await happen(visitId);
    const found = await readVisit(ana.ctx, visitId);
    expect(found.ended).toBe(ended);
    expect([minutes, minutes + 1]).toContain(found.minutes);
  });

  test("has a pseudonym where the brand wants one, the same for one agent", async () => {
    const desk = { ...house.brand.desk, names: "pseudonym" as const };
    const quiet = { ...house, brand: { ...house.brand, desk } };
    const { ctx, agent } = await visiting(quiet, ana.email);
    await endVisit(ctx);
    await visiting(quiet, ana.email, { agent });
    const names = (await listVisits(ana.ctx)).map(({ staff }) => staff.name);
    expect(new Set(names).size).toBe(1);
    expect(names[0]).toMatch(/^[2-9A-HJ-NP-Z]{4}$/);
  });
});

describe("complaining", () => {
  test("is a request to the privacy officer that names the visit, once", async () => {
    const { visitId } = await visiting(house, ana.email);
    const ask = () => complainAboutVisit(ana.ctx, { visit: visitId, words: "This was not about me." });
    const first = await ask();
    expect(await ask()).toMatchObject({ id: first.id, changed: false });
    const [row] = await withSight(house.db, { subjects: [ana.ctx.subject.id] }, (tx) =>
      tx.select().from(requests),
    );
    expect(row).toMatchObject({ id: first.id, kind: "complain", aboutVisit: visitId, openedIn: null });
    expect(await readVisit(ana.ctx, visitId)).toMatchObject({
      complaint: { id: first.id, reference: first.reference },
      requests: [],
    });
    expect((await listRequests(ana.ctx)).open).toHaveLength(1);
    const mail = await mailOf(house, "officer@tiny.example");
    expect(mail.some(({ subject }) => subject.includes(first.reference))).toBe(true);
  });

  test("is the customer's alone", async () => {
    const { ctx, visitId } = await visiting(house, ana.email);
    expect(await refusal(complainAboutVisit(ctx, { visit: visitId, words: "x" }))).toBe("forbidden");
  });
});

describe("wishes", () => {
  test("begin as visits allowed and told at once; the same again changes nothing", async () => {
    expect(await readVisitWishes(ana.ctx)).toEqual({ refused: false, tell: "now", code: null });
    expect(await setVisitWishes(ana.ctx, { refuse: false, tell: "now" })).toEqual({ changed: false });
    expect(await setVisitWishes(ana.ctx, { refuse: true, tell: undefined })).toEqual({ changed: true });
    expect(await setVisitWishes(ana.ctx, { refuse: undefined, tell: "daily" })).toEqual({ changed: true });
    expect(await readVisitWishes(ana.ctx)).toMatchObject({ refused: true, tell: "daily" });
    const { expiresAt } = await makeVisitCode(ana.ctx);
    expect((await readVisitWishes(ana.ctx)).code).toEqual({ expiresAt });
  });

  test("refusing ends a visit that is going on, at once", async () => {
    const { agent, secret, visitId } = await visiting(house, ana.email);
    await setVisitWishes(ana.ctx, { refuse: true, tell: undefined });
    expect(await inVisit(agent, secret)).toBeNull();
    expect(await readVisit(ana.ctx, visitId)).toMatchObject({ ended: "by_customer" });
  });

  test("are the customer's alone, and a code is made ten times an hour at most", async () => {
    const { ctx, agent } = await visiting(house, ana.email);
    for (const actor of [ctx, agent]) {
      expect(await refusal(setVisitWishes(actor, { refuse: false, tell: undefined }))).toBe("forbidden");
      expect(await refusal(readVisitWishes(actor))).toBe("forbidden");
    }
    expect(await refusal(makeVisitCode(ctx))).toBe("forbidden");
    const codes = [];
    for (let n = 0; n < 10; n += 1) codes.push((await makeVisitCode(ana.ctx)).code);
    expect(new Set(codes).size).toBe(10);
    expect(await refusal(makeVisitCode(ana.ctx))).toBe("rate_limited");
    const [row] = await withSight(house.db, { subjects: [ana.ctx.subject.id] }, (tx) =>
      tx.select().from(visitWishes),
    );
    expect(codes.some((code) => row?.codeHash?.toString("latin1").includes(code))).toBe(false);
  });
});

describe("being told", () => {
  const tell = (daily = false) => tellOfVisits(house, { customer: ana.ctx.subject.id, daily });
  const told = async () =>
    (await mailOf(house, ana.email)).filter(({ text }) => text.includes("kind=visits"));

  test("at the end of the visit, once, in words without a value", async () => {
    const { ctx } = await visiting(house, ana.email);
    await tell();
    expect(await told()).toEqual([]);
    await endVisit(ctx);
    await Promise.all([tell(), tell()]);
    const mails = await told();
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).toBe("Sam from support looked at your privacy page");
    expect(mails[0]?.text).toContain("ticket 4711");
    expect(mails[0]?.text).not.toContain(ana.phone);
    await tell();
    expect(await told()).toHaveLength(1);
  });

  test("also of a visit that nobody ended", async () => {
    const { visitId } = await visiting(house, ana.email);
    await pass(made.database.adminUrl, visitId, 15);
    await tell();
    expect(await told()).toHaveLength(1);
  });

  test("once a day of all of them, or not at all", async () => {
    await setVisitWishes(ana.ctx, { refuse: undefined, tell: "daily" });
    const { ctx, agent } = await visiting(house, ana.email);
    await endVisit(ctx);
    const second = await visiting(house, ana.email, { agent });
    await endVisit(second.ctx);
    await tell();
    expect(await told()).toEqual([]);
    await tell(true);
    expect((await told()).map(({ subject }) => subject)).toEqual(["2 visits to your privacy page"]);
    await setVisitWishes(ana.ctx, { refuse: undefined, tell: "no" });
    await endVisit((await visiting(house, ana.email, { agent })).ctx);
    await tell();
    await tell(true);
    expect(await told()).toHaveLength(1);
  });
});
