import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { House, LogFields } from "../house";
import { testCustomer, testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import type { HeldValue } from "./catalog";
import { listHeldData, readHeldItem } from "./index";
import { field, shopSource, type TestShop, testItem, testShop } from "./testing";
import { again, type TestCtx, testPerson } from "./testing-person";

const CANARY = "canary-of-ben";

let shop: TestShop;
let house: House;
let close: () => Promise<void>;
let ana: TestCtx;
let silent: Server;
const sockets = new Set<Socket>();
const logged: { event: string; fields: LogFields | undefined }[] = [];

const visits =
  "select id, day, place, secret, amount, code from visit where customer_id = :customer_key::int";

const WITHOUT_END = { date: null, past: false, lockedUntil: "9999-12-31" };
const LONG_OVER = { date: "0008-01-01", past: true, lockedUntil: null };
/** Days that no calendar on a page shows, as SQL, and what they come to. */
const FAR_DAYS: Record<string, [string, object]> = {
  far_last: ["date '9999-12-31'", WITHOUT_END],
  far_infinity: ["'infinity'::date", WITHOUT_END],
  far_moment: ["'infinity'::timestamptz", WITHOUT_END],
  far_sum: ["timestamp '9999-12-31' + interval '7 years'", WITHOUT_END],
  far_before: ["'-infinity'::date", LONG_OVER],
  far_bc: ["date '0044-03-15 BC'", LONG_OVER],
};

const items = [
  testItem({ id: "name", read: "select name from customer where id = :customer_key::int" }),
  testItem({ id: "blank", read: "select '  '" }),
  testItem({ id: "slow", read: "select pg_sleep(30)::text" }),
  testItem({ id: "health", special: true, read: "select email from customer where id = :customer_key::int" }),
  testItem({ id: "silent", source: "silent", read: "select 1" }),
  testItem({ id: "elsewhere", source: "elsewhere", read: "select 1" }),
  testItem({
    id: "visits",
    read: visits,
    sort: [{ column: "id", descending: true }],
    fields: [
      field("day", { format: "date" }),
      field("place"),
      field("secret", { mask: true }),
      field("amount", { format: "money", currencyColumn: "code" }),
      field("code", { hide: true, name: undefined }),
      field("id", { hide: true, name: undefined }),
    ],
  }),
  testItem({ id: "hidden_visits", read: visits, mask: true, fields: [field("place")] }),
  testItem({
    id: "json_list",
    read: `select n, '{"a":1}'::json as said from generate_series(1, 2) as n where :customer_key <> ''`,
    fields: [field("n"), field("said")],
  }),
  testItem({ id: "no_list", read: "select '{}'::text[]" }),
  testItem({ id: "no_record", read: "select '{}'::jsonb" }),
  testItem({ id: "no_visits", read: `${visits} and false`, fields: [field("place")] }),
  testItem({ id: "bad_list", read: visits, fields: [field("nope")] }),
  testItem({
    id: "contact",
    shape: "row",
    read: "select name, email, phone from customer where id = :customer_key::int",
    fields: [field("name"), field("email", { mask: true }), field("phone")],
  }),
  testItem({
    id: "kept",
    read: "select 'x'",
    keep: { kind: "for", for: "P1M", from: "select date '2026-01-31'", because: "Because." },
    erase: {
      by: "keep",
      because: "Law.",
      until: { kind: "query", query: "select broken" },
      afterwards: { by: "task", task: "Delete." },
    },
  }),
  ...Object.entries(FAR_DAYS).map(([id, [day]]) =>
    testItem({
      id,
      read: "select 'x'",
      keep: { kind: "for", for: "P7Y", from: `select ${day}`, because: "Because." },
      erase: {
        by: "keep",
        because: "Law.",
        until: { kind: "query", query: `select ${day}` },
        afterwards: { by: "task", task: "Delete." },
      },
    }),
  ),
  testItem({
    id: "kept_day",
    read: "select 'x'",
    keep: { kind: "until", until: "select null::date", because: "Because." },
  }),
];

beforeAll(async () => {
  shop = await testShop(`
    create table customer (id int primary key, email text, phone text, name text);
    insert into customer values (1, 'ana@example.com', null, 'Ana'), (2, 'ben@example.com', null, '${CANARY}');
    create table visit (id int, customer_id int, day date, place text, secret text, amount numeric, code text);
    insert into visit select n, 1, date '2026-01-01' + n, 'place ' || n, 'secret-' || n, n / 3.0, case when n = 1 then 'XX?' else 'USD' end
      from generate_series(1, 30) as n;
    insert into visit values (99, 2, '2026-01-01', '${CANARY}', '${CANARY}', 1, 'USD');`);
  silent = createServer((socket) => void sockets.add(socket));
  await new Promise<void>((ready) => silent.listen(0, "127.0.0.1", ready));
  const { port } = silent.address() as AddressInfo;
  const brand = tinyBrand({
    items,
    sources: [
      shopSource({ url: shop.readUrl, timeout: "PT1S" }),
      shopSource({
        id: "silent",
        name: "Silent",
        url: `postgres://a:pw-canary@127.0.0.1:${port}/x`,
        timeout: "PT0.4S",
        find: { kind: "source", source: "shop" },
      }),
      shopSource({ id: "elsewhere", url: shop.readUrl, find: { kind: "source", source: "silent" } }),
    ],
  });
  const log = {
    info: () => undefined,
    warn: (event: string, fields?: LogFields) => void logged.push({ event, fields }),
    error: () => undefined,
  };
  const made = await testHouse({ brand, max: 2 });
  house = { ...made.house, log };
  close = made.close;
  ana = await testPerson(house, "ana@example.com");
});

afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  silent.close();
  await close();
  await shop.drop();
});

const read = (item: string, more = {}): Promise<HeldValue> => readHeldItem(again(ana), { item, ...more });
const KEPT = { date: null, past: false, lockedUntil: null };

describe("one item", () => {
  it.each<[string, object, object]>([
    [
      "name",
      {},
      { kind: "field", item: "name", kept: KEPT, value: { as: "text", text: "Ana", more: 0 }, boxes: {} },
    ],
    ["no_list", {}, { kind: "empty", item: "no_list", kept: KEPT }],
    ["no_record", {}, { kind: "empty", item: "no_record", kept: KEPT }],
    ["blank", {}, { kind: "empty", item: "blank", kept: KEPT }],
    ["health", {}, { kind: "masked", item: "health", kept: KEPT, hint: "••••••", count: null }],
    ["hidden_visits", {}, { kind: "masked", item: "hidden_visits", kept: KEPT, hint: "••••••", count: 30 }],
    ["no_visits", {}, { kind: "empty", item: "no_visits", kept: KEPT }],
    [
      "kept",
      {},
      { kind: "field", item: "kept", kept: KEPT, value: { as: "text", text: "x", more: 0 }, boxes: {} },
    ],
    [
      "kept_day",
      {},
      { kind: "field", item: "kept_day", kept: KEPT, value: { as: "text", text: "x", more: 0 }, boxes: {} },
    ],
  ])("%s %j", async (item, more, expected) => expect(await read(item, more)).toEqual(expected));

  it.each(Object.entries(FAR_DAYS))(
    "%s: a far day locks or is over, and is never misread",
    async (id, day) => {
      expect(await read(id)).toMatchObject({ kept: day[1] });
    },
  );

  it("a column of json has no order to pick", async () => {
    const list = await read("json_list");
    const columns = list.kind === "list" ? list.columns : [];
    expect(columns.map(({ column, sortable }) => [column, sortable])).toEqual([
      ["n", true],
      ["said", false],
    ]);
  });

  it("is not found when nobody declared it", async () => {
    await expect(read("nope")).rejects.toMatchObject({ code: "not_found" });
  });

  it("is nobody's without a session, and nothing to a stranger", async () => {
    const nobody = { ...ana, actor: { kind: "nobody" as const } };
    await expect(readHeldItem(nobody, { item: "name" })).rejects.toMatchObject({ code: "signed_out" });
    await expect(listHeldData(nobody)).rejects.toMatchObject({ code: "signed_out" });
    const stranger = await testCustomer(house);
    expect(await readHeldItem(stranger, { item: "name" })).toEqual({
      kind: "empty",
      item: "name",
      kept: KEPT,
    });
    await expect(readHeldItem({ ...stranger, subject: ana.subject }, { item: "name" })).rejects.toMatchObject(
      { code: "forbidden" },
    );
  });

  it("is never another's", async () => {
    const all = await Promise.all(
      items.filter(({ source }) => source === "shop").map(({ id }) => read(id, { reveal: "item" })),
    );
    expect(JSON.stringify(all)).not.toContain(CANARY);
  });
});

describe("a row and a list with masked columns", () => {
  it("keeps a row's masked column out until it is revealed", async () => {
    const hidden = await read("contact");
    expect(JSON.stringify(hidden)).not.toContain("ana@");
    expect(hidden).toMatchObject({
      fields: [
        { value: { text: "Ana" } },
        { value: { as: "masked", hint: "a•••@example.com" } },
        { value: { as: "nothing" } },
      ],
    });
    expect(await read("contact", { reveal: "item" })).toMatchObject({
      fields: [{}, { value: { text: "ana@example.com" } }, {}],
    });
  });

  it("reveals each row by itself", async () => {
    const page = await read("visits", { size: 5 });
    if (page.kind !== "list") return expect.unreachable(page.kind);
    expect(JSON.stringify(page)).not.toContain("secret-");
    expect(page.rows.map(({ masked }) => masked)).toEqual(Array(5).fill(true));
    const third = page.rows[2]?.id ?? "";
    const shown = await read("visits", { size: 5, reveal: third });
    expect(JSON.stringify(shown).match(/secret-\d+/gu)).toEqual(["secret-28"]);
    expect(shown.kind === "list" && shown.rows.map(({ masked }) => masked)).toEqual([
      true,
      true,
      false,
      true,
      true,
    ]);
  });

  it("names rows by nothing that can be guessed back", async () => {
    const page = await read("visits", { size: 30 });
    const ids = page.kind === "list" ? page.rows.map(({ id }) => id) : [];
    expect(new Set(ids).size).toBe(30);
    expect(ids.every((id) => /^[\w-]{22}$/u.test(id))).toBe(true);
  });

  it("shows no sign of a currency it does not know", async () => {
    const page = await read("visits", { sort: "day", size: 2 });
    expect(page.kind === "list" && page.rows.map(({ cells }) => cells[3])).toEqual([
      { as: "number", value: expect.stringMatching(/^0\.33/u) },
      { as: "money", amount: expect.stringMatching(/^0\.66/u), currency: "USD" },
    ]);
  });

  it.each([
    ["day", "day"],
    ["-place", "-place"],
    ["secret", ""],
    ["id", ""],
    ["nope", ""],
    ["day desc; drop table visit", ""],
  ])("sorts by %j as %j", async (sort, applied) =>
    expect(await read("visits", { sort })).toMatchObject({ sort: applied }),
  );

  it("says which columns hold numbers", async () => {
    const page = await read("visits");
    expect(
      page.kind === "list" &&
        page.columns.map(({ column, numeric, sortable }) => [column, numeric, sortable]),
    ).toEqual([
      ["day", false, true],
      ["place", false, true],
      ["secret", false, false],
      ["amount", true, true],
    ]);
  });
});

describe("a source that fails", () => {
  it.each([
    ["slow", "Our shop", "slow"],
    ["bad_list", "Our shop", "wrong_shape"],
    ["silent", "Silent", "slow"],
  ])("%s is not available right now, never empty", async (item, name, code) => {
    logged.length = 0;
    const ctx = again(ana);
    const value = await readHeldItem(ctx, { item });
    expect(value).toEqual({
      kind: "unavailable",
      item,
      sourceName: { text: name, lang: "en" },
      at: ctx.now.toISOString(),
    });
    expect(logged).toMatchObject([
      { event: "source.failed", fields: { item, code, reason: expect.any(String) } },
    ]);
    expect(JSON.stringify(logged)).not.toMatch(/pw-canary|p4ss|ana@example/u);
  });

  it("that was out of reach at sign-in is asked now, and its silence is not nothing", async () => {
    const ben = await testPerson(house, "ben@example.com", { linked: false });
    expect(await readHeldItem(again(ben), { item: "name" })).toMatchObject({ value: { text: CANARY } });
    const gone = shopSource({ url: "postgres://a:b@127.0.0.1:1/x" });
    const brand = { ...house.brand, sources: [gone, ...house.brand.sources.slice(1)] };
    const down = { ...house, brand, rooms: new Map() };
    for (const item of ["name", "visits", "silent"]) {
      expect(await readHeldItem(again(ben, { house: down }), { item })).toMatchObject({
        kind: "unavailable",
        item,
      });
    }
  });

  it("holds none of our connections: a pool of 2, 50 readers of one that hangs, and everything else goes on", async () => {
    const hanging = Array.from({ length: 50 }, () => readHeldItem(again(ana), { item: "silent" }));
    const others = await Promise.all(Array.from({ length: 20 }, () => listHeldData(again(ana))));
    expect(others).toHaveLength(20);
    expect(house.db.pool.waitingCount).toBe(0);
    expect((await Promise.all(hanging)).map(({ kind }) => kind)).toEqual(Array(50).fill("unavailable"));
  });

  it("does not delay the others", async () => {
    const order: string[] = [];
    const slow = read("slow").then(() => order.push("slow"));
    await Promise.all(["name", "visits", "contact"].map((item) => read(item).then(() => order.push(item))));
    await slow;
    expect(order.at(-1)).toBe("slow");
  });
});
