import { expect, it } from "vitest";
import { TermsQuery, termsHref, toAnswer, toPoint } from "./terms-query";

const done = {
  changed: true,
  act: "5f0c2d6e-8d0e-4c53-9b0e-2f4a3c1d7e11",
  seen: 7,
  changes: [],
  sinceYouLooked: [],
};

it.each([
  ["/terms/notice#point-offers", "/terms/notice?point=offers&saved=ACT&seen=6#point-offers"],
  [
    "/terms/notice?version=2025-03-01#point-a_b",
    "/terms/notice?version=2025-03-01&point=a_b&saved=ACT&seen=6#point-a_b",
  ],
  ["/terms/notice", "/terms/notice?saved=ACT&seen=6"],
])("leads from a switch back to its point: %s", (back, to) => {
  expect(toPoint(done, { input: { seen: 6 }, back })).toBe(to.replace("ACT", done.act));
});

it("tells what was answered where it was asked, and of no earlier switch", () => {
  const answer = { changed: true, document: "notice", version: "2026-06-01", decision: "refuse" } as const;
  expect(toAnswer(answer, { back: "/terms/notice?saved=x&problem=conflict&form=agree#own-answer" })).toBe(
    "/terms/notice?done=refuse#own-answer",
  );
});

it.each([
  [
    { version: "2026-06-01", point: "offers" },
    { version: "2026-06-01", point: "offers" },
  ],
  [{ version: "yesterday", point: '"><b>', saved: "1", done: "yes" }, {}],
])("reads of an address what it knows: %o", (query, read) => {
  expect(Object.entries(TermsQuery.parse(query)).filter(([, value]) => value !== undefined)).toEqual(
    Object.entries(read),
  );
});

it("names a version in the address only where one was asked for", () => {
  expect(termsHref("notice")).toBe("/terms/notice");
  expect(termsHref("notice", "2026-06-01")).toBe("/terms/notice?version=2026-06-01");
});
