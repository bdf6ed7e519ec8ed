import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FindBy, Item, Source } from "../brand";
import { tinyBrand } from "../testing-brand";
import { tryCustomer } from "./index";
import type { SourceHouse } from "./sources/source-house";
import { FIND, field, shopSource, type TestShop, testItem, testShop } from "./testing";

let shop: TestShop;

beforeAll(async () => {
  shop = await testShop(`
    create table customer (id int primary key, email text, phone text, name text);
    insert into customer values (1, 'ana@example.com', null, 'Ana'), (2, 'ben@example.com', null, 'Ben'),
      (3, 'ben@example.com', null, 'Twin');
    create table member (id int primary key, email text, phone text, country text);
    insert into member values (1, 'Ana@Example.com', null, 'Germany'), (2, null, '+353 86 123 4567', 'IE'),
      (3, null, null, 'IE');`);
});

afterAll(() => shop.drop());

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const by = "where id = :customer_key::int";

async function trialsOf(
  items: Item[],
  options: { key?: string; writeUrl?: string; find?: typeof FIND; more?: Source[] } = {},
) {
  const source = shopSource({
    url: shop.readUrl,
    writeUrl: options.writeUrl ?? shop.writeUrl,
    find: options.find ?? FIND,
  });
  return trialsIn([source, ...(options.more ?? [])], items, options.key ?? "1");
}

async function trialsIn(sources: Source[], items: Item[], key: string) {
  const house: SourceHouse = {
    brand: tinyBrand({ items, sources }),
    settings: { publicUrl: "", demo: false, mailFrom: "", allowPrivateHosts: [] },
    rooms: new Map(),
    log: quiet,
  };
  const trials = [];
  for await (const trial of tryCustomer(house, key)) trials.push(trial);
  for (const room of house.rooms.values()) await room.close();
  return trials;
}

describe("trying a folder on one customer", () => {
  it.each<[string, Item, object]>([
    [
      "a column that is not declared",
      testItem({
        id: "x",
        shape: "row",
        read: `select name, email from customer ${by}`,
        fields: [field("name")],
      }),
      { what: "read", undeclared: ["email"], problem: null },
    ],
    [
      "a column that is not there",
      testItem({ id: "x", read: `select name from customer ${by}`, fields: [field("nope")] }),
      { what: "read", problem: expect.stringContaining("nope") },
    ],
    [
      "a date that is none",
      testItem({ id: "x", read: "select 1", keep: { kind: "until", until: "select 5", because: "B" } }),
      { what: "keep", problem: "gives number, not a date" },
    ],
    [
      "a column in letters beyond a to z",
      testItem({
        id: "x",
        shape: "row",
        read: `select name as straße from customer ${by}`,
        fields: [field("straße")],
        correct: { by: "self", columns: ["straße"], write: `update customer set name = :straße ${by}` },
      }),
      { what: "correct", rows: 1, problem: null },
    ],
    [
      "an update of everyone",
      testItem({
        id: "x",
        read: `select name from customer ${by}`,
        correct: {
          by: "self",
          columns: [],
          write: "update customer set name = :value where :customer_key <> ''",
        },
      }),
      { what: "correct", rows: null, problem: "the write touched 3 rows where 1 may be; rolled back" },
    ],
    [
      "an update of nobody",
      testItem({
        id: "x",
        read: `select name from customer ${by}`,
        erase: { by: "delete", write: "delete from customer where id = -1 and :customer_key <> ''", rows: 1 },
      }),
      { what: "erase", problem: "the write touched no row; rolled back" },
    ],
    [
      "rows that are counted",
      testItem({
        id: "x",
        read: `select name from customer ${by}`,
        erase: {
          by: "delete",
          write: "delete from customer where :customer_key <> ''",
          rows: "select count(*) from customer where :customer_key <> ''",
        },
      }),
      { what: "erase", rows: 3, problem: null },
    ],
  ])("tells of %s", async (_name, item, expected) => {
    const trials = await trialsOf([item]);
    expect(trials).toContainEqual(expect.objectContaining(expected));
    expect((await shop.run("select count(*)::int as n, min(name) as name from customer")).rows).toEqual([
      { n: 3, name: "Ana" },
    ]);
  });

  it.each([
    ["nobody", { key: "77" }, "gives no such customer"],
    ["a twin", { key: "2" }, "two keys count, or more than 20 are proposed: no one is let in"],
  ])("tells of %s", async (_name, options, problem) => {
    expect((await trialsOf([], options)).map((trial) => trial.problem)).toContain(problem);
  });

  const members = (more: { find?: string; identity?: string }): FindBy & { kind: "sql" } => ({
    kind: "sql",
    findCustomer: `select id::text as customer_key from member where ${more.find ?? "lower(email) = lower(:email)"}`,
    identity: `select ${more.identity ?? "email, phone"} from member where id = :customer_key::int`,
  });
  const byPhone = "regexp_replace(phone, '[^0-9+]', '', 'g') = :phone";

  it.each<[string, { key: string; find: FindBy & { kind: "sql" } }, [string, string | null][]]>([
    [
      "letters that are compared as they are",
      { key: "1", find: members({ find: "email = :email" }) },
      [
        ["identity", null],
        [
          "find_customer",
          "does not find this customer by the email that `identity` gives — compare `lower(email) = lower(:email)`",
        ],
      ],
    ],
    [
      "a column with another spelling",
      { key: "1", find: members({ identity: 'id, email as "Email"' }) },
      [
        [
          "identity",
          "`Email` is not read — write `as email`; gives no email and no phone, so no code can reach this customer",
        ],
      ],
    ],
    [
      "a person by their phone",
      { key: "2", find: members({ find: `lower(email) = lower(:email) or ${byPhone}` }) },
      [
        ["identity", null],
        ["find_customer", null],
      ],
    ],
    [
      "a phone where only emails are asked for",
      { key: "2", find: members({}) },
      [["identity", "gives nothing that `find_customer` asks for, so this customer cannot sign in"]],
    ],
    [
      "a person without an address",
      { key: "3", find: members({}) },
      [["identity", "gives no email and no phone, so no code can reach this customer"]],
    ],
    [
      "a country by its name",
      { key: "1", find: members({ identity: "email, country" }) },
      [
        ["identity", "`country` is no code of ISO 3166-1 such as DE or GB, so the person's law is not known"],
        ["find_customer", null],
      ],
    ],
  ])("tells of %s", async (_name, options, told) => {
    expect((await trialsOf([], options)).map(({ what, problem }) => [what, problem])).toEqual(told);
  });

  it("names what of an identity is not read", async () => {
    const [identity] = await trialsOf([], { find: members({ identity: "id, email" }) });
    expect(identity).toMatchObject({ undeclared: ["id"], problem: null });
  });

  it.each(["1", "3"])("tries a source that takes the key of another, for customer %s", async (key) => {
    const club = {
      ...shopSource({ url: shop.readUrl }),
      id: "club",
      find: { kind: "source", source: "shop" },
    };
    const item = testItem({ id: "x", source: "club", read: `select country from member ${by}` });
    const trials = await trialsOf([item], { key, find: members({}), more: [club as Source] });
    expect(trials).toContainEqual(expect.objectContaining({ source: "club", what: "read", rows: 1 }));
  });

  it("takes an address as the key where only an HTTP source finds people, and follows it", async () => {
    const web = (id: string, find: FindBy): Source => {
      const url = "http://127.0.0.1:9/{customer_key}";
      return { id, name: id, kind: "http", url, headers: {}, timeout: "PT1S", find };
    };
    const points = web("points", { kind: "source", source: "club" });
    const club = web("club", { kind: "identifier", identifier: "email" });
    const items = ["club", "points"].map((source) => testItem({ id: source, source, read: "a" }));
    const trials = await trialsIn([points, club], items, "ana@example.com");
    expect(trials.map(({ source, what }) => [source, what])).toEqual([
      ["club", "read"],
      ["points", "read"],
    ]);
  });

  it("says what a role may not do, without its password", async () => {
    const item = testItem({
      id: "x",
      read: `select name from customer ${by}`,
      correct: { by: "self", columns: [], write: `update customer set name = :value ${by}` },
    });
    const trials = await trialsOf([item], { writeUrl: shop.readUrl });
    const problem = trials.find(({ what }) => what === "correct")?.problem;
    expect(problem).toContain("permission denied");
    expect(problem).not.toContain("p4ss");
  });
});
