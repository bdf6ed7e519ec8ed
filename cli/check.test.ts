import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BASE } from "@/domain/brand/testing-base";
import { type Edits, writeFolder } from "@/domain/brand/testing-folder";
import { type TestShop, testShop } from "@/domain/held-data/testing";
import { command } from "./check";
import { UsageError } from "./command";

let shop: TestShop;
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "check-"));
  shop = await testShop(`create table person (id int primary key, name text, email text);
    create table bought (person_id int, title text, price numeric, code text, day date);
    insert into person values (7, 'Ana', 'ana@example.com');
    insert into bought values (7, 'Dune', 9.5, 'EUR', '2026-01-02');`);
  process.env.SHOP_URL = shop.readUrl;
  process.env.SHOP_WRITE_URL = shop.writeUrl;
});

afterAll(async () => {
  delete process.env.SHOP_URL;
  delete process.env.SHOP_WRITE_URL;
  await shop.drop();
  await rm(root, { recursive: true, force: true });
});

async function check(edits: Edits, args: string[] = [], json = false) {
  const folder = await mkdtemp(join(root, "brand-"));
  await writeFolder(folder, edits);
  const lines: string[] = [];
  const answers: unknown[] = [];
  const call = {
    args: [folder, ...args],
    json,
    brand: "/elsewhere",
    say: (line: string) => void lines.push(line),
  };
  const code = await command.run({ ...call, answer: (value) => void answers.push(value) });
  return { code, lines: lines.map((line) => line.replace(folder, "FOLDER")), answers };
}

const clause = { "terms/privacy/2026-01-01/full.en.md": ["for a year", "for two years"] } as const;

test("a folder without mistakes exits 0", async () => {
  expect(await check({})).toMatchObject({ code: 0, lines: ["FOLDER: 0 mistakes, 0 warnings."] });
});

test("a mistake exits 1 and names its place", async () => {
  const { code, lines } = await check({ "brand.yaml": ["currency: EUR", "currency: Euro"] });
  expect(code).toBe(1);
  expect(lines).toEqual([
    "brand.yaml:11:11 `currency` is not a currency — write its three capitals (ISO 4217), such as EUR or USD",
    "FOLDER: 1 mistake, 0 warnings.",
  ]);
});

test("a warning exits 0, and 1 with --strict", async () => {
  expect((await check(clause)).code).toBe(0);
  const { code, lines } = await check(clause, ["--strict"]);
  expect(code).toBe(1);
  expect(lines[0]).toMatch(/^terms\/privacy\/2026-01-01\/summary\.en\.yaml:7:14 .* \(warning\)$/);
});

test("--json answers with the same, as data", async () => {
  const { answers } = await check({ "brand.yaml": ["currency: EUR", "currency: Euro"] }, [], true);
  expect(answers).toEqual([
    { problems: [expect.objectContaining({ file: "brand.yaml", line: 11, column: 11 })], warnings: [] },
  ]);
});

const offline = {
  "sources.yaml": BASE["sources.yaml"]?.slice(0, BASE["sources.yaml"].indexOf("loyalty:")) ?? "",
  "data.yaml": BASE["data.yaml"]?.slice(0, BASE["data.yaml"].indexOf("  points:")) ?? "",
  "recipients.yaml": "",
};

test("--customer runs every query, and every write is undone", async () => {
  const { code, lines } = await check(offline, ["--customer", "7"]);
  expect(lines.map((line) => line.replace(/: \d+ ms;/, ";"))).toEqual([
    "FOLDER: 0 mistakes, 0 warnings.",
    "shop identity; 1 row; columns name, email",
    "shop find_customer; 1 row; columns customer_key",
    "shop email read; 1 row; columns email",
    "shop email correct; 1 row",
    "shop email erase; 1 row",
    "shop bought read; 1 row; columns title, price, code, day",
    "6 queries: all went well. Every write was rolled back.",
  ]);
  expect(code).toBe(0);
  const { rows } = await shop.run("select email from person");
  expect(rows).toEqual([{ email: "ana@example.com" }]);
});

test("--customer names the query that fails, and exits 1", async () => {
  const broken = {
    ...offline,
    "data.yaml": offline["data.yaml"].replace("select email from person", "select mail from person"),
  };
  const { code, lines } = await check(broken, ["--customer", "7"]);
  expect(code).toBe(1);
  expect(lines.filter((line) => line.includes("FAILED")).join()).toContain("shop email read");
});

test("two folders are wrong usage", async () => {
  await expect(check({}, ["another"])).rejects.toThrow(UsageError);
});
