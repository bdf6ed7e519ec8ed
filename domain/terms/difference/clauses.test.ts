import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { ClauseDifference, Mark } from "../differences";
import { parseFullText } from "../parse/full-text";
import { compareTexts, countChanges } from "./clauses";

const compare = (before: string, after: string, lang = "en") =>
  compareTexts(parseFullText(before).tree, parseFullText(after).tree, lang);

const written = (marks: readonly Mark[]) =>
  marks
    .map(({ kind, text }) =>
      kind === "same" ? text : kind === "added" ? `{+${text.trim()}+}` : `[-${text.trim()}-]`,
    )
    .join("")
    .trim();
const line = ({ kind, changes, title }: ClauseDifference) =>
  `${written(title.map(({ text }) => ({ kind: "same", text })))}: ${kind === "kept" ? changes.join(" ") || "same" : kind}`;

const CASES: [string, string, string, string[]][] = [
  ["nothing changed", "# A\na\n## B\nb", "# A\na\n## B\nb", ["A: same", "B: same"]],
  ["white space alone", "# A\na  b\n", "# A\n\na\nb\n", ["A: same"]],
  ["a new clause", "# A\na", "# A\na\n# New\nsomething quite else", ["A: same", "New: added"]],
  [
    "a clause that is gone",
    "# A\na\n# Old\nwords here\n# C\nc",
    "# A\na\n# C\nc",
    ["A: same", "Old: removed", "C: same"],
  ],
  ["the last clause gone", "# A\na\n# Old\nwords here", "# A\na", ["A: same", "Old: removed"]],
  ["one word", "# A\nWe keep it for 60 days.", "# A\nWe keep it for 90 days.", ["A: reworded"]],
  [
    "another heading",
    "# Identity & access\nx",
    "# Identity and access\nx",
    ["Identity & and access: renamed"],
  ],
  [
    "two clauses in another order: one moved",
    "# A\na one\n# B\nb two\n# C\nc three",
    "# B\nb two\n# C\nc three\n# A\na one",
    ["B: same", "C: same", "A: moved"],
  ],
  [
    "a clause inside another one",
    "# A\na\n## X\nx words\n# B\nb",
    "# A\na\n# B\nb\n## X\nx words",
    ["A: same", "B: same", "X: moved"],
  ],
  [
    "a clause that moved takes its own along",
    "# A\na\n## A1\none\n# B\nb\n# C\nc",
    "# B\nb\n# C\nc\n# A\na\n## A1\none",
    ["B: same", "C: same", "A: moved", "A1: same"],
  ],
  ["a new heading above a clause moves nothing", "## X\nx", "# New\n\n## X\nx", ["New: added", "X: same"]],
  [
    "another heading, the same words, elsewhere",
    "# One\nWe send parcels by rail and by road.\n# Two\ntwo\n# Three\nthree",
    "# Two\ntwo\n# Three\nthree\n# Delivery\nWe send parcels by rail and by road.",
    ["Two: same", "Three: same", "OneDelivery: renamed moved"],
  ],
  [
    "an anchor of its own is the clause, whatever it says",
    "# A {: #x}\none",
    "# Z {: #x}\nother",
    ["AZ: renamed reworded"],
  ],
  ["the footnotes", "a[^1]\n\n[^1]: one", "a[^1]\n\n[^1]: two", [": same", ": reworded"]],
];

describe("the difference between two texts", () => {
  test.each(CASES)("%s", (_case, before, after, lines) => {
    expect(compare(before, after).map(line)).toEqual(lines);
  });

  test.each([
    [
      "en",
      "We keep it for 60 days, then no more.",
      "We keep it for 90 days, then no more.",
      "We keep it for [-60-]{+90+}days, then no more.",
    ],
    ["zh-Hans", "我们保存六十天。", "我们保存九十天。", "我们保存[-六十-]{+九十+}天。"],
    ["de", "Wir teilen Daten.", "Wir geben Daten weiter.", "Wir [-teilen-]{+geben+}Daten {+weiter+}."],
    ["ar", "نحتفظ بها سنة", "نحتفظ بها سنتين", "نحتفظ بها [-سنة-]{+سنتين+}"],
  ])("words are marked in %s", (lang, before, after, marked) => {
    expect(written(compare(before, after, lang)[0]?.body.flat() ?? [])).toBe(marked);
  });

  test("paragraphs stay apart, and one that is gone is wholly marked", () => {
    const [clause] = compare("one two\n\nthree four\n\n- five", "one two\n\n- five");
    expect(clause?.body.map(written)).toEqual(["one two", "[-three four-]", "five"]);
  });

  test("very different texts are told as such and do not take for ever", () => {
    const word = (at: number) => `w${(at * 7919) % 9973}`;
    const words = (from: number) =>
      Array.from({ length: 18 }, (_, part) =>
        Array.from({ length: 500 }, (__, at) => word(from + part * 500 + at)).join(" "),
      ).join("\n\n");
    const [clause] = compare(`# A\n${words(1)}`, `# A\n${words(4_000)}`);
    expect(clause?.changes).toEqual(["reworded"]);
    expect(clause?.body.length).toBeGreaterThan(0);
  });
});

const folder = resolve(import.meta.dirname, "../../../../shared/brands/chinook/terms/privacy-notice");

test.skipIf(!existsSync(folder))("two real versions (skipped where they are not at hand)", () => {
  const text = (version: string) => readFileSync(resolve(folder, version, "full.en.md"), "utf8");
  const clauses = compare(text("2022-07-18"), text("2023-04-20"));
  const titles = (wanted: (clause: ClauseDifference) => boolean) =>
    clauses.filter(wanted).map(({ title }) => written(title));
  expect(titles(({ changes }) => changes.includes("renamed"))).toEqual([
    "Identity [-&-]{+and+}access",
    "{+General+}Geolocation data",
    "When we access or [-share-]{+disclose+}your information",
    "Changes [-&-]{+and+}questions",
  ]);
  expect(titles(({ kind }) => kind === "added")).toEqual(["{+Data retention+}"]);
  expect(titles(({ kind }) => kind === "removed")).toEqual([]);
  expect(countChanges(clauses)).toMatchObject({ added: 1, removed: 0, moved: 0 });
});

test("the row of a table is one line, so that it is read together", () => {
  const table = (rows: string) => `# Who\n\n| Who | Where |\n|---|---|\n| Veloce | Spain |\n${rows}`;
  const [clause] = compare(table(""), table("| NordPost | Portugal |\n"));
  expect(clause?.body.map(written)).toEqual(["Who · Where", "Veloce · Spain", "{+NordPost · Portugal+}"]);
});
