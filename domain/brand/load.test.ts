import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { byId, formatProblem, loadBrand } from "./index";
import { BASE } from "./testing-base";
import { loadEdited } from "./testing-folder";

const chinook = resolve(import.meta.dirname, "../../../shared/brands/chinook");
const addresses = {
  SHOP_DATABASE_URL: "postgres://r@db/shop",
  SHOP_WRITE_DATABASE_URL: "postgres://w@db/shop",
};

test("a folder without mistakes gives a brand, and nothing to warn of", async () => {
  const { brand, problems, warnings } = await loadEdited({});
  expect(problems).toEqual([]);
  expect(warnings).toEqual([]);
  expect(brand?.name).toBe("Pine Books");
  expect(brand?.hash).toMatch(/^[0-9a-f]{64}$/);
});

test("defaults come from the category, then from the format", async () => {
  const { brand } = await loadEdited({});
  const bought = byId(brand?.items ?? [], "bought");
  expect(bought).toMatchObject({
    shape: "list",
    keep: { kind: "while_customer", because: "You bought it." },
    correct: { by: "nobody" },
    mask: false,
    sort: [{ column: "day", descending: true }],
  });
  expect(bought?.fields.find(({ column }) => column === "price")?.currencyColumn).toBe("code");
  expect(byId(brand?.items ?? [], "email")?.erase).toMatchObject({ by: "delete", rows: 1 });
  expect(byId(brand?.sources ?? [], "shop")?.timeout).toBe("PT3S");
  expect(byId(brand?.purposes ?? [], "offers")).toMatchObject({ confirm: false, optionalChannels: [] });
});

test("the columns a row's write names are those that can be edited", async () => {
  const { brand } = await loadEdited({
    "data.yaml": [
      "sort: [-day]",
      'shape: row\n    correct: { by: self, write: "update bought set title = :title where id = :customer_key" }',
    ],
  });
  const item = byId(brand?.items ?? [], "bought");
  expect(item?.correct).toMatchObject({ by: "self", columns: ["title"] });
});

test("the hash is of the named files alone", async () => {
  const [plain, more, other] = await Promise.all([
    loadEdited({}),
    loadEdited({ "README.md": "hello", "demo/data.yaml": "x" }),
    loadEdited({ "brand.yaml": `${BASE["brand.yaml"]}\n# a word\n` }),
  ]);
  expect(more.brand?.hash).toBe(plain.brand?.hash);
  expect(other.brand?.hash).not.toBe(plain.brand?.hash);
});

test("a folder that is not there is one problem", async () => {
  const { brand, problems } = await loadBrand("/nowhere/at-all", {});
  expect(brand).toBeUndefined();
  expect(problems.map(formatProblem)).toEqual([
    "/nowhere/at-all:1:1 there is no folder that can be read here — name the brand folder",
  ]);
});

test.skipIf(!existsSync(chinook))(
  "a folder over a database nobody here designed (skipped where it is not at hand)",
  async () => {
    const { brand, problems } = await loadBrand(chinook, addresses);
    expect(problems).toEqual([]);
    expect(brand?.items).toHaveLength(10);
    expect(brand?.purposes.map(({ id }) => id)).toEqual([
      "orders",
      "invoices",
      "support",
      "recommendations",
      "offers",
      "news",
      "fraud",
      "partners",
    ]);
    expect(byId(brand?.items ?? [], "invoices")?.erase).toMatchObject({
      by: "keep",
      until: { kind: "query" },
    });
    expect(brand?.terms[0]?.versions.map(({ version }) => version)).toEqual(["2022-07-18", "2023-04-20"]);
  },
);
