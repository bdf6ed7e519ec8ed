import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withSight } from "@/db/client";
import { loadBrand } from "../brand";
import type { House } from "../house";
import { testHouse } from "../testing";
import type { HeldValue } from "./catalog";
import {
  correctItem,
  deleteItem,
  findInSources,
  listHeldData,
  notMe,
  readHeldItem,
  readWholeItem,
  readWholeRows,
  stopUsing,
  type Trial,
  tryCustomer,
} from "./index";
import { shownText } from "./rules";
import { type TestShop, testShop } from "./testing";
import { again, type TestCtx, testPerson } from "./testing-person";

const folder = fileURLToPath(new URL("../../../shared/brands/chinook", import.meta.url));
const LEONIE = "leonekohler@surfeu.de";
const READER = { locale: "en", timeZone: "UTC", yes: "Yes", no: "No" };

// A public sample database that nobody here designed; not part of this repository.
describe.skipIf(!existsSync(folder))("a shop that nobody here designed", () => {
  let shop: TestShop;
  let house: House;
  let close: () => Promise<void>;
  let ctx: TestCtx;

  beforeAll(async () => {
    shop = await testShop(readFileSync(`${folder}/chinook.sql`, "utf8"));
    const env = { SHOP_DATABASE_URL: shop.readUrl, SHOP_WRITE_DATABASE_URL: shop.writeUrl };
    const { brand, problems } = await loadBrand(folder, (name) => env[name as keyof typeof env]);
    expect(problems).toEqual([]);
    ({ house, close } = await testHouse({ brand }));
    ctx = await testPerson(house, LEONIE);
  });

  afterAll(async () => {
    await close();
    await shop.drop();
  });

  const read = (item: string, more = {}): Promise<HeldValue> => readHeldItem(again(ctx), { item, ...more });

  const rowsOf = (value: HeldValue) =>
    value.kind === "list" ? value.rows.map(({ cells }) => cells.map((cell) => shownText(cell, READER))) : [];

  it("finds her, and who she is", async () => {
    const { found, ambiguous, failed } = await findInSources(house, { email: "LeoneKohler@SURFEU.de" });
    expect({ ambiguous, failed }).toEqual({ ambiguous: [], failed: [] });
    expect(found).toMatchObject([
      { source: "shop", key: "2", identity: { name: "Leonie Köhler", country: "DE", customerNumber: "2" } },
    ]);
    expect((await findInSources(house, { phone: "+497112842222" })).found).toMatchObject([{ key: "2" }]);
    expect((await findInSources(house, { customerNumber: " 2 " })).found).toMatchObject([{ key: "2" }]);
    expect((await findInSources(house, { email: "nobody@surfeu.de" })).found).toEqual([]);
  });

  it("lists all of it by origin without a value", async () => {
    const view = await listHeldData(again(ctx));
    expect(view.groups.map(({ origin, cards }) => [origin, cards.map(({ id }) => id)])).toEqual([
      ["given", ["name", "email", "phone", "address", "company", "fax"]],
      ["observed", ["invoices", "tracks", "support_contact"]],
      ["inferred", ["favourite_genre"]],
    ]);
    expect(JSON.stringify(view)).not.toMatch(/surfeu|Köhler|Stuttgart/u);
    const fax = view.groups[0]?.cards.find(({ id }) => id === "fax");
    expect(fax?.noPurpose?.text).toMatch(/^Nothing uses it/u);
    expect(fax?.purposes).toEqual([]);
    const phone = view.groups[0]?.cards.find(({ id }) => id === "phone");
    expect(phone?.stop).toMatchObject([{ purpose: { id: "offers" }, channel: { id: "sms" } }]);
    const name = view.groups[0]?.cards.find(({ id }) => id === "name");
    expect(name?.stop.map(({ purpose }) => purpose.id)).toEqual(["offers", "news"]);
    expect(name?.recipients.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["mailer", "texter", "accountant"]),
    );
  });

  it("shows 7 invoices, the newest first", async () => {
    const value = await read("invoices");
    expect(value).toMatchObject({ kind: "list", total: 7, page: 1, pages: 1 });
    const dates = rowsOf(value).map(([, date]) => Date.parse(date ?? ""));
    expect(dates).toHaveLength(7);
    expect(dates).toEqual([...dates].sort((a, b) => b - a));
    expect(rowsOf(value).at(-1)?.[1]).toBe("Jan 1, 2021");
    expect(rowsOf(value).at(-1)?.[4]).toMatch(/^\D?1\.98/u);
  });

  it("keeps the invoices by law for seven years after the last", async () => {
    const at = (now: string) => again(ctx, { now: new Date(now) });
    const kept = { date: "2031-07-13", past: false, lockedUntil: "2031-07-13" };
    expect(await readHeldItem(at("2031-07-12T12:00:00Z"), { item: "invoices" })).toMatchObject({ kept });
    const over = { date: "2031-07-13", past: true, lockedUntil: null };
    expect(await readHeldItem(at("2031-07-14T12:00:00Z"), { item: "invoices" })).toMatchObject({
      kept: over,
    });
    const asked = deleteItem(at("2031-07-12T12:00:00Z"), { item: "invoices" });
    await expect(asked).rejects.toMatchObject({ code: "locked", params: { until: "2031-07-13" } });
  });

  it("pages and sorts 38 tracks", async () => {
    const first = await read("tracks", { size: 15, sort: "track" });
    expect(first).toMatchObject({ kind: "list", total: 38, pages: 3, pageSize: 15, sort: "track" });
    const tracks: (string | undefined)[] = [];
    for (const page of [1, 2, 3]) {
      tracks.push(...rowsOf(await read("tracks", { page, size: 15, sort: "track" })).map(([track]) => track));
    }
    expect(tracks).toHaveLength(38);
    const { rows } = await shop.run(`select t.name from invoice i join invoice_line l using (invoice_id)
      join track t using (track_id) where i.customer_id = 2 order by t.name`);
    expect(tracks).toEqual(rows.map(({ name }) => name));
    expect(await read("tracks", { page: 999, size: 15 })).toMatchObject({ page: 3 });
  });

  it("neither shows nor sorts by a hidden column", async () => {
    const value = await read("tracks", { sort: "invoice_line_id" });
    expect(value).toMatchObject({ sort: "" });
    expect(value.kind === "list" && value.columns.map(({ column }) => column)).not.toContain(
      "invoice_line_id",
    );
  });

  it("masks her email until she asks for it", async () => {
    expect(await read("email")).toEqual({
      kind: "masked",
      item: "email",
      kept: { date: null, past: false, lockedUntil: null },
      hint: "l•••@surfeu.de",
      count: null,
    });
    expect(await read("email", { reveal: "item" })).toMatchObject({ kind: "field", value: { text: LEONIE } });
    expect(JSON.stringify(await read("address"))).not.toContain("Stuttgart");
    expect(JSON.stringify(await read("address", { reveal: "item" }))).toContain("Stuttgart");
  });

  it.each([
    ["favourite_genre", { kind: "field", value: { as: "text", text: "Rock", more: 0 } }],
    ["name", { kind: "field", value: { text: "Leonie Köhler" }, boxes: { value: "Leonie Köhler" } }],
    ["company", { kind: "empty" }],
    ["fax", { kind: "empty" }],
    ["support_contact", { kind: "field", value: { text: "Steve Johnson" } }],
  ])("reads %s", async (item, expected) => expect(await read(item)).toMatchObject(expected));

  it("corrects her company: one row changes, and Activity names the item alone", async () => {
    const before = await shop.run(
      "select md5(string_agg(c::text, '|' order by customer_id)) from customer c where customer_id <> 2",
    );
    const done = await correctItem(again(ctx), {
      item: "company",
      note: undefined,
      boxes: { value: "Köhler & Söhne" },
    });
    expect(done).toEqual({ outcome: "corrected", item: "company" });
    expect(
      (await shop.run("select customer_id from customer where company = 'Köhler & Söhne'")).rows,
    ).toEqual([{ customer_id: 2 }]);
    expect(
      (
        await shop.run(
          "select md5(string_agg(c::text, '|' order by customer_id)) from customer c where customer_id <> 2",
        )
      ).rows,
    ).toEqual(before.rows);
    const { rows } = await withSight(house.db, { subjects: [ctx.subject.id] }, (tx) =>
      tx.execute(sql`select act, detail from audit where act = 'held_data.correct'`),
    );
    expect(rows).toEqual([{ act: "held_data.correct", detail: { item: "company" } }]);
    expect(
      await correctItem(again(ctx), { item: "company", note: undefined, boxes: { value: "Köhler & Söhne" } }),
    ).toEqual({
      outcome: "unchanged",
      item: "company",
    });
  });

  it.each<[string, Record<string, string>, object]>([
    ["name", { value: "x".repeat(41) }, { code: "invalid", params: { field: "value", max: 40 } }],
    ["name", { value: "" }, { code: "invalid", params: { field: "value" } }],
    ["name", {}, { code: "invalid", params: { field: "value" } }],
    ["company", { value: "x".repeat(81) }, { code: "invalid", params: { field: "value" } }],
    ["invoices", { value: "x" }, { code: "not_offered" }],
    ["nothing", { value: "x" }, { code: "not_found" }],
  ])("refuses %s %j", async (item, boxes, error) => {
    await expect(correctItem(again(ctx), { item, note: undefined, boxes })).rejects.toMatchObject(error);
  });

  it("asks staff about what she cannot change herself, and about the phone she is known by", async () => {
    for (const item of ["email", "phone"]) {
      const done = await correctItem(again(ctx), {
        item,
        note: undefined,
        boxes: { value: "+49 711 1234567" },
      });
      expect(done).toMatchObject({ outcome: "request_filed", item });
    }
    expect((await shop.run("select phone from customer where customer_id = 2")).rows).toEqual([
      { phone: "+49 0711 2842222" },
    ]);
  });

  it("writes the same number in another spelling", async () => {
    const done = await correctItem(again(ctx), {
      item: "phone",
      note: undefined,
      boxes: { value: "+49 711 2842222" },
    });
    expect(done).toMatchObject({ outcome: "corrected" });
  });

  it("asks for deletion, and says it is not her", async () => {
    expect(await deleteItem(again(ctx), { item: "company" })).toMatchObject({ item: "company", stopped: [] });
    await expect(notMe(again(ctx), { item: "company" })).rejects.toMatchObject({ code: "not_offered" });
    expect(await notMe(again(ctx), { item: "favourite_genre" })).toMatchObject({
      requestId: expect.any(String),
    });
    await expect(stopUsing(again(ctx), { item: "address" })).rejects.toMatchObject({ code: "not_offered" });
    expect(await stopUsing(again(ctx), { item: "phone" })).toMatchObject({ item: "phone" });
  });

  it("tries every query and every write, and keeps none of it", async () => {
    const state = () =>
      shop.run("select md5(string_agg(c::text, '|' order by customer_id)) as all from customer c");
    const before = await state();
    const trials: Trial[] = [];
    for await (const trial of tryCustomer(house, "2")) trials.push(trial);
    expect(trials.filter(({ problem }) => problem !== null)).toEqual([]);
    const told = (what: string) => trials.filter((trial) => trial.what === what);
    expect(told("read")).toHaveLength(10);
    expect(told("correct").map(({ item, rows }) => [item, rows])).toEqual([
      ["name", 1],
      ["phone", 1],
      ["company", 1],
    ]);
    expect(told("erase")).toHaveLength(7);
    expect(trials.find(({ item, what }) => item === "tracks" && what === "read")).toMatchObject({
      rows: 38,
      undeclared: [],
    });
    expect((await state()).rows).toEqual(before.rows);
  });

  it("gives all of it for her copy", async () => {
    expect(await readWholeItem(again(ctx), { item: "tracks" })).toMatchObject({ kind: "list", total: 38 });
    let rows = 0;
    for await (const batch of readWholeRows(again(ctx), { item: "tracks" })) rows += batch.length;
    expect(rows).toBe(38);
    expect(await readWholeItem(again(ctx), { item: "address" })).toMatchObject({
      kind: "row",
      fields: expect.arrayContaining([
        expect.objectContaining({
          column: "city",
          value: { data: "Stuttgart", shown: { as: "text", text: "Stuttgart", more: 0 } },
        }),
      ]),
    });
  });
});
