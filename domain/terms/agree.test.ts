import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { texts } from "@/db/schema/texts";
import { asAdmin } from "@/db/testing";
import { listActivity } from "../activity";
import { setChoice } from "../choices";
import { auditOf, type Person, testPerson } from "../choices/testing";
import { proofOf } from "../context";
import type { House } from "../house";
import { testHouse } from "../testing";
import { testStaff } from "../testing-staff";
import { testVisit } from "../testing-visit";
import { marksOf } from "./accept";
import type { DecideTermsInput } from "./catalog";
import { publishFirst } from "./first";
import {
  decideTerms,
  listStandings,
  listTermsRecord,
  noteShown,
  publishTerms,
  readChangesForYou,
} from "./index";
import { announceVersion, tellOfTerms } from "./tell";
import { termsBrand } from "./testing";
import { verifyTermsChain } from "./verify";

const today = new Date().toISOString().slice(0, 10);
const required = { "terms/privacy/document.yaml": ["agreement: notice", "agreement: required"] } as const;
/** A version of today, whose lines somebody read. */
const added = (lines: string) => ({
  [`terms/privacy/${today}/full.en.md`]:
    "# Privacy\n\n## What we keep\n\nOrders, for two years.\n\n## Offers\n\nBy post.\n",
  [`terms/privacy/${today}/summary.en.yaml`]: `changed: We keep orders longer.\npoints:\n${lines}`,
});
const KEEP =
  '  - { id: keep, text: We keep orders for two years., clauses: [what-we-keep], purposes: [orders], checked: "MARK" }\n';
const OFFERS =
  '  - { id: post, text: We send offers by post., clauses: [offers], purposes: [offers], checked: "MARK" }\n';

let house: House;
let adminUrl: string;
let close: () => Promise<void>;
let ana: Person;
let ben: Person;

const inHouse = (person: Person, next: House): Person => ({ ...person, house: next, now: new Date() });
const standing = async (person: Person) => {
  const [first] = await listStandings(person);
  if (!first) throw new Error("no document in force");
  return first;
};
const answer = async (person: Person, decision: DecideTermsInput["decision"]) => {
  const { document, now } = await standing(person);
  return decideTerms(person, { document, version: now.version, hash: now.hash, decision });
};

/** The folder with that version added, its lines marked as read, in another start of the house. */
async function grown(lines: string): Promise<House> {
  const unread = await termsBrand({ ...required, ...added(lines.replaceAll(', checked: "MARK"', "")) });
  const document = unread.terms[0];
  const version = document?.versions.at(-1);
  const summary = version?.summaries[0];
  if (!document || !version || !summary) throw new Error("no version");
  const marks = marksOf({ document, version }, summary);
  const marked = lines.replaceAll(
    /id: (\w+),(.*)"MARK"/gu,
    (_all, id: string, rest: string) => `id: ${id},${rest}"${marks.get(id)}"`,
  );
  return { ...house, brand: await termsBrand({ ...required, ...added(marked) }) };
}

beforeAll(async () => {
  const made = await testHouse({ brand: await termsBrand(required) });
  ({ house, close } = made);
  adminUrl = made.database.adminUrl;
  await publishFirst(house.db, house.brand);
  ana = await testPerson(house);
  ben = await testPerson(house);
});
afterAll(() => close());

describe("what a person says to the terms", () => {
  test("who never said anything is asked; nothing is agreed by silence or by looking", async () => {
    expect(await standing(ana)).toMatchObject({ wants: "ask", decided: null, agreed: null });
    await noteShown(ana, { document: "privacy" });
    await noteShown(ana, { document: "privacy" });
    expect(await standing(ana)).toMatchObject({ wants: "ask", decided: null, agreed: null });
    expect((await listTermsRecord(ana)).map(({ act }) => act)).toEqual(["shown"]);
  });

  test("“not now” holds for this session alone", async () => {
    expect(await answer(ana, "later")).toMatchObject({ changed: true });
    expect(await answer(ana, "later")).toMatchObject({ changed: false });
    expect(await standing(ana)).toMatchObject({ wants: "waits", agreed: null });
    // Said in another session, it waits no longer.
    const other = { ...ana, actor: { ...ana.actor, sessionId: "00000000-0000-4000-8000-000000000000" } };
    expect(await standing(other as Person)).toMatchObject({ wants: "ask" });
  });

  test("yes and no are kept with what was shown, each with its audit line; the same again writes nothing", async () => {
    expect(await answer(ana, "agree")).toMatchObject({ changed: true, decision: "agree" });
    expect(await answer(ana, "agree")).toMatchObject({ changed: false });
    expect(await answer(ana, "later")).toMatchObject({ changed: false });
    expect(await answer(ben, "refuse")).toMatchObject({ changed: true });
    expect(await standing(ana)).toMatchObject({ wants: "nothing", agreed: { version: "2026-06-01" } });
    expect(await standing(ben)).toMatchObject({
      wants: "nothing",
      agreed: null,
      decided: { decision: "refuse" },
    });
    const [record] = await listTermsRecord(ana);
    expect(record).toMatchObject({ act: "agree", version: "2026-06-01", locale: "en" });
    const kept = await withSight(house.db, {}, (tx) =>
      tx
        .select()
        .from(texts)
        .where(eq(texts.hash, record?.shownHash ?? "")),
    );
    expect(JSON.parse(kept[0]?.content ?? "{}")).toMatchObject({
      terms: record?.termsHash,
      points: [{ id: "keep" }, { id: "rights", surprising: true }],
    });
    const lines = (await auditOf(ana)).filter(({ act }) => act.startsWith("terms."));
    expect(lines.map(({ act, detail }) => [act, detail.decision])).toEqual([
      ["terms.shown", "shown"],
      ["terms.decide", "later"],
      ["terms.decide", "agree"],
    ]);
  });

  test("Activity tells it, by its name and version", async () => {
    const { entries } = await listActivity(ana, { kind: "choices" });
    const told = entries.flatMap((entry) =>
      entry.kind === "terms" ? [[entry.event, entry.name.text, entry.version]] : [],
    );
    expect(told).toEqual([
      ["agree", "Privacy notice", "2026-06-01"],
      ["later", "Privacy notice", "2026-06-01"],
    ]);
  });

  test("one's own answers are nobody else's", async () => {
    expect((await listTermsRecord(ben)).map(({ act }) => act)).toEqual(["refuse"]);
    const foreign = { ...ben, subject: ana.subject };
    await expect(listTermsRecord(foreign)).rejects.toMatchObject({ code: "forbidden" });
    await expect(answer(foreign, "agree")).rejects.toMatchObject({ code: "forbidden" });
  });

  test("staff in a visit see it and say nothing; the database lets nobody speak for the person", async () => {
    const visit = await testVisit(house, ana.subject);
    expect(await listStandings(visit)).toHaveLength(1);
    const { now } = await standing(ana);
    const said = { document: "privacy", version: now.version, hash: now.hash, decision: "refuse" as const };
    await expect(decideTerms(visit, said)).rejects.toMatchObject({ code: "forbidden" });
    await noteShown(visit, { document: "privacy" });
    const forged = (
      session: string,
    ) => sql`insert into terms_events (customer_id, seq, id, document, version, act,
      terms_hash, shown_hash, locale, actor_kind, session_id, at, hash) values (${ana.subject.id}, 0, gen_random_uuid(),
      'privacy', ${now.version}, 'refuse', ${now.hash}, ${now.hash}, 'en', 'customer', ${session}, now(), '\\x00')`;
    const tried = (who: typeof visit | Person, statement: ReturnType<typeof forged>) =>
      withSight(house.db, { subjects: [ana.subject.id], ...proofOf(who.actor) }, (tx) =>
        tx.execute(statement),
      );
    const own = ana.actor.kind === "customer" ? ana.actor.sessionId : "";
    const refused = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });
    await expect(tried(visit, forged(own))).rejects.toEqual(refused("FT002"));
    await expect(tried(ana, sql`update terms_events set act = 'agree'`)).rejects.toThrow();
    await expect(tried(ana, sql`delete from terms_events`)).rejects.toThrow();
    await expect(tried(ana, sql`update terms_heads set seq = 0`)).rejects.toThrow();
    await expect(tried(ana, sql`delete from terms_heads`)).rejects.toThrow();
    expect((await listTermsRecord(ana)).filter(({ act }) => act === "refuse")).toEqual([]);
  });

  test("a page of another version, or a text that asks for nothing, is refused", async () => {
    const stale = {
      document: "privacy",
      version: "2026-01-01",
      hash: "0".repeat(64),
      decision: "agree" as const,
    };
    await expect(decideTerms(ana, stale)).rejects.toMatchObject({ code: "conflict" });
    await expect(decideTerms(ana, { ...stale, document: "x" })).rejects.toMatchObject({ code: "not_found" });
  });

  test("the chain is recomputed, and a change of it is found", async () => {
    const check = () =>
      withSight(house.db, { subjects: [ana.subject.id] }, (tx) => verifyTermsChain(tx, ana.subject.id));
    expect(await check()).toEqual({ events: 3, fault: null });
    const change = (to: string) =>
      asAdmin(
        adminUrl,
        `set session_replication_role = replica;
         update terms_events set locale = '${to}' where seq = 2 and customer_id = '${ana.subject.id}'`,
      );
    await change("de");
    expect(await check()).toMatchObject({ fault: { seq: 2, kind: "changed" } });
    await change("en");
    expect(await check()).toMatchObject({ fault: null });
    const cut = (statement: string) =>
      asAdmin(adminUrl, `set session_replication_role = replica; ${statement}`);
    const whose = `customer_id = '${ana.subject.id}'`;
    await cut(`create table kept as select * from terms_events where ${whose} and seq = 3;
      delete from terms_events where ${whose} and seq = 3`);
    expect(await check()).toMatchObject({ events: 2, fault: { seq: 3, kind: "tail" } });
    await cut("insert into terms_events select * from kept; drop table kept");
    expect(await check()).toEqual({ events: 3, fault: null });
  });
});

describe("a new version", () => {
  test("asks those again whom it touches, and no others; what else changed stands apart", async () => {
    const next = await grown(KEEP + OFFERS);
    const officer = await testStaff(next, "privacy_officer");
    await asAdmin(
      adminUrl,
      `insert into webhook_endpoints (id, url, events, secret, created_by)
       values (gen_random_uuid(), 'https://systems.example/', '{terms.published}', '', 'test')`,
    );
    const agent = await testStaff(next, "support");
    const named = { document: "privacy", version: today };
    await expect(publishTerms(agent, named)).rejects.toMatchObject({ code: "forbidden" });
    expect(await publishTerms(officer, named)).toEqual({ changed: true });
    expect(await publishTerms(officer, named)).toEqual({ changed: false });
    const [his, hers] = [inHouse(ben, next), inHouse(ana, next)];
    expect(await standing(hers)).toMatchObject({ wants: "ask", agreed: { version: "2026-06-01" } });
    const changes = await readChangesForYou(hers, { document: "privacy" });
    expect(changes).toMatchObject({ from: "2026-06-01", to: today, since: { what: "agreed" } });
    // Orders are always on, so the line about them touches everybody; offers are off until somebody turns them on.
    expect(changes?.yours.map(({ kind, point }) => [kind, point.id])).toEqual([["reworded", "keep"]]);
    expect(changes?.others.map(({ kind, point }) => [kind, point.id])).toEqual([["new", "post"]]);
    expect(changes?.gone.map(({ id }) => id)).toEqual(["rights"]);
    await setChoice(his, { purpose: "offers", channel: "email", to: "on" });
    const told = await readChangesForYou(his, { document: "privacy" });
    expect(told?.yours.map(({ point, concerns }) => [point.id, concerns.map(({ id }) => id)])).toEqual([
      ["keep", ["orders"]],
      ["post", ["offers"]],
    ]);
    expect(told?.since.what).toBe("refused");
  });

  test("is told by one message to whom it touches, and announced to systems", async () => {
    const next = await grown(KEEP + OFFERS);
    const job = { document: "privacy", version: today };
    await announceVersion(next, job);
    for (const { subject } of [ana, ana, ben]) await tellOfTerms(next, { ...job, customer: subject.id });
    const told = async (person: Person) =>
      (await listTermsRecord(inHouse(person, next))).filter(({ act }) => act === "told");
    expect(await told(ana)).toHaveLength(1);
    expect(await told(ben)).toHaveLength(1);
    const queued = await asAdmin(
      adminUrl,
      "select name, count(*)::int as count from pgboss.job where name like 'terms.%' group by 1 order by 1",
    );
    expect(queued).toEqual([
      { name: "terms.announce", count: 1 },
      { name: "terms.tell", count: 2 },
    ]);
    const sent = await asAdmin(adminUrl, "select template from messages where template like 'terms%'");
    expect(sent).toEqual([{ template: "terms_asked" }, { template: "terms_asked" }]);
    const events = await asAdmin(
      adminUrl,
      "select type, data from webhook_events where type = 'terms.published'",
    );
    expect(events).toMatchObject([{ data: { document: "privacy", version: today } }]);
    await answer(inHouse(ana, next), "agree");
    expect(await standing(inHouse(ana, next))).toMatchObject({
      wants: "nothing",
      agreed: { version: today },
    });
    const check = withSight(house.db, { subjects: [ana.subject.id] }, (tx) =>
      verifyTermsChain(tx, ana.subject.id),
    );
    expect(await check).toEqual({ events: 5, fault: null });
  });
});
