import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { House } from "@/domain/house";
import { testHouse } from "@/domain/testing";
import { tinyBrand } from "@/domain/testing-brand";
import { shopSource, type TestShop, testShop } from "../testing";
import type { SourceFailure } from "./failure";
import { openReading } from "./open";
import type { Raw } from "./raw";
import type { Reading } from "./reading";

let shop: TestShop;
let house: House;
let close: () => Promise<void>;

beforeAll(async () => {
  shop = await testShop(`
    create type wish as enum ('email', 'sms');
    create table customer (id int primary key, email text, name text, phone text);
    insert into customer values (1, 'ana@example.com', 'Ana', null), (2, 'ben@example.com', null, null);
    create table visit (id int, customer_id int, day date, place text);
    insert into visit select n, 1, case when n % 5 = 0 then null else date '2026-01-01' + (n / 3) end, 'p' || (n % 2)
      from generate_series(1, 57) as n;
    insert into visit values (99, 2, '2026-01-01', 'hers');`);
  const wrongPassword = new URL(shop.readUrl);
  wrongPassword.password = "not-the-secret-one";
  const brand = tinyBrand({
    sources: [
      shopSource({ url: shop.readUrl, writeUrl: shop.writeUrl, timeout: "PT0.5S" }),
      shopSource({ id: "locked", url: wrongPassword.href }),
      shopSource({ id: "gone", url: "postgres://x:hidden-word@127.0.0.1:1/none" }),
    ],
  });
  const made = await testHouse({ brand });
  house = made.house;
  close = made.close;
});

afterAll(async () => {
  await close();
  await shop.drop();
});

const look = <T>(work: (reading: Reading) => Promise<T>, more: { source?: string; key?: string } = {}) =>
  openReading({ house, source: more.source ?? "shop", key: more.key ?? "1" }, work);

const failureOf = (work: Promise<unknown>): Promise<SourceFailure> =>
  work.then(
    () => expect.unreachable("it did not fail"),
    (error) => error,
  );

const items = (...texts: string[]): Raw => ({
  type: "items",
  items: texts.map((text) => ({ type: "text", text })),
});

describe("a field", () => {
  it.each<[string, string, Raw | undefined]>([
    ["a value", "select name from customer where id = :customer_key::int", { type: "text", text: "Ana" }],
    ["NULL", "select phone from customer where id = :customer_key::int", null],
    ["no record", "select name from customer where id = -1 or :customer_key is null", undefined],
    ["a semicolon and a comment", "select 1::int -- :nothing\n ; ", { type: "number", digits: "1" }],
    ["a colon in a string", "select ':name' || :customer_key", { type: "text", text: ":name1" }],
    ["an array of an enum", "select '{email,sms}'::wish[]", items("email", "sms")],
    ["an array of times", "select '{10:00,11:30}'::time[]", items("10:00:00", "11:30:00")],
    ["an array of addresses", "select '{10.0.0.1}'::inet[]", items("10.0.0.1")],
    ["an enum", "select 'sms'::wish", { type: "text", text: "sms" }],
    [
      "one parameter twice",
      "select (:customer_key::int = 1 and :customer_key = '1')",
      { type: "boolean", value: true },
    ],
  ])("gives %s", async (_name, read, expected) => {
    expect(await look((reading) => reading.field(read))).toEqual(expected);
  });

  it.each([
    ["two records", "select id from customer"],
    ["two columns", "select id, email from customer where id = 1"],
    ["no such column", "select nope from customer"],
    ["no such table", "select 1 from nope"],
    ["a value of another type", "select 'x'::int"],
    ["two statements", "select 1; select 2"],
    ["a parameter that is not there", "select :email"],
  ])("refuses %s as not what was declared", async (_name, read) => {
    const failure = await failureOf(look((reading) => reading.field(read)));
    expect(failure).toMatchObject({ name: "SourceFailure", source: "shop" });
  });

  it("is one of the customer whose key it is", async () => {
    const read = "select email from customer where id = :customer_key::int";
    expect(await look((reading) => reading.field(read), { key: "2" })).toEqual({
      type: "text",
      text: "ben@example.com",
    });
  });
});

describe("a source that fails", () => {
  it.each([
    ["slow", "slow", "shop", "select pg_sleep(30)"],
    ["a wrong password", "not_let_in", "locked", "select 1"],
    ["unreachable", "unreachable", "gone", "select 1"],
  ])("%s says so", async (_name, kind, source, read) => {
    const failure = await failureOf(look((reading) => reading.field(read), { source }));
    expect(failure.kind).toBe(kind);
    expect(failure.message).not.toMatch(/not-the-secret-one|hidden-word|p4ss/u);
  });

  it("does not quote the customer's key or a value", async () => {
    const read = "select id from customer where id = :customer_key::int";
    const failure = await failureOf(look((reading) => reading.field(read), { key: "ana@secret.example" }));
    expect(failure.kind).toBe("wrong_shape");
    expect(failure.message).not.toContain("secret");
  });

  it("leaves the pool as good as before", async () => {
    const slow = Array.from({ length: 8 }, () =>
      failureOf(look((reading) => reading.field("select pg_sleep(30)"))),
    );
    expect((await Promise.all(slow)).map(({ kind }) => kind)).toEqual(Array(8).fill("slow"));
    expect(await look((reading) => reading.field("select 7::int"))).toEqual({ type: "number", digits: "7" });
  });
});

describe("reading only", () => {
  it.each([
    "update customer set name = 'x' returning id",
    "with gone as (delete from visit returning 1) select 1",
    "select 1 from (insert into visit values (1) returning 1) as x",
    "select set_config('transaction_read_only', 'off', true)",
  ])("refuses %s", async (read) => {
    await failureOf(look((reading) => reading.field(read)));
    expect((await shop.run("select count(*)::int as n from visit")).rows).toEqual([{ n: 58 }]);
    expect((await shop.run("select name from customer where id = 1")).rows).toEqual([{ name: "Ana" }]);
  });

  it("refuses a write even to a role that could", async () => {
    const writing = { ...shopSource({ url: shop.writeUrl }), id: "writer" };
    house.brand.sources.push(writing);
    const read = "select lo_creat(-1)";
    const failure = await failureOf(look((reading) => reading.field(read), { source: "writer" }));
    expect(failure.kind).toBe("not_allowed");
    house.brand.sources.pop();
  });
});

describe("a list", () => {
  const read = "select id, day, place from visit where customer_id = :customer_key::int order by id";
  const columns = ["id", "day", "place"];

  const page = (ask: Partial<Parameters<Reading["page"]>[1]>) =>
    look((reading) => reading.page(read, { columns, sort: [], limit: 10, offset: 0, ...ask }));

  const ids = (rows: Record<string, Raw>[]) =>
    rows.map(({ id }) => (id?.type === "number" ? Number(id.digits) : -1));

  it.each([
    ["one column with many alike", [{ column: "place", descending: true }]],
    ["a column with NULLs", [{ column: "day", descending: true }]],
    [
      "two columns",
      [
        { column: "place", descending: false },
        { column: "day", descending: true },
      ],
    ],
    ["nothing declared", []],
  ])("pages in one total order by %s", async (_name, sort) => {
    const seen: number[] = [];
    for (let offset = 0; offset < 60; offset += 7) seen.push(...ids(await page({ sort, limit: 7, offset })));
    expect(seen).toHaveLength(57);
    expect(new Set(seen).size).toBe(57);
  });

  it.each([true, false])("puts NULLs last, descending: %s", async (descending) => {
    const rows = await page({ sort: [{ column: "day", descending }], limit: 100 });
    expect(rows).toHaveLength(57);
    const days = rows.map(({ day }) => (day?.type === "date" ? day.date : null));
    expect(days.slice(-11)).toEqual(Array(11).fill(null));
    const set = days.slice(0, -11).map(String);
    expect(set).toEqual([...set].sort((a, b) => (descending ? (a < b ? 1 : -1) : a < b ? -1 : 1)));
  });

  it("leaves out columns that are not declared", async () => {
    const rows = await page({ columns: ["place"], limit: 1 });
    expect(Object.keys(rows[0] ?? {})).toEqual(["place"]);
  });

  it("is empty past its end, and still counted", async () => {
    expect(await page({ offset: 570 })).toEqual([]);
    expect(await look((reading) => reading.count(read))).toBe(57);
  });
});

describe("parameters", () => {
  it("are never part of the statement, whatever they are", async () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        "'; drop table customer; --",
        "1) or (1=1",
        "$1",
        "\\'",
        ":customer_key",
        "1 union select email",
      ),
    );
    await fc.assert(
      fc.asyncProperty(text, async (key) => {
        const sendable = key.isWellFormed() && !key.includes("\0");
        const read = "select :customer_key as given, ':customer_key' as told";
        const row = await look((reading) => reading.row(read, ["given", "told"]), { key }).catch(
          () => undefined,
        );
        if (!sendable) return;
        expect(row).toEqual({
          given: { type: "text", text: key },
          told: { type: "text", text: ":customer_key" },
        });
      }),
      { numRuns: 150 },
    );
    expect((await shop.run("select count(*)::int as n from customer")).rows).toEqual([{ n: 2 }]);
  });

  it("quotes the names of columns", async () => {
    const column = 'x", (select email from customer limit 1) as "y';
    const list = { columns: [column], sort: [{ column, descending: false }], limit: 5, offset: 0 };
    const read = `select 1 as ${pg.escapeIdentifier(column)}`;
    const rows = await look((reading) => reading.page(read, list));
    expect(Object.entries(rows[0] ?? {})).toEqual([[column, { type: "number", digits: "1" }]]);
  });
});
