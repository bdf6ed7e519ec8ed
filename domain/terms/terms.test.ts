import { expect, test } from "vitest";
import type { Brand } from "@/domain/brand";
import { loadEdited } from "@/domain/brand/testing-folder";
import { listTerms, publishable, readTerms } from "./index";
import { checkMark } from "./plain-text";
import { readingMinutes } from "./reading-time";

const older = "terms/privacy/2026-01-01";
const newer = "terms/privacy/2026-06-01";

async function brandWith(edits: Record<string, string | [string, string]> = {}): Promise<Brand> {
  const { brand, problems } = await loadEdited({
    "brand.yaml": ["locales: [en]", "locales: [en, de, zh-Hans]"],
    [`${newer}/full.en.md`]:
      "# Privacy\n\n## What we keep\n\nOrders, for a year.\n\n## Rights\n{: #rights }\n\nAsk us.\n",
    [`${newer}/full.de.md`]:
      "# Datenschutz\n\n## Was wir behalten\n\nBestellungen.\n\n## Rechte\n{: #rights }\n\nFragen Sie.\n",
    [`${newer}/summary.en.yaml`]: `changed: We say more about your rights.
points:
  - { id: keep, text: We keep orders., clauses: [what-we-keep], purposes: [orders], items: [bought] }
  - { id: rights, text: You may ask us., clauses: [rights], surprising: true }
`,
    [`${newer}/summary.de.yaml`]: `changed: Wir sagen mehr über Ihre Rechte.
points:
  - { id: keep, text: Wir behalten Bestellungen., clauses: [what-we-keep], purposes: [orders], items: [bought] }
  - { id: rights, text: Sie können uns fragen., clauses: [rights], surprising: true }
`,
    ...edits,
  });
  expect(problems).toEqual([]);
  if (brand === undefined) throw new Error("no brand");
  return brand;
}

const today = "2026-11-21";

test("lists the newest version in force, with both reading times", async () => {
  const brand = await brandWith();
  expect(listTerms(brand, "en", today)).toEqual([
    {
      document: "privacy",
      name: { text: "Privacy notice", lang: "en" },
      kind: "privacy_notice",
      agreement: "notice",
      version: "2026-06-01",
      readingTime: { summary: 1, full: 1 },
    },
  ]);
  expect(listTerms(brand, "en", "2026-05-31").map(({ version }) => version)).toEqual(["2026-01-01"]);
  expect(listTerms(brand, "en", "2025-12-31")).toEqual([]);
});

test("surprising points come first, each with its clause, purpose and item", async () => {
  const view = readTerms(await brandWith(), { document: "privacy", locale: "en", today });
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
  const view = readTerms(await brandWith(), { document: "privacy", locale: "de-AT", today });
  expect(view.points[1]?.text).toEqual({ text: "Wir behalten Bestellungen.", lang: "de" });
  expect(view.points[1]?.clauses).toEqual([
    { id: "was-wir-behalten", name: { text: "Was wir behalten", lang: "de" } },
  ]);
  expect(view).toMatchObject({ binding: "en", binds: false, full: { lang: "de" } });
});

test("without a translation the text that binds is read, and the view says so", async () => {
  const view = readTerms(await brandWith(), { document: "privacy", locale: "zh-CN", today });
  expect(view).toMatchObject({ missing: { summary: true, full: true }, binds: true, full: { lang: "en" } });
  expect(view.changed).toEqual({ text: "We say more about your rights.", lang: "en" });
});

test("a document that is not there, or not yet in force, is not found", async () => {
  const brand = await brandWith();
  const read = (document: string, day: string) => () =>
    readTerms(brand, { document, locale: "en", today: day });
  expect(read("cookies", today)).toThrow(expect.objectContaining({ code: "not_found" }));
  expect(read("privacy", "2025-01-01")).toThrow(expect.objectContaining({ code: "not_found" }));
});

test("a point is checked when its mark is that of its clauses", async () => {
  const view = readTerms(await brandWith(), { document: "privacy", locale: "en", today: "2026-02-01" });
  expect(view.points.map(({ checked }) => checked)).toEqual([true]);
});

test("every text is publishable under the hash of its bytes", async () => {
  const texts = publishable(await brandWith());
  expect(texts.map(({ version, kind, locale }) => `${version} ${kind} ${locale}`)).toEqual([
    "2026-01-01 full en",
    "2026-01-01 summary en",
    "2026-06-01 full de",
    "2026-06-01 full en",
    "2026-06-01 summary de",
    "2026-06-01 summary en",
  ]);
  const first = texts.find(({ version }) => version === older.slice(-10));
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(first?.content));
  expect(first?.hash).toBe(Buffer.from(digest).toString("hex"));
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
