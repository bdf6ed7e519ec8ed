import { createTranslator } from "use-intl/core";
import { matchLocale, say } from "../brand";
import type { House } from "../house";
import { answerWords } from "../messages/words";
import type { Outcome } from "./standing";

/** The languages that the stop words of some tell of. */
const TRADITIONAL = /[閱發訂擾廣檢騷請幫謝]/u;
const HAN = /\p{Script=Han}/u;
const GERMAN = /\b(stopp|abmelden|abbestellen|kündigen|kuendigen|widerruf|ende|hilfe|bitte|keine|nicht)\b/iu;

/** The language to answer in: the person's, else that of what they wrote, else the brand's first. */
export function answerLocale(
  house: House,
  { theirs, body }: { theirs: string | null; body: string },
): string {
  const written = HAN.test(body)
    ? TRADITIONAL.test(body)
      ? "zh-Hant"
      : "zh-Hans"
    : GERMAN.test(body)
      ? "de"
      : null;
  const { locales } = house.brand;
  const offered = locales.filter((one) => answerWords().has(one));
  for (const wanted of [theirs, written])
    if (wanted !== null) {
      const found = matchLocale(wanted, offered);
      if (found) return found;
    }
  return offered[0] ?? "en";
}

/** The one text that answers, without a word of marketing; "" where there is nothing to say. */
export function answerText(house: House, answer: Outcome["answer"], locale: string): string {
  if (answer === null) return "";
  const { brand, settings } = house;
  const t = createTranslator({ locale, messages: answerWords().get(locale) ?? {} });
  const { phone, email } = brand.contact;
  return t(answer, {
    brand: say(brand.name, locale, brand).text,
    contact: phone ?? email,
    site: settings.publicUrl,
  });
}
