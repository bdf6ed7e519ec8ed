import { afterAll, beforeAll, expect, it } from "vitest";
import { listHeldData } from "@/domain/held-data";
import { shopSource, type TestShop, testItem, testShop } from "@/domain/held-data/testing";
import { type TestCtx, testPerson } from "@/domain/held-data/testing-person";
import type { House } from "@/domain/house";
import { testHouse } from "@/domain/testing";
import { tinyBrand } from "@/domain/testing-brand";
import { readValues } from "./held-values";

/** More than are read at the same time. */
const ITEMS = 14;

let shop: TestShop;
let ana: TestCtx;
let close: () => Promise<void>;
const failed: unknown[] = [];

beforeAll(async () => {
  shop = await testShop(`create table customer (id int primary key, email text, phone text, name text);
    insert into customer values (1, 'ana@example.com', null, 'Ana')`);
  const items = Array.from({ length: ITEMS }, (_, n) =>
    testItem({ id: `slow_${n}`, read: "select pg_sleep(60)::text" }),
  );
  const brand = tinyBrand({ items, sources: [shopSource({ url: shop.readUrl, timeout: "PT1S" })] });
  const made = await testHouse({ brand });
  ({ close } = made);
  const warn = (event: string) => void failed.push(event);
  const house: House = { ...made.house, log: { info: () => undefined, warn, error: warn } };
  ana = await testPerson(house, "ana@example.com");
});

afterAll(async () => {
  await close();
  await shop.drop();
});

it("gives a source its time once for a page, however many items it has", async () => {
  const values = await readValues(ana, await listHeldData(ana), { list: null, reveal: null, whole: true });
  const kinds = await Promise.all([...values.values()].map(async (value) => (await value).kind));
  expect(kinds).toEqual(Array.from({ length: ITEMS }, () => "unavailable"));
  // Those that were asked for failed and are in the log; the others were not asked for any more.
  expect(failed).toHaveLength(6);
});
