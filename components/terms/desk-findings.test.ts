import { expect, test } from "vitest";
import type { TermsFinding } from "@/domain/terms/catalog";
import { wordsFor } from "@/web/i18n";
import { sentence } from "./desk-findings";

const about = { document: "notice", version: "2026-06-01", locale: "en", point: null, clause: "rights" };
const found = (kind: TermsFinding["kind"], named: TermsFinding["named"] = {}): TermsFinding => ({
  ...{ ...about, kind, stops: true, message: "in English", named },
});
const in_ = (locale: string) =>
  wordsFor({ locale, timeZone: "Europe/Berlin", now: new Date("2026-06-01T12:00:00Z") });

const numbers = found("numbers", { amount: { unit: "day", own: 30, theirs: [60, 1] } });
const mentioned = found("mentioned", { title: "Post", names: ["A", "B"] });

test.each<[string, TermsFinding, string]>([
  ["en", numbers, "The point says 30 days, its clause says 60 days and 1 day. One of them is wrong."],
  ["de", numbers, "Im Punkt steht 30 Tage, in seiner Klausel 60 Tage und 1 Tag. Eins von beiden ist falsch."],
  ["zh-Hans", numbers, "要点写的是 30 天，条款写的是 60 天和1 天。其中之一有误。"],
  ["en", mentioned, "“Post” speaks of A and B and has no point. Write one, or see that none is needed."],
  ["zh-Hant", mentioned, "「Post」提到了A和B，但沒有重點。請寫一個，或確認不需要。"],
  ["de", found("unknown_item", { id: "x" }), "Die Angabe „x“ gibt es nicht. Nennen Sie eine aus dem Ordner."],
])("%s tells what was found by its names", (locale, finding, said) => {
  expect(sentence(in_(locale), finding)).toBe(said);
});

const KINDS: Record<TermsFinding["kind"], true> = {
  ...{ stale: true, unchecked: true, no_clause: true, no_point: true, no_binding_text: true },
  ...{ unknown_purpose: true, unknown_item: true, past: true, other_words: true, mentioned: true },
  numbers: true,
};

test("every kind is told in every language, and not in English", () => {
  const named = { id: "1", title: "2", names: ["3"], amount: { unit: "year" as const, own: 1, theirs: [2] } };
  for (const kind of Object.keys(KINDS) as TermsFinding["kind"][]) {
    const said = ["en", "de", "zh-Hans", "zh-Hant"].map((tag) =>
      sentence(in_(tag), found(kind, { ...named, day: "2026-07-02" })),
    );
    expect(new Set(said).size, kind).toBe(4);
    expect(said.join(), kind).not.toMatch(/terms\.desk|in English/u);
  }
});
