import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Source } from "../brand";
import type { House } from "../house";
import { testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { findInSources, readIdentity } from "./index";
import { FIND, shopSource, type TestShop, testShop } from "./testing";

let shop: TestShop;
let house: House;
let close: () => Promise<void>;
let server: Server;
let origin: string;

const loose = (column: string) => `select id::text as customer_key from customer where ${column} is not null`;

beforeAll(async () => {
  shop = await testShop(`
    create table customer (id int primary key, email text, phone text, country text, number text);
    insert into customer values
      (1, 'Ana@Example.com', '0711 28422', 'DE', 'C-1'), (2, 'ben@example.com', '01 284 2200', null, 'C-2'),
      (3, 'twin@example.com', null, null, null), (4, 'TWIN@example.com ', null, null, null),
      (5, 'stra\u00dfe@example.com', '+1 (555) 010-9999', 'US', null);
    create table many as select n as id, 'm' || n || '@example.com' as email from generate_series(1, 30) as n;`);
  server = createServer((request, response) => {
    const known = request.url === "/people/ana%40example.com";
    response.writeHead(known ? 200 : 404, { "content-type": "application/json" }).end(known ? "{}" : "");
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  origin = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const made = await testHouse({ brand: tinyBrand(), settings: { allowPrivateHosts: [origin] } });
  house = made.house;
  close = made.close;
});

afterAll(async () => {
  await close();
  await shop.drop();
  server.close();
});

const identity =
  "select email, phone, country, number as customer_number from customer where id = :customer_key::int";

const within = (...sources: Source[]): House => ({ ...house, brand: tinyBrand({ sources }) });

const shopBy = (findCustomer: string, more: Partial<Parameters<typeof shopSource>[0]> = {}) =>
  shopSource({ url: shop.readUrl, find: { kind: "sql", findCustomer, identity }, ...more });

/** Takes a lock that stays with the connection and can be seen from outside. */
const noting = (lock: number) =>
  `select email, phone from customer
    where id = :customer_key::int or pg_try_advisory_lock_shared(${lock}) is null`;

const noted = async (lock: number) =>
  (await shop.run(`select 1 from pg_locks where locktype = 'advisory' and objid = ${lock}`)).rowCount !== 0;

const http = (find: Source["find"]): Source => ({
  id: "club",
  name: "Club",
  kind: "http",
  url: `http://${origin}/people/{customer_key}`,
  headers: {},
  find,
  timeout: "PT2S",
});

describe("one proposes, one decides", () => {
  it.each<[string, Parameters<typeof findInSources>[1], string, string[]]>([
    ["another case", { email: "ANA@example.COM" }, loose("email"), ["1"]],
    ["a phone by the person's own country", { phone: "+4971128422" }, loose("phone"), ["1"]],
    ["a phone by the brand's country", { phone: "+35312842200" }, loose("phone"), ["2"]],
    ["a phone with its country", { phone: "+15550109999" }, loose("phone"), ["5"]],
    ["a customer number", { customerNumber: " C-2 " }, loose("number"), ["2"]],
    ["letters that fold", { email: "STRASSE@example.com" }, loose("email"), []],
    ["nobody", { email: "eve@example.com" }, loose("email"), []],
    ["no email at all", { email: "'; drop table customer" }, loose("email"), []],
    ["two in one field", { email: "ana@example.com,ben@example.com" }, loose("email"), []],
  ])("%s", async (_name, proof, findCustomer, keys) => {
    const { found, ambiguous, failed } = await findInSources(within(shopBy(findCustomer)), proof);
    expect({ keys: found.map(({ key }) => key), ambiguous, failed }).toEqual({
      keys,
      ambiguous: [],
      failed: [],
    });
  });

  it("gives exactly one of the three parameters", async () => {
    const told =
      "select case when :email is null and :phone is null and :customer_number = 'C-1' then '1' end as customer_key";
    expect((await findInSources(within(shopBy(told)), { customerNumber: "C-1" })).found).toMatchObject([
      { key: "1" },
    ]);
    expect((await findInSources(within(shopBy(told)), { email: "ana@example.com" })).found).toEqual([]);
  });

  it.each([
    ["two keys that count", loose("email"), "twin@example.com"],
    ["a 21st proposal", "select id::text as customer_key from many", "ana@example.com"],
  ])("lets no one in by %s", async (_name, findCustomer, email) => {
    const result = await findInSources(
      within(shopBy(findCustomer), http({ kind: "source", source: "shop" })),
      { email },
    );
    expect(result).toEqual({ found: [], ambiguous: ["shop"], failed: [] });
  });

  it("counts the same key proposed twice once", async () => {
    const twice = "select '1' as customer_key from many limit 25";
    expect((await findInSources(within(shopBy(twice)), { email: "ana@example.com" })).found).toHaveLength(1);
  });

  it.each([
    [
      "identity with two records",
      { kind: "sql", findCustomer: "select '1' as customer_key", identity: "select email from customer" },
    ],
    ["a find that names no key", { kind: "sql", findCustomer: "select 1 as id", identity }],
    ["broken SQL", { ...FIND, findCustomer: "selec" }],
  ] as const)("tells of %s and lets the others go on", async (_name, find) => {
    const broken = shopSource({ id: "broken", url: shop.readUrl, find });
    const result = await findInSources(within(broken, shopBy(loose("email"))), { email: "ana@example.com" });
    expect(result.failed).toMatchObject([{ source: "broken" }]);
    expect(result.found).toMatchObject([{ source: "shop", key: "1" }]);
  });
});

describe("sources that take their key from elsewhere", () => {
  it.each<[string, Source["find"], string]>([
    ["another source's key", { kind: "source", source: "shop" }, "1"],
    ["the email that was proved", { kind: "identifier", identifier: "email" }, "ana@example.com"],
    ["the number that identity gives", { kind: "identifier", identifier: "customer_number" }, "C-1"],
  ])("follow %s", async (_name, find, key) => {
    const { found } = await findInSources(within(http(find), shopBy(loose("email"))), {
      email: "ana@example.com",
    });
    expect(found.find(({ source }) => source === "club")).toEqual({ source: "club", key, identity: null });
  });

  it("follow through a chain", async () => {
    const third: Source = { ...http({ kind: "source", source: "club" }), id: "third" };
    const sources = [third, http({ kind: "source", source: "shop" }), shopBy(loose("email"))] as const;
    const { found } = await findInSources(within(...sources), { email: "ana@example.com" });
    expect(found.map(({ source, key }) => [source, key])).toEqual([
      ["shop", "1"],
      ["club", "1"],
      ["third", "1"],
    ]);
  });

  it.each<[Parameters<typeof findInSources>[1], number]>([
    [{ email: "Ana@example.com" }, 1],
    [{ email: "eve@example.com" }, 0],
    [{ customerNumber: "ana@example.com" }, 0],
  ])("alone, know %j by the address itself", async (proof, count) => {
    const { found } = await findInSources(within(http({ kind: "identifier", identifier: "email" })), proof);
    expect(found).toHaveLength(count);
  });
});

describe("identity", () => {
  it("is read again by key, and is nothing where there is no such customer", async () => {
    const home = within(shopBy(loose("email")));
    expect(await readIdentity(home, { source: "shop", key: "2" })).toMatchObject({
      email: "ben@example.com",
      country: null,
    });
    expect(await readIdentity(home, { source: "shop", key: "77" })).toBeNull();
  });
});

describe("asking evenly", () => {
  const find = (identity: string) => ({
    ...{
      kind: "sql" as const,
      findCustomer: "select id::text as customer_key from customer where email = :email",
    },
    identity,
  });

  it.each([
    [false, 901],
    [true, 902],
  ])("asks who somebody is also where there is nobody: %s", async (evenly, lock) => {
    const source = shopSource({ id: `shop${lock}`, url: shop.readUrl, find: find(noting(lock)) });
    const result = await findInSources(within(source), { email: "nobody@example.com" }, { evenly });
    expect(result).toEqual({ found: [], ambiguous: [], failed: [] });
    expect(await noted(lock)).toBe(evenly);
  });

  it("keeps the connection and the answer where that question is none", async () => {
    const source = shopSource({
      url: shop.readUrl,
      find: find("select email from customer where id = :customer_key::uuid"),
    });
    const result = await findInSources(within(source), { email: "nobody@example.com" }, { evenly: true });
    expect(result).toEqual({ found: [], ambiguous: [], failed: [] });
  });
});
