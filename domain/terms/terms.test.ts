import { afterAll, beforeAll, expect, test } from "vitest";
import { withSight } from "@/db/client";
import { texts } from "@/db/schema/texts";
import type { House } from "../house";
import { testHouse } from "../testing";
import { publishFirst } from "./first";
import { listTerms, readDifference, readTerms } from "./index";
import { checkMark } from "./plain-text";
import { readingMinutes } from "./reading-time";
import { termsBrand } from "./testing";

let house: House;
let close: () => Promise<void>;
const today = new Date("2026-11-21T12:00:00Z");
const at = (locale: string, now = today) => ({ house, locale, now });

beforeAll(async () => {
  const made = await testHouse({ brand: await termsBrand() });
  ({ house, close } = made);
  await publishFirst(house.db, house.brand);
});
afterAll(() => close());

test("the first start publishes what is in force, keeps every text, and a second start adds nothing", async () => {
  const kept = () => withSight(house.db, {}, (tx) => tx.select().from(texts));
  const before = await kept();
  const hashes = new Set(before.map(({ hash }) => hash));
  for (const version of house.brand.terms.flatMap(({ versions }) => versions))
    for (const text of [...version.full, ...version.summaries]) expect(hashes).toContain(text.hash);
  await publishFirst(house.db, house.brand);
  expect(await kept()).toHaveLength(before.length);
});

test("lists the newest version in force, with both reading times", async () => {
  expect(await listTerms(at("en"))).toEqual([
    {
      document: "privacy",
      name: { text: "Privacy notice", lang: "en" },
      kind: "privacy_notice",
      agreement: "notice",
      version: "2026-06-01",
      readingTime: { summary: 1, full: 1 },
    },
  ]);
  const on = (day: string) => listTerms(at("en", new Date(`${day}T12:00:00Z`)));
  expect((await on("2026-05-31")).map(({ version }) => version)).toEqual(["2026-01-01"]);
  expect(await on("2025-12-31")).toEqual([]);
});

test("surprising points come first, each with its clause, purpose and item", async () => {
  const view = await readTerms(at("en"), { document: "privacy" });
  expect(view.points.map(({ id }) => id)).toEqual(["rights", "keep"]);
  expect(view.points[1]).toMatchObject({
    clauses: [{ id: "what-we-keep", name: { text: "What we keep", lang: "en" } }],
    purposes: [{ id: "orders" }],
    items: [{ id: "bought" }],
    checked: false,
  });
  expect(view.full.pointsOf).toEqual({ privacy: [], "what-we-keep": ["keep"], rights: ["rights"] });
  expect(view).toMatchObject({ binds: true, missing: { summary: false, full: false } });
});

test("a translation is read where there is one, and its points lead to its own clauses", async () => {
  const view = await readTerms(at("de-AT"), { document: "privacy" });
  expect(view.points[1]?.text).toEqual({ text: "Wir behalten Bestellungen.", lang: "de" });
  expect(view.points[1]?.clauses).toEqual([
    { id: "was-wir-behalten", name: { text: "Was wir behalten", lang: "de" } },
  ]);
  expect(view).toMatchObject({ binding: "en", binds: false, full: { lang: "de" } });
});

test("without a translation the text that binds is read, and the view says so", async () => {
  const view = await readTerms(at("zh-CN"), { document: "privacy" });
  expect(view).toMatchObject({ missing: { summary: true, full: true }, binds: true, full: { lang: "en" } });
  expect(view.changed).toEqual({ text: "We say more about your rights.", lang: "en" });
});

test("an earlier version is read as it was, and all are listed", async () => {
  const view = await readTerms(at("en"), { document: "privacy", version: "2026-01-01" });
  expect(view.points.map(({ checked }) => checked)).toEqual([true]);
  expect(view).toMatchObject({ version: "2026-01-01", standing: "past" });
  expect(view.versions.map(({ version, standing }) => [version, standing])).toEqual([
    ["2026-06-01", "in_force"],
    ["2026-01-01", "past"],
  ]);
});

test("what is not there, not published, or not yet in force is not found", async () => {
  const refused = { code: "not_found" };
  await expect(readTerms(at("en"), { document: "cookies" })).rejects.toMatchObject(refused);
  const early = at("en", new Date("2025-01-01T00:00:00Z"));
  await expect(readTerms(early, { document: "privacy" })).rejects.toMatchObject(refused);
  const other = { document: "privacy", version: "2026-02-01" };
  await expect(readTerms(at("en"), other)).rejects.toMatchObject(refused);
});

test("what was published stays, whatever becomes of the folder", async () => {
  const bare = { ...house, brand: { ...house.brand, terms: [] } };
  const reader = { ...at("en"), house: bare };
  const [then, now] = [
    await readTerms(at("en"), { document: "privacy" }),
    await readTerms(reader, { document: "privacy" }),
  ];
  expect(now).toEqual(then);
  expect(await listTerms(reader)).toEqual([]);
});

test("the difference between two versions, whichever way round they are named", async () => {
  const asked = { document: "privacy", from: "2026-06-01", to: "2026-01-01" };
  const difference = await readDifference(at("de"), asked);
  expect(difference).toMatchObject({ from: "2026-01-01", to: "2026-06-01", lang: "en", binds: true });
  expect(difference.counts).toEqual({
    added: 1,
    removed: 0,
    renamed: 0,
    moved: 0,
    reworded: 2,
    unchanged: 0,
  });
  const missing = { ...asked, to: "2020-01-01" };
  await expect(readDifference(at("de"), missing)).rejects.toMatchObject({ code: "not_found" });
});

test("the mark is of words: white space and composed letters change nothing, a word does", () => {
  const clause = (value: string) => ({
    anchor: "a",
    depth: 1,
    title: [{ type: "text" as const, value: "T" }],
    blocks: [{ type: "paragraph" as const, children: [{ type: "text" as const, value }] }],
    clauses: [],
  });
  expect(checkMark([clause("caf\u00e9  and\n tea")])).toBe(checkMark([clause("cafe\u0301 and tea ")]));
  expect(checkMark([clause("coffee")])).not.toBe(checkMark([clause("tea")]));
  expect(checkMark([clause("tea")])).toMatch(/^[0-9a-f]{12}$/);
});

test.each([
  ["", 1],
  ["word ".repeat(238), 1],
  ["word ".repeat(239), 2],
  ["保".repeat(260), 1],
  ["保".repeat(261), 2],
  [`${"word ".repeat(119)}${"保".repeat(130)}`, 1],
  [`${"word ".repeat(120)}${"保".repeat(130)}`, 2],
])("reading time %#", (text, minutes) => {
  expect(readingMinutes(text)).toBe(minutes);
});
