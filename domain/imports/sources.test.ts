import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { asAdmin, type TestDatabase } from "@/db/testing";
import { customersNamed } from "../customers";
import { shopSource, type TestShop, testShop } from "../held-data/testing";
import type { House } from "../house";
import { testHouse } from "../testing";
import { tinyBrand } from "../testing-brand";
import { bring } from "./testing";

let shop: TestShop;
let house: House;
let database: TestDatabase;
let close: () => Promise<void>;

beforeAll(async () => {
  shop = await testShop(`
    create table customer (id int primary key, email text, phone text, number text);
    insert into customer values (1, 'ana@shop.example', '+353861230001', 'C-1')`);
  const find = {
    kind: "sql" as const,
    findCustomer: "select id::text as customer_key from customer where lower(email) = :email",
    identity: "select email, phone, number as customer_number from customer where id = :customer_key::int",
  };
  const brand = tinyBrand({ sources: [shopSource({ url: shop.readUrl, find })] });
  ({ house, database, close } = await testHouse({ brand }));
});
afterAll(async () => {
  await close();
  await shop.drop();
});

const file = (name: string, rows: string) => {
  const path = join(mkdtempSync(join(tmpdir(), "sources-")), name);
  writeFileSync(path, `Email,Accepts Email Marketing\n${rows}`);
  return { path, tool: "shopify", map: ["offers:email=Accepts Email Marketing"] };
};

it("whoever the brand's sources know comes with what they say; else the address alone", async () => {
  const report = await bring(house, file("one.csv", "ANA@shop.example,no\nben@shop.example,yes\n"));
  expect(report).toMatchObject({ newcomers: 2, sourcesSilent: false });
  const [byNumber, byEmail] = await customersNamed(house, [
    { customer_number: "C-1" },
    { email: "ana@shop.example" },
  ]);
  expect(byNumber).toEqual(byEmail);
  expect(byNumber).not.toBeNull();
  const counts = await asAdmin(
    database.adminUrl,
    "select (select count(*) from customer_links)::int as links, (select count(*) from identifiers)::int as known",
  );
  expect(counts).toEqual([{ links: 1, known: 4 }]);
});

it("a trial asks no source and makes nobody", async () => {
  const report = await bring(house, { ...file("two.csv", "cyd@shop.example,yes\n"), dryRun: true });
  expect(report).toMatchObject({ newcomers: 1, sourcesSilent: false });
  expect(await customersNamed(house, [{ email: "cyd@shop.example" }])).toEqual([null]);
});
