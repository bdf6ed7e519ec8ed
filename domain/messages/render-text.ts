import { say } from "../brand";
import type { MessageParams, TextTemplate } from "./catalog";
import { onOneLine, type Rendered, type RenderedBy, translatorOf, valuesOf, wordsIn } from "./render";
import { inPlainSigns, segmentsOf } from "./segments";
import { textWords } from "./words";

/** What a text with a code may cost at most. */
const MOST_PARTS = 2;

/** Longer names of brands leave no room for what the text is about. */
const NAME_LENGTH = 32;

export interface TextToRender<K extends TextTemplate = TextTemplate> {
  template: K;
  params: MessageParams[K];
  locale: string;
}

/**
 * Says a message in few words, for a phone. A code's last line names the site that it is for, in the form that
 * browsers fill in by themselves there and nowhere else; its link goes along where that costs no third part.
 */
export function renderText(message: TextToRender, by: RenderedBy): Rendered {
  const { locale, words } = wordsIn(message.locale, textWords());
  const t = translatorOf(words, locale);
  const values = Object.entries(valuesOf(message, { ...by, locale })).map(([name, value]) => [
    name,
    typeof value === "string" ? onOneLine(value) : value,
  ]);
  const name = [...onOneLine(say(by.brand.name, locale, by.brand).text)].slice(0, NAME_LENGTH).join("");
  const said = t(message.template, { ...Object.fromEntries(values), brand: name });
  const { params } = message;
  const target = "link" in params ? params.link : "url" in params ? params.url : null;
  const bound = "code" in params ? `\n@${new URL(by.publicUrl).hostname} #${params.code}` : null;
  const whole = lines([said, target, bound]);
  const text = bound && segmentsOf(whole) > MOST_PARTS ? lines([said, bound]) : whole;
  return { locale, subject: "", text, html: "" };
}

const lines = (parts: readonly (string | null)[]): string =>
  inPlainSigns(parts.filter((part) => part !== null).join("\n"));
