import pg from "pg";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { asAdmin, testDatabase } from "@/db/testing";
import { connected, ensureDatabase } from "./databases";
import { createSystems, personas, type Systems, sharedEmail } from "./index";
import { demoRows } from "./rows";

const today = new Date("2026-11-21T12:00:00Z");
const { adminUrl } = inject("postgres");
let systems: Systems;

const one = async <T extends object>(url: string, sql: string): Promise<T> =>
  connected(url, async (client) => (await client.query<T>(sql)).rows[0]!);

const fingerprint = `
  select (select md5(string_agg(p::text, '|' order by person_no)) from retail.person p) as people,
         (select md5(string_agg(o::text, '|' order by order_no)) from retail.sales_order o) as orders`;

beforeAll(async () => {
  systems = await createSystems({ adminUrl, today });
});

describe("the demo brand's systems", () => {
  test("the same day gives the same rows", () => {
    expect(demoRows(today)).toEqual(demoRows(today));
    expect(demoRows(today)).not.toEqual(demoRows(new Date("2026-11-22T12:00:00Z")));
  });

  test("seeding again changes nothing, on any later day", async () => {
    const before = await one(systems.env.SHOP_DATABASE_URL, fingerprint);
    const again = await createSystems({ adminUrl, today: new Date("2027-03-01T00:00:00Z") });
    expect(again).toEqual({ env: systems.env, seeded: false });
    expect(await one(systems.env.SHOP_DATABASE_URL, fingerprint)).toEqual(before);
  });

  test("a database that was shut is open again after the next start", async () => {
    const scratch = await testDatabase();
    const name = new URL(scratch.adminUrl).pathname.slice(1);
    await asAdmin(adminUrl, `alter database ${name} allow_connections false`);
    await connected(adminUrl, (admin) => ensureDatabase(admin, name));
    expect(await one(scratch.adminUrl, "select 1 as open")).toEqual({ open: 1 });
    await scratch.drop();
  });

  test("300 customers, the five personas among them, nothing dated after today", async () => {
    const { people, shared, late } = await one<{ people: number; shared: number; late: number }>(
      systems.env.SHOP_DATABASE_URL,
      `select count(*)::int as people, count(*) filter (where email = '${sharedEmail}')::int as shared,
              (select count(*)::int from retail.sales_order where placed_at > '${today.toISOString()}') as late
         from retail.person`,
    );
    expect({ people, shared, late }).toEqual({ people: 300, shared: 2, late: 0 });
    for (const persona of personas) {
      const found = await connected(systems.env.SHOP_DATABASE_URL, (client) =>
        client.query("select email from retail.person where person_no = $1::int", [persona.customerNumber]),
      );
      expect(found.rows).toEqual([{ email: persona.email }]);
    }
  });

  test("Ana looked at thousands of products, Jonas at none", async () => {
    const views = await connected(systems.env.MARKETING_DATABASE_URL, (client) =>
      client.query(
        `select shop_no, count(view_id)::int as views from mailing.contact left join tracking.product_view using (contact_id)
          where shop_no in ('10001', '10002') group by shop_no order by shop_no`,
      ),
    );
    expect(views.rows).toEqual([
      { shop_no: "10001", views: 4200 },
      { shop_no: "10002", views: 0 },
    ]);
  });

  test("readers cannot write, the writer cannot write invoices, and neither enters the other's database", async () => {
    const refused = async (url: string, sql: string) => {
      const client = new pg.Client({ connectionString: url });
      try {
        await client.connect();
        await client.query(sql);
        return "done";
      } catch (error) {
        return error instanceof Error ? error.message : "";
      } finally {
        await client.end();
      }
    };
    const { SHOP_DATABASE_URL: read, SHOP_WRITE_DATABASE_URL: write } = systems.env;
    expect(await refused(read, "update retail.person set company = 'x'")).toMatch(/read-only/);
    expect(await refused(read, "begin read write; update retail.person set company = 'x'")).toMatch(
      /permission denied/,
    );
    expect(await refused(write, "update retail.invoice set gross = 0")).toMatch(/permission denied/);
    const elsewhere = read.replace(/\/juniper_shop$/, "/juniper_marketing");
    expect(await refused(elsewhere, "select 1")).toMatch(/permission denied/);
  });
});
