import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { ClauseDifference, Standing } from "@/domain/terms/catalog";
import { wordsFor } from "@/web/i18n";
import { Agreement } from "./agreement";
import { ClauseDifferenceCard } from "./clause-difference";

const at = new Date("2026-06-01T12:00:00Z");
const words = wordsFor({ locale: "en", timeZone: "Europe/Lisbon", now: at });
const page = { words, stamp: "s", path: "/terms/notice", visit: null };
const act = async () => {};

const clause: ClauseDifference = {
  kind: "kept",
  changes: ["renamed", "moved"],
  ...{ anchor: "identity-and-access", before: "identity--access", depth: 2, body: [] },
  title: [
    { kind: "same", text: "Identity " },
    { kind: "removed", text: "&" },
    { kind: "added", text: "and" },
    { kind: "same", text: " access" },
  ],
};

it("says in words what became of a clause, and marks what came and went by more than colour", () => {
  const html = renderToStaticMarkup(
    createElement(ClauseDifferenceCard, { page, clause, lang: "en", href: "/x" }),
  );
  expect(html.replaceAll(/<[^>]*>/g, "")).toContain("Identity Removed: &amp;Added: and access");
  expect(html).toMatch(/<del>.*<\/del><ins>.*<\/ins>/u);
  for (const word of ["Renamed", "Moved"]) expect(html).toContain(`<span>${word}</span>`);
});

function standing(wants: Standing["wants"]): Standing {
  const now = { version: "2026-06-01", hash: "0".repeat(64), publishedAt: at, standing: "in_force" as const };
  const name = { text: "Terms", lang: "en" };
  const agreement = "required" as const;
  return { document: "terms", name, agreement, now, decided: null, agreed: null, changes: null, wants };
}

const buttons = (more: object) => {
  const props = { page, standing: standing("ask"), decide: act, done: null, ...more };
  const html = renderToStaticMarkup(createElement(Agreement, props));
  return [...html.matchAll(/<button type="submit" class="([^"]*)"><span>([^<]*)/gu)].map(
    ([, look, word]) => ({
      look,
      word,
    }),
  );
};

it("asks with three answers that look the same, none of them picked", () => {
  const asked = buttons({});
  expect(asked.map(({ word }) => word)).toEqual(["I agree", "No", "Not now"]);
  expect(new Set(asked.map(({ look }) => look))).toEqual(new Set(["btn btn-wide"]));
});

it("asks nobody in a visit, nobody who is not asked, and nothing where a text only tells", () => {
  expect(buttons({ page: { ...page, visit: { first: "Ana", short: "Ana R." } } })).toEqual([]);
  expect(buttons({ standing: standing("nothing") })).toEqual([]);
  expect(buttons({ standing: { ...standing("ask"), agreement: "notice" } })).toEqual([]);
});
