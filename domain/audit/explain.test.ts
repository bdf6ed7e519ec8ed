import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withSight } from "@/db/client";
import { asAdmin } from "@/db/testing";
import type { House } from "../house";
import { testHouse } from "../testing";
import { type StaffCtx, testStaff } from "../testing-staff";
import { ALERTS } from "./catalog";
import { type Filter, linesOf, type Place } from "./store";

const LINES = 100_000;
const AGENT = "00000000-0000-7000-8000-000000000007";
const CUSTOMER = "00000000-0000-7000-8000-000000000042";

let house: House;
let close: () => Promise<void>;
let auditor: StaffCtx;

beforeAll(async () => {
  const made = await testHouse();
  ({ house, close } = made);
  auditor = await testStaff(house, "auditor");
  const run = (text: string) => asAdmin(made.database.adminUrl, text);
  // 5,000 customers with twenty lines each over a hundred days; one line in fifty is of one of forty agents.
  await run(
    `insert into audit (customer_id, id, at, actor_kind, actor_id, act, detail, request_id)
    select id(n % 5000), id(n), now() - n * interval '86 seconds',
           case when n % 50 = 7 then 'staff' else 'customer' end,
           case when n % 50 = 7 then id(n / 50 % 40) else id(n % 5000) end,
           case when n % 1000 = 7 then 'visit.start' when n % 3 = 0 then 'choice.set' else 'session.start' end,
           case when n % 50 = 7 then jsonb_build_object('ticket', 'SUP-' || n % 900) else '{}' end, 'planted'
      from generate_series(1, ${LINES}) n, lateral (select 1) one`.replaceAll(
      /id\(([^)]*)\)/gu,
      "('00000000-0000-7000-8000-' || lpad(($1)::text, 12, '0'))::uuid",
    ),
  );
  await run("analyze audit");
}, 120_000);
afterAll(() => close());

const none: Filter = { customers: null, agent: null, acts: null, ticket: null, from: null, until: null };
const day = (back: number) => new Date(Date.now() - back * 86_400_000);

/** How PostgreSQL reads the audit for this search, as an auditor and as the app's own role. */
function planOf(filter: Filter, before: Place | null): Promise<string> {
  return withSight(house.db, { staff: auditor.actor.proof }, async (tx) => {
    const query = linesOf(tx, filter, { before, limit: 51 });
    const { rows } = await tx.execute(sql`explain (analyze, format json) ${query}`);
    return JSON.stringify(rows);
  });
}

interface Node {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Index Recheck"?: number;
  Plans?: Node[];
}

/** Lines of the audit that a plan took into its hands, whether or not it kept them. */
function touched(node: Node): number {
  const own =
    node["Relation Name"] === "audit"
      ? (node["Actual Rows"] +
          (node["Rows Removed by Filter"] ?? 0) +
          (node["Rows Removed by Index Recheck"] ?? 0)) *
        node["Actual Loops"]
      : 0;
  return (node.Plans ?? []).reduce((sum, one) => sum + touched(one), own);
}

describe(`a search among ${LINES} lines`, () => {
  it.each<[string, Partial<Filter>]>([
    ["nothing in particular", {}],
    ["a customer", { customers: [CUSTOMER] }],
    ["a customer who is nobody", { customers: [] }],
    ["two linked records", { customers: [CUSTOMER, AGENT] }],
    ["an agent", { agent: AGENT }],
    ["an agent without a line", { agent: CUSTOMER }],
    ["an act that is rare", { acts: ["visit.start"] }],
    ["an act that is common", { acts: ["choice.set"] }],
    ["an act that never was", { acts: ["copy.download"] }],
    ["the alerts", { acts: ALERTS, from: day(7) }],
    ["a ticket", { ticket: "SUP-107" }],
    ["a ticket that nobody has", { ticket: "SUP-X" }],
    ["some days", { from: day(20), until: day(19) }],
    ["days before all lines", { until: day(3_000) }],
    ["an agent's days", { agent: AGENT, from: day(50), until: day(49) }],
    ["a customer's act of some days", { customers: [CUSTOMER], acts: ["choice.set"], from: day(50) }],
    ["a ticket of an agent", { ticket: "SUP-107", agent: AGENT }],
  ])("for %s reads no more than it needs", async (_, filter) => {
    for (const before of [null, { at: day(30), id: AGENT }]) {
      const plan = await planOf({ ...none, ...filter }, before);
      const [
        {
          "QUERY PLAN": [{ Plan }],
        },
      ] = JSON.parse(plan) as [{ "QUERY PLAN": [{ Plan: Node }] }];
      expect(touched(Plan)).toBeLessThan(2_500);
    }
  });
});
