import { expect, test } from "vitest";
import { writeMarks } from "./accept";

const mark = "0123456789ab";
const other = "ba9876543210";
const CASES: [string, string, string][] = [
  [
    "a mark that is there",
    `points:\n  - id: a # why\n    checked: "${other}" # read by Ana\n    text: x\n`,
    `points:\n  - id: a # why\n    checked: "${mark}" # read by Ana\n    text: x\n`,
  ],
  [
    "a mark without quotes",
    `points: [{ id: a, checked: ${other} }]`,
    `points: [{ id: a, checked: "${mark}" }]`,
  ],
  [
    "a point without one",
    "# top\npoints:\n  - id: a\n    text: x # said\n\n  # the next\n  - id: b\n    text: y\n",
    `# top\npoints:\n  - id: a\n    text: x # said\n    checked: "${mark}"\n\n  # the next\n  - id: b\n    text: y\n`,
  ],
  [
    "a list at its end",
    "points:\n  - id: a\n    clauses:\n      - one\n      - two # both\n  - id: b\n",
    `points:\n  - id: a\n    clauses:\n      - one\n      - two # both\n    checked: "${mark}"\n  - id: b\n`,
  ],
  [
    "a block of text at its end",
    "points:\n  - id: a\n    text: >-\n      one\n      two\n\n  - id: b\n",
    `points:\n  - id: a\n    text: >-\n      one\n      two\n    checked: "${mark}"\n\n  - id: b\n`,
  ],
  [
    "one on a line",
    "points:\n  - { id: a, clauses: [one] } # x\n",
    `points:\n  - { id: a, clauses: [one], checked: "${mark}" } # x\n`,
  ],
  [
    "no line end at the end",
    "points:\n  - id: a\n    text: x",
    `points:\n  - id: a\n    text: x\n    checked: "${mark}"`,
  ],
  [
    "another system's line ends",
    "points:\r\n  - id: a\r\n    text: x\r\n",
    `points:\r\n  - id: a\r\n    text: x\r\n    checked: "${mark}"\r\n`,
  ],
];

test.each(CASES)("%s: everything else stays", (_case, before, after) => {
  expect(writeMarks(before, new Map([["a", mark]]))).toBe(after);
});

test("several at once", () => {
  const marks = new Map([
    ["a", mark],
    ["b", other],
  ]);
  expect(writeMarks("points:\n- id: a\n- id: b\n", marks)).toBe(
    `points:\n- id: a\n  checked: "${mark}"\n- id: b\n  checked: "${other}"\n`,
  );
});

test("what cannot be edited is named, and nothing is written", () => {
  expect(() => writeMarks("base: &b { id: a }\npoints: [*b]\n", new Map([["a", mark]]))).toThrow(
    "the point a cannot be marked",
  );
});
