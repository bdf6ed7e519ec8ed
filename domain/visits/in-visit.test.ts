import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { choiceEvents } from "@/db/schema/choices";
import { customerJoins } from "@/db/schema/customers";
import { requests } from "@/db/schema/requests";
import { visitReveals, visits, visitViews } from "@/db/schema/visits";
import { asAdmin } from "@/db/testing";
import { listChoices, objectTo, openEvidence, setChoice, undoAct } from "../choices";
import { type Ctx, proofOf, subjectIds } from "../context";
import { customerSealer } from "../customers/keys";
import { isDomainError } from "../errors";
import type { TestShop } from "../held-data/testing";
import type { House } from "../house";
import { readRequest } from "../requests";
import { testStaff } from "../testing-staff";
import {
  endOpenVisit,
  endVisit,
  findOwnOpenVisit,
  listOwnVisits,
  listVisits,
  noteViewed,
  openRequestInVisit,
  readVisitSoFar,
  revealInVisit,
  sendLink,
  setVisitWishes,
  startVisit,
  stopMarketingInVisit,
  turnOffInVisit,
} from ".";
import { again, inVisit, linesOf, mailOf, pass, searchFor, signedIn, visitHouse, visiting } from "./testing";

let made: Awaited<ReturnType<typeof visitHouse>>;
let house: House;
let shop: TestShop;
let ana: Awaited<ReturnType<typeof signedIn>>;
let at: Awaited<ReturnType<typeof visiting>>;

beforeAll(async () => {
  made = await visitHouse();
  ({ house, shop } = made);
});
afterAll(() => made.close());
beforeEach(async () => {
  ana = await signedIn(house, shop);
  at = await visiting(house, ana.email);
});

const refusal = (act: Promise<unknown>) =>
  act.then(
    () => "nothing",
    (error: unknown) => (isDomainError(error) ? error.code : String(error)),
  );
const rowsOf = <T>(work: (tx: Parameters<Parameters<typeof withSight>[2]>[0]) => Promise<T>) =>
  withSight(house.db, { subjects: subjectIds(ana.ctx.subject) }, work);
const eventsOf = () => rowsOf((tx) => tx.select().from(choiceEvents).orderBy(choiceEvents.seq));
const off = { purpose: "offers", channel: "email", asked: "phone" as const, words: "No more, please." };

describe("the end", () => {
  test("is the agent's to make, once, and the visit is over at the next request", async () => {
    await endVisit(at.ctx);
    await endVisit(at.ctx);
    expect(await inVisit(at.agent, at.secret)).toBeNull();
    expect((await linesOf(house, at.agent, "visit.end")).map(({ detail }) => detail)).toEqual([
      { how: "by_agent", minutes: 1, visit: at.visitId, ticket: "4711" },
    ]);
  });

  test("can be made from the desk, without the secret, and of one's own visit alone", async () => {
    const other = await testStaff(house, "support");
    expect(await endOpenVisit(other)).toBe(false);
    expect(await inVisit(at.agent, at.secret)).not.toBeNull();
    expect((await findOwnOpenVisit(at.agent))?.id).toBe(at.visitId);
    expect(await endOpenVisit(at.agent, "sign_out")).toBe(true);
    expect(await inVisit(at.agent, at.secret)).toBeNull();
    expect(await findOwnOpenVisit(at.agent)).toBeNull();
    expect(await endOpenVisit(at.agent)).toBe(false);
  });

  test.each([-600_000, 0, 600_000])(
    "comes at 15:00 by the database's clock, whatever the server's is (%i)",
    async (wrong) => {
      await pass(made.database.adminUrl, at.visitId, 14);
      expect(await inVisit(at.agent, at.secret)).not.toBeNull();
      await pass(made.database.adminUrl, at.visitId, 1);
      const agent = { ...at.agent, now: new Date(at.agent.now.getTime() + wrong) };
      expect(await inVisit(agent, at.secret)).toBeNull();
      const late: Ctx = { ...at.ctx, now: new Date(at.ctx.now.getTime() + wrong) };
      await setChoice(ana.ctx, { purpose: "offers", channel: "email", to: "on" });
      expect(await refusal(turnOffInVisit(late, off))).toBe("expired");
      expect(
        await refusal(revealInVisit(late, { item: "phone", record: undefined, reason: "To check." })),
      ).toBe("expired");
      expect(await refusal(noteViewed(late, { page: "/data", items: ["phone"] }))).toBe("expired");
    },
  );

  test.each([
    ["disabled", (id: string) => `update staff set disabled_at = now() where id = '${id}'`],
    [
      "of another role",
      (id: string) => `update staff set role = 'auditor', version = version + 1 where id = '${id}'`,
    ],
    ["signed out", (id: string) => `update staff_sessions set ended_at = now() where staff_id = '${id}'`],
  ])("comes with the agent being %s, at the very next request", async (_, change) => {
    await setChoice(ana.ctx, { purpose: "offers", channel: "email", to: "on" });
    await asAdmin(made.database.adminUrl, change(at.agent.actor.staffId));
    expect(await inVisit(at.agent, at.secret)).toBeNull();
    expect(await refusal(turnOffInVisit(at.ctx, off))).toBe("expired");
  });
});

describe("what was looked at", () => {
  test("is noted once for a page and its items, without what follows the path", async () => {
    expect(
      await noteViewed(at.ctx, { page: "/data?item=phone#x", items: ["phone", "email", "unknown"] }),
    ).toEqual({
      changed: true,
    });
    expect(await noteViewed(at.ctx, { page: "/data", items: ["email", "phone"] })).toEqual({
      changed: false,
    });
    expect(await noteViewed(at.ctx, { page: "/choices", items: [] })).toEqual({ changed: true });
    const rows = await rowsOf((tx) => tx.select().from(visitViews));
    expect(rows.map(({ page, item }) => `${page} ${item}`).sort()).toEqual([
      "/choices ",
      "/data ",
      "/data email",
      "/data phone",
    ]);
    expect((await linesOf(house, at.agent, "visit.view")).map(({ detail }) => detail.page)).toEqual([
      "/data",
      "/choices",
    ]);
  });

  test("a value is revealed with a reason: one line of the audit, however often it is asked", async () => {
    const ask = () =>
      revealInVisit(at.ctx, { item: "phone", record: undefined, reason: "The number is in doubt." });
    const done = await Promise.all([ask(), ask(), ask()]);
    expect(done.filter(({ changed }) => changed)).toHaveLength(1);
    expect(await ask()).toEqual({ changed: false });
    expect((await linesOf(house, at.agent, "visit.reveal")).map(({ detail }) => detail)).toEqual([
      { item: "phone", record: null, visit: at.visitId, ticket: "4711" },
    ]);
    const [row] = await rowsOf((tx) => tx.select().from(visitReveals));
    expect(row?.reasonSealed.toString("utf8")).not.toContain("doubt");
    expect(await readVisitSoFar(at.ctx)).toMatchObject({
      reveals: [{ item: "phone", record: null }],
      changes: 0,
    });
  });

  test("nothing special is revealed, nothing without a reason, nothing that is not held", async () => {
    const ask = (item: string, reason = "Because.") =>
      refusal(revealInVisit(at.ctx, { item, record: undefined, reason }));
    expect([await ask("diet"), await ask("phone", "  "), await ask("unknown")]).toEqual([
      "locked",
      "invalid",
      "not_found",
    ]);
    expect(await linesOf(house, at.agent, "visit.reveal")).toEqual([]);
  });
});

describe("turning off", () => {
  test("is staff's act in the customer's ledger, with the wish sealed into it, and the customer turns it on again", async () => {
    await setChoice(ana.ctx, { purpose: "offers", channel: "email", to: "on" });
    const done = await turnOffInVisit(at.ctx, off);
    expect(done).toMatchObject({ changed: true, changes: [{ purpose: "offers", now: "off", by: "staff" }] });
    expect(await turnOffInVisit(at.ctx, off)).toMatchObject({ changed: false });
    const event = (await eventsOf()).at(-1);
    expect(event).toMatchObject({
      ...{ act: "withdraw", state: "withdrawn", actorKind: "staff", actorId: at.agent.actor.staffId },
      ...{ viaKind: "visit", viaId: at.visitId },
    });
    expect(event?.evidence?.toString("utf8")).not.toContain("No more");
    const sealer = await rowsOf((tx) => customerSealer(tx, house.keys, ana.ctx.subject.id));
    expect(event && openEvidence(sealer, event)).toEqual({
      ...{ method: "phone", words: "No more, please.", ticket: "4711", visit: at.visitId },
      ...{ staff: "Sam", role: "support" },
    });
    const [line] = await linesOf(house, at.agent, "choice.lower");
    expect(line).toMatchObject({
      customerId: ana.ctx.subject.id,
      detail: { visit: at.visitId, ticket: "4711" },
    });
    expect(await refusal(undoAct(at.ctx, { act: done.act ?? "" }))).toBe("forbidden");
    expect(await setChoice(ana.ctx, { purpose: "offers", channel: "email", to: "on" })).toMatchObject({
      changed: true,
    });
  });

  test("an interest is objected to, a whole purpose goes off at once, and all marketing is one act", async () => {
    for (const channel of ["email", "sms"])
      await setChoice(ana.ctx, { purpose: "offers", channel, to: "on" });
    expect(await turnOffInVisit(at.ctx, { ...off, purpose: "reviews" })).toMatchObject({
      changes: [{ purpose: "reviews", now: "objected" }],
    });
    const all = await stopMarketingInVisit(at.ctx, {
      asked: "writing",
      words: "Stop it all.",
      seen: undefined,
    });
    expect(all.changes.map(({ purpose, channel }) => `${purpose} ${channel}`)).toEqual([
      "offers email",
      "offers sms",
      "news email",
    ]);
    expect(new Set((await eventsOf()).slice(-3).map(({ actId }) => actId)).size).toBe(1);
  });

  test("what is locked, not there or not offered is refused; a customer who looks sees who it was", async () => {
    const ask = (purpose: string, channel?: string) =>
      refusal(turnOffInVisit(at.ctx, { ...off, purpose, channel }));
    expect([await ask("tax", "email"), await ask("nothing"), await ask("news", "sms")]).toEqual([
      "locked",
      "not_offered",
      "not_offered",
    ]);
    await setChoice(ana.ctx, { purpose: "picks", channel: "", to: "on" });
    await turnOffInVisit(at.ctx, { ...off, purpose: "picks", channel: "" });
    const cell = (await listChoices(ana.ctx)).bands
      .flatMap(({ rows }) => rows)
      .find(({ purpose }) => purpose === "picks")?.cells[0];
    expect(cell?.last?.by).toBe("staff");
  });

  test("outside of a visit, in another's, or as the customer it is refused", async () => {
    const ben = await signedIn(house, shop);
    expect(await refusal(turnOffInVisit(at.agent, off))).toBe("forbidden");
    expect(await refusal(turnOffInVisit(ana.ctx, off))).toBe("forbidden");
    expect(await refusal(turnOffInVisit({ ...at.ctx, subject: ben.ctx.subject }, off))).toBe("forbidden");
    expect(await refusal(setChoice(at.ctx, { purpose: "offers", channel: "email", to: "on" }))).toBe(
      "forbidden",
    );
    expect(await refusal(objectTo(at.ctx, { purpose: "reviews", channel: "email" }))).toBe("forbidden");
  });
});

describe("for the customer", () => {
  test("a request says in which visit it was opened, and is the customer's", async () => {
    const opened = await openRequestInVisit(at.ctx, {
      kind: "limit",
      item: undefined,
      text: "As told by phone.",
    });
    const [row] = await rowsOf((tx) => tx.select().from(requests));
    expect(row).toMatchObject({ id: opened.id, kind: "limit", openedIn: at.visitId });
    const view = await readRequest(ana.ctx, { id: opened.id });
    expect(view).toMatchObject({ openedFor: { staff: "Sam", ticket: "4711" }, text: "As told by phone." });
    expect(await linesOf(house, at.agent, "request.open")).toMatchObject([{ detail: { visit: at.visitId } }]);
    expect(
      await refusal(openRequestInVisit(ana.ctx, { kind: "limit", item: undefined, text: undefined })),
    ).toBe("forbidden");
  });

  test("a link goes to their own address and is none but the page's", async () => {
    const { to } = await sendLink(at.ctx, { kind: "choice", purpose: "offers", channel: "email" });
    expect(to).toBe(`${ana.email[0]}•••@example.com`);
    const [mail] = await mailOf(house, ana.email);
    expect(mail?.text).toContain("http://localhost:3000/choices#offers");
    expect(mail?.text).toContain("Sam");
    expect(await linesOf(house, at.agent, "visit.link")).toMatchObject([
      { detail: { kind: "choice", purpose: "offers", channel: "email", visit: at.visitId } },
    ]);
    const wrong = { kind: "choice", purpose: "nothing", channel: undefined } as const;
    expect(await refusal(sendLink(at.ctx, wrong))).toBe("not_offered");
    const terms = { kind: "terms", purpose: undefined, channel: undefined } as const;
    for (let n = 0; n < 4; n += 1) await sendLink(at.ctx, terms);
    expect(await refusal(sendLink(at.ctx, terms))).toBe("rate_limited");
    expect(await refusal(sendLink(at.agent, terms))).toBe("forbidden");
  });
});

test("an agent's own list has tickets and initials, of their own visits, and nothing else of a person", async () => {
  await setChoice(ana.ctx, { purpose: "offers", channel: "email", to: "on" });
  await turnOffInVisit(at.ctx, off);
  await revealInVisit(at.ctx, { item: "phone", record: undefined, reason: "To check." });
  const list = await listOwnVisits(at.agent);
  expect(list).toMatchObject([
    {
      id: at.visitId,
      initials: "A. R.",
      ticket: "4711",
      minutes: 1,
      changes: 1,
      reveals: 1,
      requests: 0,
      endedAt: null,
    },
  ]);
  expect(JSON.stringify(list)).not.toContain(ana.email);
  expect(await listOwnVisits(await testStaff(house, "support"))).toEqual([]);
  expect(await refusal(listOwnVisits(await testStaff(house, "auditor")))).toBe("forbidden");
  expect(await refusal(listOwnVisits(at.ctx))).toBe("forbidden");
  expect(await rowsOf((tx) => tx.$count(visits))).toBe(1);
});

describe("a person with several records", () => {
  test("is visited as one: what is turned off, noted and refused on one holds for all", async () => {
    const [first, second] = [await signedIn(house, shop), await signedIn(house, shop)];
    const [a, b] = [first.ctx.subject.id, second.ctx.subject.id];
    await asAdmin(
      made.database.adminUrl,
      `insert into customer_joins (customer_id, other_id) values ('${a}', '${b}'), ('${b}', '${a}')`,
    );
    // As where a system told of the older one before the shop had the person: they are in the shop once.
    await asAdmin(made.database.adminUrl, `delete from customer_links where customer_id = '${a}'`);
    await shop.run(`update customer set email = null where number = '${first.number}'`);
    const linked = await again(house, second);
    expect(linked.subject).toEqual({ id: a, linked: [b] });
    await setChoice(linked, { purpose: "offers", channel: "email", to: "on" });
    const { ctx, agent, secret } = await visiting(house, second.email);
    expect(ctx.subject).toEqual(linked.subject);
    expect(await turnOffInVisit(ctx, off)).toMatchObject({ changed: true });
    await revealInVisit(ctx, { item: "phone", record: undefined, reason: "To check." });
    expect(await listVisits(linked)).toMatchObject([{ changes: [{}], reveals: [{}] }]);
    await setVisitWishes(linked, { refuse: true, tell: undefined });
    expect(await inVisit(agent, secret)).toBeNull();
    for (const email of [first.email, second.email])
      expect(await startVisit(agent, searchFor(email))).toEqual({ outcome: "not_started" });
  });

  test("who are two people to the shop is visited as neither, and the desk does not part them", async () => {
    const agent = await testStaff(house, "support");
    const [first, second] = [await signedIn(house, shop), await signedIn(house, shop)];
    const [a, b] = [first.ctx.subject.id, second.ctx.subject.id];
    await asAdmin(
      made.database.adminUrl,
      `insert into customer_joins (customer_id, other_id) values ('${a}', '${b}'), ('${b}', '${a}')`,
    );
    for (const email of [first.email, second.email])
      expect(await startVisit(agent, searchFor(email))).toEqual({ outcome: "not_started" });
    const parted = withSight(house.db, { subjects: [a, b], ...proofOf(agent.actor) }, (tx) =>
      tx.delete(customerJoins),
    );
    await expect(parted).rejects.toMatchObject({ cause: { code: "FT003" } });
  });

  test("is not found by an address of theirs that is nobody's in the shop now", async () => {
    const agent = await testStaff(house, "support");
    const [first, second] = [await signedIn(house, shop), await signedIn(house, shop)];
    const [a, b] = [first.ctx.subject.id, second.ctx.subject.id];
    await asAdmin(
      made.database.adminUrl,
      `insert into customer_joins (customer_id, other_id) values ('${a}', '${b}'), ('${b}', '${a}')`,
    );
    await asAdmin(made.database.adminUrl, `delete from customer_links where customer_id = '${a}'`);
    await shop.run(`update customer set email = null where number = '${first.number}'`);
    expect(await startVisit(agent, searchFor(first.email))).toEqual({ outcome: "not_started" });
  });
});
