import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withSight } from "@/db/client";
import { NOBODY } from "@/db/schema";
import { asAdmin, type TestDatabase } from "@/db/testing";
import { setChoice } from "../choices";
import { type Person, testPerson } from "../choices/testing";
import type { Ctx } from "../context";
import { setLocale } from "../customers";
import type { House } from "../house";
import { testHouse } from "../testing";
import { type StaffCtx, testStaff } from "../testing-staff";
import { ALERTS, type AuditLine, SearchAuditInput } from "./catalog";
import { exportAudit, listAgents, nameSearch, readAlerts, searchAudit, verifyFromDesk } from "./index";

let house: House;
let database: TestDatabase;
let close: () => Promise<void>;
let auditor: StaffCtx;
let ana: Person;
let ben: Person;

beforeAll(async () => {
  ({ house, database, close } = await testHouse());
  [ana, ben] = [await testPerson(house), await testPerson(house)];
  auditor = await testStaff(house, "auditor");
  for (const person of [ana, ben]) await setLocale(person, { locale: "de" });
});
afterAll(() => close());

const sql = (text: string) => asAdmin(database.adminUrl, text);
const search = (input: Record<string, string> = {}, ctx: Ctx = auditor) =>
  searchAudit(ctx, SearchAuditInput.parse(input));
const lastLine = async () => (await sql("select * from audit order by at desc, id desc limit 1"))[0];
const whose = (lines: AuditLine[]) => [...new Set(lines.map(({ customerId }) => customerId))];

async function all(ctx: Ctx, input: Record<string, string> = {}): Promise<AuditLine[]> {
  const lines: AuditLine[] = [];
  for await (const page of await exportAudit(ctx, { ...SearchAuditInput.parse(input), format: "jsonl" }))
    lines.push(...page);
  return lines;
}

/** Lines of nobody's data, made by the owner of the tables, a second apart. */
const plant = (count: number, more: { act?: string; actor?: string; detail?: string; at?: string } = {}) =>
  sql(`insert into audit (customer_id, id, at, actor_kind, actor_id, act, detail, request_id)
    select gen_random_uuid(), gen_random_uuid(), ${more.at ?? "now() - interval '1 day'"} - n * interval '1 second',
      'staff', '${more.actor ?? NOBODY}', '${more.act ?? "visit.start"}', '${more.detail ?? "{}"}', 'planted'
      from generate_series(1, ${count}) n`);

describe("searching", () => {
  it("finds a customer's lines by our id, and by an address through its keyed hash", async () => {
    const { lines, customers } = await search({ customer: ana.subject.id });
    expect(customers).toEqual([ana.subject.id]);
    expect(whose(lines)).toEqual([ana.subject.id]);
    expect(lines[0]).toMatchObject({
      act: "account.set_locale",
      actor: { kind: "customer", id: ana.subject.id, name: null },
      detail: { locale: "de" },
    });
    const lookup = house.keys.lookup("email", "carl@example.com").toString("hex");
    await sql(`insert into identifiers (customer_id, id, kind, lookup, sealed)
      values ('${ben.subject.id}', gen_random_uuid(), 'email', '\\x${lookup}', '\\x00')`);
    expect(whose((await search({ customer: " Carl@Example.com " })).lines)).toEqual([ben.subject.id]);
  });

  it("finds records that were proved to be the same person together", async () => {
    const [one, two] = [await testPerson(house), await testPerson(house)];
    await sql(`insert into customer_joins (customer_id, other_id)
      values ('${one.subject.id}', '${two.subject.id}'), ('${two.subject.id}', '${one.subject.id}')`);
    await setLocale(two, { locale: "de" });
    expect((await search({ customer: one.subject.id })).lines).toMatchObject([
      { customerId: two.subject.id },
    ]);
  });

  it("gives no lines for whom nobody knows, and keeps what was typed nowhere", async () => {
    for (const customer of ["nobody@canary.example", "+353869999999", "C-CANARY", NOBODY]) {
      const found = await search({ customer });
      expect(found).toEqual({ lines: [], next: null, customers: [] });
    }
    await search({ ticket: "nobody@canary.example" });
    expect(JSON.stringify(await sql("select detail from audit"))).not.toMatch(/canary|9999999/iu);
  });

  it("names a customer by our id, so that no address carries what was typed", async () => {
    const eve = await testPerson(house);
    const lookup = house.keys.lookup("phone", "+353861112233").toString("hex");
    await sql(`insert into identifiers (customer_id, id, kind, lookup, sealed)
      values ('${eve.subject.id}', gen_random_uuid(), 'phone', '\\x${lookup}', '\\x00')`);
    const before = (await search({ act: "audit.search" })).lines.length;
    const asked = { customer: "086 111 2233", act: "account.set_locale" } as const;
    expect(await nameSearch(auditor, asked)).toEqual({ ...asked, customer: eve.subject.id });
    expect(await nameSearch(auditor, { ticket: "SUP-1" })).toEqual({ ticket: "SUP-1" });
    expect((await search({ act: "audit.search" })).lines).toHaveLength(before + 1);
    expect(await nameSearch(auditor, { customer: "canary@canary.example" })).toBeNull();
    expect(await lastLine()).toMatchObject({ act: "audit.search", detail: { customers: [], lines: 0 } });
    await expect(nameSearch(ana, asked)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("is itself a line: who searched, for which customers, what came of it", async () => {
    await search({ customer: ana.subject.id, act: "account.set_locale", from: "2020-01-01" });
    expect(await lastLine()).toMatchObject({
      ...{ customer_id: NOBODY, act: "audit.search", actor_kind: "staff", actor_id: auditor.actor.staffId },
      detail: { customers: [ana.subject.id], acts: ["account.set_locale"], lines: 1 },
    });
    expect((await search({ act: "audit.search" })).lines[0]?.actor.name).toBe("Sam Okafor");
  });

  it("finds by agent, act, ticket and days of the brand's calendar, each and together", async () => {
    const agent = "0190a5f0-0000-7000-8000-000000000001";
    await plant(2, { actor: agent, detail: '{"ticket":"SUP-1"}', at: "timestamptz '2024-03-31T23:30:00Z'" });
    await plant(1, { actor: agent, act: "visit.end", at: "timestamptz '2024-03-30T12:00:00Z'" });
    expect((await search({ agent })).lines).toHaveLength(3);
    expect((await search({ agent, act: "visit.end" })).lines).toHaveLength(1);
    expect((await search({ ticket: "SUP-1" })).lines).toHaveLength(2);
    expect(await lastLine()).toMatchObject({ detail: { ticket: "SUP-1", lines: 2 } });
    const days = async (from: string, to: string) => (await search({ agent, from, to })).lines.length;
    expect(house.brand.timeZone).toBe("Europe/Dublin");
    expect(await days("2024-03-31", "2024-03-31")).toBe(0);
    expect(await days("2024-04-01", "2024-04-01")).toBe(2);
    expect(await days("2024-03-30", "2024-03-30")).toBe(1);
    expect(await days("2024-03-30", "2024-04-01")).toBe(3);
    expect(await days("2024-04-02", "2024-05-01")).toBe(0);
  });

  it("pages by a cursor, so that new lines move nothing; another's cursor is the first page", async () => {
    const agent = "0190a5f0-0000-7000-8000-000000000002";
    await plant(120, { actor: agent });
    const seen: string[] = [];
    let cursor: string | null = "";
    for (let pages = 0; cursor !== null; pages += 1) {
      expect(pages).toBeLessThan(4);
      const page: Awaited<ReturnType<typeof search>> = await search({ agent, cursor });
      seen.push(...page.lines.map(({ id }) => id));
      cursor = page.next;
      await plant(1, { actor: agent, at: "now()" });
    }
    expect(seen).toHaveLength(120);
    expect(new Set(seen).size).toBe(120);
    for (const none of ["x", "999999999999999 a", Buffer.from(`1 ${NOBODY}'`).toString("base64url")])
      expect((await search({ agent, cursor: none })).lines).toHaveLength(50);
  });

  it.each(["\0", "a\nb", "\ud800"])("takes %j for no ticket", (ticket) => {
    expect(SearchAuditInput.safeParse({ ticket }).success).toBe(false);
  });
});

describe("alerts", () => {
  it("are those of the last seven days, newest first, ten at most, and nothing else", async () => {
    expect(ALERTS).toContain("alert.ticket");
    await plant(3, { act: "alert.hours", at: "now() - interval '8 days'" });
    await plant(3, { act: "visit.start", at: "now()" });
    expect(await readAlerts(auditor)).toEqual([]);
    await plant(12, { act: "alert.ticket", detail: '{"ticket":"47"}', at: "now() - interval '1 hour'" });
    await plant(1, { act: "alert.many", at: "now()" });
    const alerts = await readAlerts(auditor);
    expect(alerts.map(({ act }) => act)).toEqual(["alert.many", ...Array(9).fill("alert.ticket")]);
    expect(alerts[1]).toMatchObject({ ticket: "47" });
  });
});

describe("who may look", () => {
  it.each(["support", "admin"] as const)("not a %s, by policy", async (role) => {
    const ctx = await testStaff(house, role);
    for (const tried of [
      search({}, ctx),
      all(ctx),
      readAlerts(ctx),
      listAgents(ctx),
      verifyFromDesk(ctx, {}),
    ])
      await expect(tried).rejects.toMatchObject({ code: "forbidden" });
  });

  it("nor a customer, nor nobody", async () => {
    await expect(search({}, ana)).rejects.toMatchObject({ code: "forbidden" });
    const nobody = { ...auditor, actor: { kind: "nobody" as const } };
    await expect(search({}, nobody)).rejects.toMatchObject({ code: "signed_out" });
  });

  it("an auditor and a privacy officer, and each is asked again by the database", async () => {
    const officer = await testStaff(house, "privacy_officer");
    expect((await search({}, officer)).lines.length).toBeGreaterThan(0);
    const seen = (ctx: StaffCtx) =>
      withSight(house.db, { staff: ctx.actor.proof }, async (tx) => {
        const { rows } = await tx.execute<{ n: string }>("select count(*) as n from audit");
        return Number(rows[0]?.n);
      });
    expect(await seen(officer)).toBeGreaterThan(0);
    for (const role of ["support", "admin"] as const)
      expect(await seen(await testStaff(house, role))).toBe(0);
    const forged = { ...officer, actor: { ...officer.actor, proof: Buffer.alloc(32, 1) } };
    await expect(search({}, forged)).rejects.toMatchObject({ code: "signed_out" });
  });

  it.each([
    ["ended", "update staff_sessions set ended_at = now() where id = '{session}'"],
    ["idle", "update staff_sessions set last_seen_at = now() - interval '16 minutes' where id = '{session}'"],
    ["too old", "update staff_sessions set expires_at = now() where id = '{session}'"],
    ["of another role now", "update staff set version = 2 where id = '{staff}'"],
    ["of somebody disabled", "update staff set disabled_at = now() where id = '{staff}'"],
  ])("nobody whose session is %s, also in the middle of an export", async (_, statement) => {
    const ctx = await testStaff(house, "auditor");
    await plant(1_500);
    const pages = await exportAudit(ctx, { format: "csv" });
    expect((await pages.next()).value).toHaveLength(1_000);
    await sql(statement.replace("{session}", ctx.actor.sessionId).replace("{staff}", ctx.actor.staffId));
    await expect(pages.next()).rejects.toMatchObject({ code: "signed_out" });
    for (const look of [() => search({}, ctx), () => readAlerts(ctx)])
      await expect(look()).rejects.toMatchObject({ code: "signed_out" });
  });
});

describe("exporting", () => {
  it("gives every line that was asked for once, newest first, and is a line itself", async () => {
    const agent = "0190a5f0-0000-7000-8000-000000000003";
    await plant(2_345, { actor: agent });
    const lines = await all(auditor, { agent });
    expect(new Set(lines.map(({ id }) => id)).size).toBe(2_345);
    expect(lines.map(({ at }) => at.getTime())).toEqual(
      lines.map(({ at }) => at.getTime()).sort((a, b) => b - a),
    );
    expect(await lastLine()).toMatchObject({ act: "audit.export", detail: { agent, format: "jsonl" } });
  });

  it("gives nothing where its own line cannot be written", async () => {
    await sql("alter table audit add constraint no_exports check (act <> 'audit.export') not valid");
    await expect(exportAudit(auditor, { format: "csv" })).rejects.toThrow();
    await sql("alter table audit drop constraint no_exports");
  });
});

describe("verifying the ledger", () => {
  it("recomputes one customer's chain, or everybody's, and says so in the audit", async () => {
    await setChoice(ana, { purpose: "offers", channel: "email", to: "on", seen: 0 });
    const one = await verifyFromDesk(auditor, { customer: ana.subject.id });
    expect(one).toEqual({ customers: 1, events: 1, faults: 0 });
    expect(await lastLine()).toMatchObject({ act: "audit.verify", detail: { customers: [ana.subject.id] } });
    const everybody = await verifyFromDesk(auditor, {});
    expect(everybody).toMatchObject({ events: 1, faults: 0 });
    expect(everybody?.customers).toBeGreaterThan(1);
    expect(await verifyFromDesk(auditor, { customer: NOBODY })).toMatchObject({ customers: 0, faults: 0 });
  });

  it("finds an event that was changed", async () => {
    await sql("alter table choice_events disable trigger user");
    await sql(`update choice_events set locale = 'fr' where customer_id = '${ana.subject.id}'`);
    expect(await verifyFromDesk(auditor, { customer: ana.subject.id })).toMatchObject({ faults: 1 });
    expect(await verifyFromDesk(auditor, { customer: ben.subject.id })).toMatchObject({ faults: 0 });
  });
});
