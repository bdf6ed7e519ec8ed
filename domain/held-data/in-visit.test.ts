import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { House } from "../house";
import { testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { testReveal, testVisit, type VisitCtx } from "../testing-visit";
import type { HeldValue } from "./catalog";
import { listHeldData, readHeldItem, readShortName } from "./index";
import { shortName } from "./short-name";
import { field, shopSource, type TestShop, testItem, testShop } from "./testing";
import { type TestCtx, testPerson } from "./testing-person";

/** Every secret of the person holds this, so that one search tells whether any of them came through. */
const CANARY = "canary";
const PNG = "\\x89504e470d0a1a0a";
const HIDDEN = "••••••";

const one = (sql: string) => `select ${sql} from customer where id = :customer_key::int`;
const orders =
  "select id, day, note, secret, amount, paid, weight, doc, photo, number from orders where customer_id = :customer_key::int";
const columns = [
  field("day", { format: "date" }),
  field("note"),
  field("secret", { mask: true }),
  field("amount", { format: "money" }),
  field("paid"),
  field("weight"),
  field("doc"),
  field("photo", { format: "image" }),
  field("number", { mask: true, format: "number" }),
];

const items = [
  testItem({ id: "name", read: one("name"), correct: { by: "self", write: "update x", columns: [] } }),
  testItem({ id: "email", read: one("email"), mask: true, format: "email" }),
  testItem({ id: "phone", read: one("phone"), format: "phone" }),
  testItem({ id: "born", read: one("born"), format: "date" }),
  testItem({ id: "points", read: one("points"), format: "number" }),
  testItem({ id: "spent", read: one("spent"), format: "money" }),
  testItem({ id: "agreed", read: one("agreed"), format: "boolean" }),
  testItem({ id: "home", read: one("home"), format: "url" }),
  testItem({ id: "country", read: one("country"), format: "country" }),
  testItem({ id: "tags", read: one("tags") }),
  testItem({ id: "doc", read: one("doc") }),
  testItem({ id: "picture", read: one("photo"), format: "image" }),
  testItem({ id: "pictures", read: one("array[photo]") }),
  testItem({ id: "health", read: one("name"), special: true }),
  testItem({ id: "nothing", read: one("null::text") }),
  testItem({
    id: "contact",
    shape: "row",
    read: one("name, email, phone, photo"),
    fields: [
      field("name"),
      field("email", { mask: true }),
      field("phone"),
      field("photo", { format: "image" }),
    ],
    correct: { by: "self", write: "update x", columns: ["name"] },
  }),
  testItem({ id: "orders", read: orders, fields: columns, sort: [{ column: "id", descending: false }] }),
  testItem({ id: "masked_orders", read: orders, fields: [field("day"), field("note")], mask: true }),
  testItem({ id: "special_orders", read: orders, fields: [field("day"), field("note")], special: true }),
];

let shop: TestShop;
let house: House;
let close: () => Promise<void>;
let ana: TestCtx;
let visit: VisitCtx;

beforeAll(async () => {
  shop = await testShop(`
    create table customer (id int, email text, phone text, name text, born date, points int, spent numeric,
      agreed boolean, home text, country text, tags text[], doc jsonb, photo bytea);
    insert into customer values (1, 'ana.${CANARY}@${CANARY}.example', '+351 912 345 642', 'Ana ${CANARY}', '1988-02-01',
      98765, 98765.43, true, 'https://${CANARY}.example/', 'PT', '{${CANARY}}', '{"${CANARY}": "${CANARY}"}', '${PNG}');
    create table orders (id int, customer_id int, day date, note text, secret text, amount numeric, paid boolean,
      weight int, doc jsonb, photo bytea, number text);
    insert into orders select n, 1, date '2026-11-01' + n, 'note ${CANARY}', 'secret ${CANARY}', n * 10, true, 7,
      '{"a": "${CANARY}"}', '${PNG}', '98765' from generate_series(1, 2) as n;`);
  const made = await testHouse({ brand: tinyBrand({ items, sources: [shopSource({ url: shop.readUrl })] }) });
  ({ house, close } = made);
  ana = await testPerson(house, `ana.${CANARY}@${CANARY}.example`);
});

afterAll(async () => {
  await close();
  await shop.drop();
});

/** As the next request of the same visit would: nothing is remembered from the one before. */
const look = (item: string, more = {}): Promise<HeldValue> => readHeldItem({ ...visit }, { item, ...more });
const fresh = async () => {
  visit = await testVisit(house, ana.subject);
};

const shownOf = (value: HeldValue) =>
  value.kind === "field" ? value.value : value.kind === "masked" ? value.hint : value.kind;

describe("before anything is revealed", () => {
  beforeAll(fresh);

  it.each<[string, string]>([
    ["name", HIDDEN],
    ["email", "a•••@c•••"],
    ["phone", "•••42"],
    ["born", HIDDEN],
    ["points", HIDDEN],
    ["spent", HIDDEN],
    ["agreed", HIDDEN],
    ["home", HIDDEN],
    ["country", HIDDEN],
    ["tags", HIDDEN],
    ["doc", HIDDEN],
    ["pictures", HIDDEN],
    ["picture", "withheld"],
    ["health", "withheld"],
    ["special_orders", "withheld"],
    ["nothing", "empty"],
  ])("a field: %s is %s", async (item, shown) => expect(shownOf(await look(item))).toBe(shown));

  it.each(["item", "anything", ""])("asking for it does not reveal: %s", async (reveal) => {
    for (const { id } of items) expect(JSON.stringify(await look(id, { reveal }))).not.toContain(CANARY);
  });

  it("masks every field of a row, and offers no words to correct", async () =>
    expect(await look("contact")).toMatchObject({
      kind: "row",
      boxes: {},
      fields: [HIDDEN, "a•••@c•••", "•••42", HIDDEN].map((hint) => ({ value: { as: "masked", hint } })),
    }));

  it("leaves days, amounts, numbers and yes or no of a list readable, and nothing else", async () => {
    const list = await look("orders");
    if (list.kind !== "list") throw new Error(list.kind);
    expect(list.total).toBe(2);
    expect(list.rows[0]?.masked).toBe(true);
    expect(list.rows[0]?.cells).toEqual([
      { as: "date", date: "2026-11-02" },
      { as: "masked", hint: HIDDEN },
      { as: "masked", hint: HIDDEN },
      { as: "money", amount: "10", currency: house.brand.currency },
      { as: "boolean", value: true },
      { as: "plain_number", value: "7" },
      { as: "masked", hint: HIDDEN },
      { as: "masked", hint: HIDDEN },
      { as: "masked", hint: HIDDEN },
    ]);
    expect(list.columns.filter((column) => column.sortable).map(({ column }) => column)).toEqual([
      "day",
      "amount",
    ]);
  });

  it.each(["note", "-secret", "number", "weight"])(
    "a list is not ordered by %s, which would tell of it",
    async (sort) => expect(await look("orders", { sort })).toMatchObject({ sort: "" }),
  );

  it("counts the records of a masked list", async () =>
    expect(await look("masked_orders")).toMatchObject({ kind: "masked", count: 2, hint: HIDDEN }));

  it("lists what is held without a correction that waits", async () => {
    const view = await listHeldData({ ...visit });
    expect(view.total).toBe(items.length);
    expect(JSON.stringify(view)).not.toContain(CANARY);
  });
});

describe("after a reveal", () => {
  it("shows that one item clear for the rest of the visit, and no other", async () => {
    await fresh();
    await testReveal(visit, { item: "name" });
    expect(shownOf(await look("name"))).toEqual({ as: "text", text: `Ana ${CANARY}`, more: 0 });
    expect(await look("name")).toMatchObject({ boxes: {} });
    expect(shownOf(await look("email"))).toBe("a•••@c•••");
    expect(JSON.stringify(await look("contact"))).not.toContain(CANARY);
  });

  it("shows nothing of it in the next visit", async () => {
    await fresh();
    await testReveal(visit, { item: "email" });
    await fresh();
    expect(shownOf(await look("email"))).toBe("a•••@c•••");
  });

  it.each(["picture", "health", "special_orders"])("never shows %s", async (item) => {
    await fresh();
    await testReveal(visit, { item });
    expect(await look(item)).toEqual({ kind: "withheld", item });
  });

  it("shows a row but its picture", async () => {
    await fresh();
    await testReveal(visit, { item: "contact" });
    const row = await look("contact");
    if (row.kind !== "row") throw new Error(row.kind);
    expect(row.fields.map(({ value }) => value.as)).toEqual(["text", "text", "text", "masked"]);
    expect(row.boxes).toEqual({});
  });

  it("shows one record and leaves the others masked", async () => {
    await fresh();
    const before = await look("orders");
    if (before.kind !== "list") throw new Error(before.kind);
    await testReveal(visit, { item: "orders", record: before.rows[1]?.id ?? "" });
    const after = await look("orders");
    if (after.kind !== "list") throw new Error(after.kind);
    expect(after.rows.map(({ masked }) => masked)).toEqual([true, false]);
    expect(JSON.stringify(after.rows[0])).not.toContain(CANARY);
    expect(JSON.stringify(after.rows[1])).toContain(`secret ${CANARY}`);
    expect(JSON.stringify(after)).not.toContain('"image"');
  });
});

describe("by what name staff speak of the customer", () => {
  it("is a first name and an initial", async () => {
    await fresh();
    expect(await readShortName({ ...visit })).toEqual({ first: "Ana", short: "Ana C." });
  });

  it.each([
    ["Ana Maria Ribeiro", { first: "Ana", short: "Ana R." }],
    ["Madonna", { first: "Madonna", short: "Madonna" }],
    ["王小明", { first: "王•", short: "王•" }],
    ["Jean-Luc d'Arc", { first: "Jean-Luc", short: "Jean-Luc D." }],
    ["ana@example.com", null],
    ["+351 912 345 642", null],
    ["", null],
    ["x".repeat(31), null],
  ])("%s is %j", (name, short) => expect(shortName(name)).toEqual(short));
});
