import { expect, test } from "vitest";
import { canonicalLocale, matchLocale, say } from "./text";

const brand = { locales: ["de", "en", "zh-Hans"] };
const offered = ["en", "de", "zh-Hans", "zh-Hant"];

const MATCHES: [string, string | undefined][] = [
  ["zh-CN", "zh-Hans"],
  ["zh", "zh-Hans"],
  ["zh-SG", "zh-Hans"],
  ["zh-TW", "zh-Hant"],
  ["zh-HK", "zh-Hant"],
  ["zh-Hant-TW", "zh-Hant"],
  ["de-AT", "de"],
  ["EN-gb", "en"],
  ["fr", undefined],
  ["not a tag!", undefined],
];

test.each(MATCHES)("a reader of %s is served by %s", (wanted, found) => {
  expect(matchLocale(wanted, offered)).toBe(found);
});

test("Traditional Chinese is never served by Simplified", () => {
  expect(matchLocale("zh-TW", ["zh-Hans"])).toBeUndefined();
});

test("the exact region wins over the language alone", () => {
  expect(matchLocale("pt-BR", ["pt-PT", "pt-BR"])).toBe("pt-BR");
});

test.each([
  ["ZH-hans", "zh-Hans"],
  ["en-UK", "en-GB"],
  ["english", undefined],
  ["xx", undefined],
  ["en_GB", undefined],
])("%s is written %s", (tag, canonical) => {
  expect(canonicalLocale(tag)).toBe(canonical);
});

test("says a text in the reader's language, and which that is", () => {
  const text = { en: "Hello", "zh-Hans": "你好" };
  expect(say(text, "zh-CN", brand)).toEqual({ text: "你好", lang: "zh-Hans" });
  expect(say(text, "fr", brand)).toEqual({ text: "Hello", lang: "en" });
  expect(say({ fr: "Salut" }, "en", brand)).toEqual({ text: "Salut", lang: "fr" });
  expect(say("Juniper", "zh-CN", brand)).toEqual({ text: "Juniper", lang: "de" });
});
