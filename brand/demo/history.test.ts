import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { messages } from "@/db/schema/messages";
import { listChoices } from "@/domain/choices";
import type { Ctx } from "@/domain/context";
import { findInSources, listHeldData, readHeldItem, readWholeItem } from "@/domain/held-data";
import { seedHistory } from "./history";
import { signInAs } from "./history-context";
import { type Persona, personas, sharedEmail } from "./personas";
import { demoHouse, today } from "./testing";

let demo: Awaited<ReturnType<typeof demoHouse>>;
let first: number;
const contexts = new Map<Persona["id"], Ctx>();
const as = (id: Persona["id"]) => contexts.get(id)!;

beforeAll(async () => {
  demo = await demoHouse();
  first = await seedHistory(demo.house, today);
  for (const { id, email } of personas) {
    const { found } = await findInSources(demo.house, { email });
    contexts.set(id, await signInAs(demo.house, { found, email, openId: null }));
  }
});
afterAll(() => demo.close());

async function states(id: Persona["id"]): Promise<Record<string, string>> {
  const { rows } = await demo.house.db.pool.connect().then(async (client) => {
    try {
      await client.query("begin");
      await client.query("select set_config('app.subjects', $1, true)", [as(id).subject!.id]);
      return await client.query<{ cell: string; state: string }>(
        "select purpose || case when channel = '' then '' else '/' || channel end as cell, state from choices order by 1",
      );
    } finally {
      await client.query("rollback");
      client.release();
    }
  });
  return Object.fromEntries(rows.map(({ cell, state }) => [cell, state]));
}

describe("the personas", () => {
  test("get their past once", async () => {
    expect(first).toBe(5);
    expect(await seedHistory(demo.house, today)).toBe(0);
  });

  test.each<[Persona["id"], Record<string, string>]>([
    [
      "ana",
      {
        advertisers: "granted",
        "guides/email": "granted",
        "offers/email": "granted",
        "offers/sms": "granted",
        "orders/sms": "granted",
        recommendations: "granted",
      },
    ],
    ["jonas", { "offers/email": "withdrawn", recommendations: "withdrawn", "reviews/email": "objected" }],
    ["maeve", { "guides/email": "granted", recommendations: "granted" }],
    ["zoe", { "offers/email": "granted", recommendations: "granted", "reviews/email": "objected" }],
    ["chen", { "offers/email": "granted", "orders/sms": "granted", recommendations: "granted" }],
  ])("%s decided as the story says", async (id, wanted) => {
    expect(await states(id)).toMatchObject(wanted);
    expect((await listChoices(as(id), {})).bands.length).toBeGreaterThan(0);
  });

  test("read the page in their language", () => {
    const spoken = personas.map(({ id }) => as(id).locale);
    expect(spoken).toEqual(["en", "de", "en", "en", "zh-Hans"]);
  });

  test("leave no message behind", async () => {
    expect(await demo.house.db.orm.select().from(messages)).toEqual([]);
  });

  test("are let in alone; an address that two share lets no one in", async () => {
    for (const { email } of personas) {
      const { found, ambiguous } = await findInSources(demo.house, { email });
      expect([found.map(({ source }) => source), ambiguous]).toEqual([["shop", "marketing", "loyalty"], []]);
    }
    expect((await findInSources(demo.house, { email: sharedEmail })).ambiguous).toEqual(["shop"]);
  });
});

describe("every held item", () => {
  test.each(personas.map(({ id }) => id))("can be read for %s", async (id) => {
    const { groups, total } = await listHeldData(as(id));
    expect(total).toBe(23);
    for (const { id: item } of groups.flatMap(({ cards }) => cards)) {
      const page = await readHeldItem(as(id), { item });
      const whole = await readWholeItem(as(id), { item });
      expect([item, page.kind, whole.kind]).not.toContain("unavailable");
    }
  });

  test("Ana has something everywhere but a company", async () => {
    const { groups } = await listHeldData(as("ana"));
    const values = await Promise.all(
      groups
        .flatMap(({ cards }) => cards)
        .map(async ({ id: item }) => [item, (await readWholeItem(as("ana"), { item })).kind]),
    );
    expect(values.filter(([, kind]) => kind === "nothing")).toEqual([["company", "nothing"]]);
  });

  test("the lists page: Ana's views are thousands", async () => {
    expect(await readWholeItem(as("ana"), { item: "product_views" })).toMatchObject({
      kind: "list",
      total: 4200,
    });
    expect(await readWholeItem(as("ana"), { item: "orders" })).toMatchObject({ kind: "list", total: 23 });
  });
});
