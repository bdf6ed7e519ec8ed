import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PAGE_LANGUAGES } from "@/domain/brand";
import { wordsFor } from "./i18n";
import { chooseLocale, languageOf, offeredLocales } from "./locale";

const OFFERED: [string[], string[]][] = [
  [
    ["en", "de-AT", "zh-TW"],
    ["en", "de-AT", "zh-TW"],
  ],
  [["ar"], ["en"]],
  [["ar-EG", "en"], ["en"]],
  [["ja", "de"], ["de"]],
  [["ar-XB", "ar"], ["ar-XB"]],
];

test.each(OFFERED)("a brand in %j offers its pages in %j", (locales, offered) => {
  expect(offeredLocales({ locales })).toEqual(offered);
});

test("only its own tag is answered in the made-up language of tests", () => {
  expect(["ar", "ar-EG", "ar-XB", "ja"].map(languageOf)).toEqual([null, null, "ar-XB", null]);
});

test("an Arabic brand has its frame in English, read from the left", () => {
  const locale = chooseLocale({ brand: { locales: ["ar"] }, chosen: [null], acceptLanguage: "ar" });
  const { dir, t } = wordsFor({ locale, timeZone: "UTC", now: new Date(0) });
  expect([locale, dir, t("common.today")]).toEqual(["en", "ltr", "Today"]);
});

test("the languages named are the files in messages/, each with words of its own", () => {
  const files = readdirSync(join(import.meta.dirname, "../messages")).map((name) =>
    name.replace(".json", ""),
  );
  expect([...PAGE_LANGUAGES].sort()).toEqual(files.sort());
  const said = PAGE_LANGUAGES.map((locale) =>
    wordsFor({ locale, timeZone: "UTC", now: new Date(0) }).t("choices.title"),
  );
  expect(new Set(said).size).toBe(PAGE_LANGUAGES.length);
});
