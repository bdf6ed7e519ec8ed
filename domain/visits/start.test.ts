import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { customers, identifiers } from "@/db/schema/customers";
import { asAdmin } from "@/db/testing";
import { decideMany } from "../choices";
import { testSystem } from "../choices/testing-system";
import { type CustomerReference, readIdentifiers } from "../customers";
import { isDomainError } from "../errors";
import type { TestShop } from "../held-data/testing";
import type { House } from "../house";
import { emailLookup } from "../staff/keys";
import { tellChoices } from "../systems";
import { secondHouse } from "../testing";
import { type StaffCtx, testStaff } from "../testing-staff";
import { endOpenVisit, makeVisitCode, setVisitWishes, startVisit, turnOffInVisit } from ".";
import type { StartVisitInput } from "./catalog";
import {
  addToShop,
  auditLines,
  inVisit,
  linesOf,
  mailOf,
  searchFor,
  signedIn,
  visitHouse,
  visiting,
} from "./testing";

let house: House;
let shop: TestShop;
let made: Awaited<ReturnType<typeof visitHouse>>;
let agent: StaffCtx;

beforeAll(async () => {
  made = await visitHouse();
  ({ house, shop } = made);
});
afterAll(() => made.close());
beforeEach(async () => {
  agent = await testStaff(house, "support");
});

const refusal = (act: Promise<unknown>) =>
  act.then(
    () => "nothing",
    (error: unknown) => (isDomainError(error) ? error : String(error)),
  );
const start = (value: string, more: Partial<StartVisitInput> = {}) =>
  startVisit(agent, searchFor(value, more));

describe("finding", () => {
  test("finds the record that a source has, where a system told of the address before", async () => {
    const system = await testSystem(house, ["choices:write", "decisions"]);
    const yes = {
      ...{ purpose: "offers", channel: "email", state: "granted" as const, until: null },
      evidence: { method: "form", wording: "Yes", locale: "en" },
    };
    const told = (customer: CustomerReference) =>
      tellChoices(system, { customer, choices: [{ ...yes, occurredAt: new Date() }] });
    const email = "told.before@example.com";
    const stub = await told({ email });
    const { number } = await addToShop(shop, { email });
    const held = await told({ customer_number: number });
    expect(held.customer.id).not.toBe(stub.customer.id);
    const { ctx } = await visiting(house, email, { agent });
    expect(ctx.subject).toEqual({ id: held.customer.id, linked: [] });
    await turnOffInVisit(ctx, { purpose: "offers", channel: "email", asked: "phone", words: "Stop these" });
    const cell = { purpose: "offers", channel: "email", items: [] };
    const asked = [
      { customer: { customer_number: number }, ...cell },
      { customer: { email }, ...cell },
    ];
    expect((await decideMany(system, asked)).map(({ decision }) => decision)).toEqual(["deny", "deny"]);
  });

  test.each(["email", "phone", "customer_number"] as const)(
    "by %s, exactly and in any spelling",
    async (by) => {
      const ana = await signedIn(house, shop);
      const value = {
        email: ` ${ana.email.toUpperCase()} `.trim(),
        phone: `${ana.phone.slice(0, 4)} ${ana.phone.slice(4)}`,
        customer_number: ana.number,
      }[by];
      const { ctx } = await visiting(house, value, { agent, more: { by } });
      expect(ctx.subject.id).toBe(ana.ctx.subject.id);
      expect(ctx.actor.visit).toMatchObject({
        ticket: "4711",
        reason: "The customer called",
        shownName: "Sam",
      });
      expect(ctx.actor.visit.endsAt.getTime() - ctx.actor.visit.startedAt.getTime()).toBe(15 * 60_000);
    },
  );

  test("a part of an address or number finds nobody", async () => {
    const ana = await signedIn(house, shop);
    for (const [by, value] of [
      ["email", ana.email.slice(1)],
      ["email", ana.email.replace("@", "%@")],
      ["phone", ana.phone.slice(0, -1)],
      ["customer_number", `${ana.number}0`],
      ["customer_number", "%"],
      ["customer_number", "N-_"],
    ] as const)
      expect(
        await refusal(start(value, { by }).then(({ outcome }) => expect(outcome).toBe("not_started"))),
      ).toBe("nothing");
  });

  test("somebody of the shop who was never here is made, and nothing of theirs counts as proved", async () => {
    const ben = await addToShop(shop);
    const { ctx } = await visiting(house, ben.number, { agent, more: { by: "customer_number" } });
    const known = await withSight(house.db, { subjects: [ctx.subject.id] }, (tx) => readIdentifiers(tx, ctx));
    expect(known.map(({ kind, value }) => [kind, value])).toEqual(
      expect.arrayContaining([
        ["email", ben.email],
        ["phone", ben.phone],
      ]),
    );
    expect(known.every(({ verifiedAt }) => verifiedAt === null)).toBe(true);
    const { ctx: same } = await signedIn(house, shop, ben);
    expect(same.subject.id).toBe(ctx.subject.id);
  });

  test("a number of two people is nobody's", async () => {
    const ana = await addToShop(shop);
    await addToShop(shop, { phone: ana.phone });
    expect(await start(ana.phone, { by: "phone" })).toEqual({ outcome: "not_started" });
  });

  test("whoever only we know is found by their own address, and by nobody's old one", async () => {
    const ana = await signedIn(house, shop);
    await shop.run(`update customer set email = 'moved@example.com' where number = '${ana.number}'`);
    expect(await start(ana.email)).toEqual({ outcome: "not_started" });
    await shop.run(`update customer set email = '${ana.email}' where number = '${ana.number}'`);
  });

  test("a source that does not answer makes nobody new, and those we know are found", async () => {
    const [ana, ben] = [await signedIn(house, shop), await addToShop(shop)];
    const closed = "postgres://nobody@127.0.0.1:1/none";
    const sources = house.brand.sources.map((source) => ({ ...source, url: closed }));
    const lost = { ...house, rooms: new Map(), brand: { ...house.brand, sources } };
    const ask = (value: string) => startVisit({ ...agent, house: lost }, searchFor(value));
    const before = await house.db.orm.$count(customers);
    expect(await ask(ben.email)).toEqual({ outcome: "not_started" });
    expect(await house.db.orm.$count(customers)).toBe(before);
    expect(await ask(ana.email)).toMatchObject({ outcome: "started" });
  });
});

describe("what must be so first", () => {
  test.each([
    [
      "a ticket that is none",
      { ticket: "47" },
      { code: "invalid", params: { field: "ticket", pattern: "[0-9]{4,6}" } },
    ],
    ["a reason that is not in the list", { reason: 7 }, { code: "invalid", params: { field: "reason" } }],
    ["what is no address", { value: "ana at example" }, { code: "invalid", params: { field: "value" } }],
  ])("%s is refused", async (_, more, expected) => {
    const ana = await signedIn(house, shop);
    expect(await refusal(start(ana.email, more))).toMatchObject(expected);
  });

  test.each(["privacy_officer", "admin", "auditor"] as const)("%s opens none", async (role) => {
    const other = await testStaff(house, role);
    expect(await refusal(startVisit(other, searchFor("a@b.example")))).toMatchObject({ code: "forbidden" });
  });

  test("nobody, and a customer, open none", async () => {
    const ana = await signedIn(house, shop);
    const ask = (ctx: Parameters<typeof startVisit>[0]) => refusal(startVisit(ctx, searchFor(ana.email)));
    expect(await ask(ana.ctx)).toMatchObject({ code: "forbidden" });
    expect(await ask({ ...agent, actor: { kind: "nobody" } })).toMatchObject({ code: "signed_out" });
  });

  test("the second factor is five minutes old at most, also when the server's clock is wrong", async () => {
    const ana = await signedIn(house, shop);
    const old = new Date(agent.now.getTime() - 301_000);
    const stale = { ...agent, actor: { ...agent.actor, secondFactorAt: old } };
    expect(await refusal(startVisit(stale, searchFor(ana.email)))).toMatchObject({
      code: "step_up_required",
    });
    await asAdmin(
      made.database.adminUrl,
      `update staff_sessions set second_at = now() - interval '6 minutes' where id = '${agent.actor.sessionId}'`,
    );
    const wrong = { ...agent, now: new Date(agent.now.getTime() - 600_000) };
    expect(await refusal(startVisit(wrong, searchFor(ana.email)))).toMatchObject({
      code: "step_up_required",
    });
  });

  test("unsigned rules open none", async () => {
    const text = { markdown: "Rules", hash: "a".repeat(64), tree: { intro: [], clauses: [], footnotes: [] } };
    const staffRules = [{ role: "support", locale: "en", ...text }];
    const ruled = { ...agent, house: { ...house, brand: { ...house.brand, staffRules } } };
    expect(await refusal(startVisit(ruled, searchFor("a@b.example")))).toMatchObject({
      code: "rules_unsigned",
    });
  });

  test("one visit at a time, on any server; not from within one, and the attempt is on record", async () => {
    const [ana, ben] = [await signedIn(house, shop), await signedIn(house, shop)];
    const { ctx } = await visiting(house, ana.email, { agent });
    expect(await refusal(start(ben.email))).toMatchObject({ code: "conflict" });
    expect(await refusal(startVisit(ctx, searchFor(ben.email)))).toMatchObject({ code: "forbidden" });
    expect(await linesOf(house, agent, "alert.nested")).toHaveLength(1);
    const searches = (await linesOf(house, agent, "visit.find")).map(({ detail }) => detail);
    expect(searches.map(({ outcome }) => outcome)).toEqual(["open", "in_visit"]);
    expect(searches[1]).toMatchObject({ visit: ctx.actor.visit.id, ticket: "4711" });
  });

  test("of many at once exactly one begins", async () => {
    const people = await Promise.all([1, 2, 3, 4].map(() => addToShop(shop)));
    const done = await Promise.all(people.map(({ email }) => refusal(start(email))));
    expect(done.filter((one) => one === "nothing")).toHaveLength(1);
  });
});

describe("limits", () => {
  test("thirty searches a minute over two servers, each one line of the audit without what was searched", async () => {
    const other = await secondHouse(made.database, { brand: house.brand });
    const houses = [house, other];
    const asks = Array.from({ length: 30 }, (_, n) =>
      startVisit({ ...agent, house: houses[n % 2] ?? house }, searchFor(`stranger${n}@example.com`)),
    );
    expect(new Set((await Promise.all(asks)).map(({ outcome }) => outcome))).toEqual(
      new Set(["not_started"]),
    );
    expect(await refusal(start("stranger@example.com"))).toMatchObject({ code: "rate_limited" });
    const lines = await linesOf(house, agent);
    expect(lines).toHaveLength(30);
    expect(new Set(lines.map(({ act }) => act))).toEqual(new Set(["visit.find"]));
    expect(new Set(lines.map(({ detail }) => detail.searched)).size).toBe(30);
    expect(JSON.stringify(lines)).not.toContain("stranger");
    await other.db.pool.end();
  });
});

test("three hundred searches a day", async () => {
  await start("first@example.com");
  await asAdmin(made.database.adminUrl, "update limits set points = 300 where key like 'visit_day:%'");
  expect(await refusal(start("last@example.com"))).toMatchObject({ code: "rate_limited" });
});

describe("one answer", () => {
  test("nobody, who refuses, a wrong code, staff and oneself are told alike", async () => {
    const refuses = await signedIn(house, shop);
    await setVisitWishes(refuses.ctx, { refuse: true });
    const coded = await signedIn(house, shop);
    await setVisitWishes(coded.ctx, { refuse: true });
    await makeVisitCode(coded.ctx);
    const colleague = await signedIn(house, shop);
    const self = await signedIn(house, shop);
    await lend(await testStaff(house, "auditor"), colleague.email);
    await lend(agent, self.email);
    const cases = {
      nobody: searchFor("nobody@example.com"),
      refused: searchFor(refuses.email),
      refused_code: searchFor(coded.email, { code: "00000000" }),
      staff: searchFor(colleague.phone, { by: "phone" }),
      own: searchFor(self.email),
    };
    const answers: Record<string, string> = {};
    for (const [name, input] of Object.entries(cases)) {
      const answer = await startVisit(agent, input);
      answers[name] = JSON.stringify(answer);
    }
    const same = JSON.stringify({ outcome: "not_started" });
    expect(answers).toEqual({ nobody: same, refused: same, refused_code: same, staff: same, own: same });
    const found = (await linesOf(house, agent, "visit.find")).map(({ detail }) => detail.outcome);
    expect(found).toEqual(["nobody", "refused", "refused", "staff", "own"]);
    const alerts = await linesOf(house, agent, "alert.staff");
    expect(alerts.map(({ detail }) => detail)).toEqual([
      { own: false, ticket: "4711" },
      { own: true, ticket: "4711" },
    ]);
  });

  /** Gives somebody of staff the address of a customer. */
  const lend = async (who: StaffCtx, email: string) => {
    const lookup = emailLookup(house.keys, email).toString("hex");
    await asAdmin(
      made.database.adminUrl,
      `update staff set lookup = decode('${lookup}', 'hex') where id = '${who.actor.staffId}'`,
    );
  };
});

describe("the code of a customer who refuses", () => {
  test("allows one visit, once, and says so", async () => {
    const ana = await signedIn(house, shop);
    await setVisitWishes(ana.ctx, { refuse: true });
    const { code } = await makeVisitCode(ana.ctx);
    expect(code).toMatch(/^[0-9]{8}$/);
    const spoken = `${code.slice(0, 4)} ${code.slice(4)}`.replaceAll(" ", "");
    const { ctx } = await visiting(house, ana.email, { agent, more: { code: spoken } });
    expect(ctx.actor.visit.withCode).toBe(true);
    const other = await testStaff(house, "support");
    expect(await startVisit(other, searchFor(ana.email, { code }))).toEqual({ outcome: "not_started" });
  });

  test("of two agents with one code at once exactly one gets in, and the other gets the one answer", async () => {
    const ana = await signedIn(house, shop);
    await setVisitWishes(ana.ctx, { refuse: true });
    const { code } = await makeVisitCode(ana.ctx);
    const agents = [agent, await testStaff(house, "support"), await testStaff(house, "support")];
    const done = await Promise.all(agents.map((one) => startVisit(one, searchFor(ana.email, { code }))));
    expect(done.map(({ outcome }) => outcome).sort()).toEqual(["not_started", "not_started", "started"]);
  });

  test("a new code voids the old, five wrong tries void it, and another's never fits", async () => {
    const [ana, ben] = [await signedIn(house, shop), await signedIn(house, shop)];
    for (const { ctx } of [ana, ben]) await setVisitWishes(ctx, { refuse: true });
    const first = await makeVisitCode(ana.ctx);
    const second = await makeVisitCode(ana.ctx);
    const bens = await makeVisitCode(ben.ctx);
    const others = [first.code, bens.code, "1", "2", "3"].filter((code) => code !== second.code);
    for (const code of others) expect(await start(ana.email, { code })).toEqual({ outcome: "not_started" });
    expect(await start(ana.email, { code: second.code })).toEqual({ outcome: "not_started" });
    expect(await start(ben.email, { code: bens.code })).toMatchObject({ outcome: "started" });
  });

  test("is over after half an hour by the database's clock", async () => {
    const ana = await signedIn(house, shop);
    await setVisitWishes(ana.ctx, { refuse: true });
    const { code } = await makeVisitCode(ana.ctx);
    await asAdmin(
      made.database.adminUrl,
      `alter table visit_wishes disable trigger user;
       update visit_wishes set code_expires_at = now() where customer_id = '${ana.ctx.subject.id}';
       alter table visit_wishes enable trigger user;`,
    );
    const early = { ...agent, now: new Date(agent.now.getTime() - 600_000) };
    expect(await startVisit(early, searchFor(ana.email, { code }))).toEqual({ outcome: "not_started" });
  });

  test("is kept as a keyed hash, and no line of the audit has it", async () => {
    const ana = await signedIn(house, shop);
    const { code } = await makeVisitCode(ana.ctx);
    expect(JSON.stringify(await auditLines(house))).not.toContain(code);
  });
});

describe("alerts", () => {
  test("a ticket that is none, out of hours, and many: on record, and one message an hour for each", async () => {
    const hours = { from: "00:00", to: "00:00", days: [] };
    const shut = { ...house, brand: { ...house.brand, desk: { ...house.brand.desk, hours } } };
    const late = { ...agent, house: shut };
    for (const ticket of ["1", "2"]) await refusal(startVisit(late, searchFor("a@b.example", { ticket })));
    const ana = await signedIn(house, shop);
    const { outcome } = await startVisit(late, searchFor(ana.email));
    expect(outcome).toBe("started");
    const acts = (await linesOf(house, agent)).map(({ act, detail }) => `${act} ${detail.ticket}`);
    expect(acts).toEqual([
      "alert.ticket 1",
      "alert.ticket 2",
      "visit.find 4711",
      "alert.hours 4711",
      "visit.start 4711",
    ]);
    const mails = (await mailOf(house, "officer@tiny.example")).filter(({ text }) =>
      text.includes("Sam Okafor"),
    );
    expect(mails.filter(({ subject }) => subject.includes("out of hours"))).not.toEqual([]);
    expect(mails.every(({ text }) => !text.includes(ana.email))).toBe(true);
  });

  test("the eleventh visit in an hour is told", async () => {
    const ana = await signedIn(house, shop);
    for (let n = 0; n < 11; n += 1) {
      await visiting(house, ana.email, { agent });
      await endOpenVisit(agent);
    }
    expect((await linesOf(house, agent, "alert.many")).map(({ detail }) => detail.visits)).toEqual([11]);
  });
});

test("the visit's row, the search and the start are on record together, with the customer and the ticket", async () => {
  const ana = await signedIn(house, shop);
  const { visitId, secret } = await visiting(house, ana.email, { agent });
  const [find, begin] = await linesOf(house, agent);
  expect(find).toMatchObject({
    act: "visit.find",
    customerId: "00000000-0000-0000-0000-000000000000",
    detail: { by: "email", ticket: "4711", outcome: "open", code: false, reason: "The customer called" },
  });
  expect(begin).toMatchObject({
    act: "visit.start",
    customerId: ana.ctx.subject.id,
    detail: { visit: visitId, ticket: "4711", withCode: false, isNew: false },
  });
  expect(JSON.stringify([find, begin])).not.toContain(ana.email);
  const stranger = await testStaff(house, "support");
  expect(await inVisit(stranger, secret)).toBeNull();
  expect(await inVisit(agent, `${secret}x`)).toBeNull();
  expect(await house.db.orm.$count(identifiers)).toBe(0);
});
