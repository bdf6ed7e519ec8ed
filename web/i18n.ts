import { createTranslator } from "use-intl/core";
import de from "@/messages/de.json";
import en from "@/messages/en.json";
import zhHans from "@/messages/zh-Hans.json";
import zhHant from "@/messages/zh-Hant.json";
import { type Formats, formatsFor } from "./format";
import { languageOf } from "./locale";
import { PSEUDO_LOCALE, pseudoMessages } from "./pseudo-locale";

/** Every text of the pages, by its place in messages/en.json. */
export type Messages = typeof en;

const FILES: Record<string, Messages> = { en, de, "zh-Hans": zhHans, "zh-Hant": zhHant };

function makeTranslator(language: string) {
  const messages = language === PSEUDO_LOCALE ? pseudoMessages(en) : (FILES[language] ?? en);
  return createTranslator<Messages>({ locale: language, messages });
}

/** Puts a message into the reader's language: `t("choices.title")`, `t("shell.signedInAs", { who })`. */
export type Translate = ReturnType<typeof makeTranslator>;

const translators = new Map<string, Translate>();

function translatorFor(language: string): Translate {
  const found = translators.get(language) ?? makeTranslator(language);
  translators.set(language, found);
  return found;
}

/** What a page needs to speak to one reader. */
export interface Words {
  /** The locale offered by the brand, for `lang=`. */
  locale: string;
  dir: "ltr" | "rtl";
  t: Translate;
  format: Formats;
}

const RIGHT_TO_LEFT = new Set(["Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg"]);

/** The direction a locale is written in, by its script. */
export function directionOf(locale: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.has(new Intl.Locale(locale).maximize().script ?? "") ? "rtl" : "ltr";
}

/** The words of one reader: their locale, the brand's time zone, the database's clock. */
export function wordsFor(reader: { locale: string; timeZone: string; now: Date }): Words {
  const t = translatorFor(languageOf(reader.locale) ?? "en");
  const format = formatsFor({ ...reader, today: t("common.today") });
  return { locale: reader.locale, dir: directionOf(reader.locale), t, format };
}

/** "<purpose> by <channel>" or "<purpose>", as a switch is named; English channel names go lower case. */
export function cellName(words: Words, purpose: { text: string }, channel: NamedIn | null): string {
  if (!channel) return purpose.text;
  return words.t("choices.cellName", { purpose: purpose.text, channel: inSentence(channel) });
}

interface NamedIn {
  text: string;
  lang: string;
}

/** A name as it stands inside a sentence: "Email" becomes "email" in English, "SMS" stays. */
export function inSentence({ text, lang }: NamedIn): string {
  const isPlainEnglish = /^en\b/u.test(lang) && /^\p{Lu}[\p{Ll}\s-]*$/u.test(text);
  return isPlainEnglish ? text.toLowerCase() : text;
}
