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
  const values = onOneLineEach(valuesOf(message, { ...by, locale }));
  const saidBy = (brand: string) => t(message.template, { ...values, brand });
  const { params } = message;
  const target = "link" in params ? params.link : "url" in params ? params.url : null;
  const name = saidBy(
    [...onOneLine(say(by.brand.name, locale, by.brand).text)].slice(0, NAME_LENGTH).join(""),
  );
  const rendered = (text: string): Rendered => ({ locale, subject: "", text, html: "" });
  if (!("code" in params)) return rendered(lines([name, target]));
  const host = new URL(by.publicUrl).hostname;
  const bound = `\n@${host} #${params.code}`;
  // A name in signs that texts hold few of gives way to the site's, which is plain.
  const shorter = [lines([name, target, bound]), lines([name, bound]), lines([saidBy(host), bound])];
  return rendered(shorter.find((text) => segmentsOf(text) <= MOST_PARTS) ?? shorter.at(-1) ?? "");
}

const onOneLineEach = (values: Record<string, string | number>): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "string" ? onOneLine(value) : value,
    ]),
  );

const lines = (parts: readonly (string | null)[]): string =>
  inPlainSigns(parts.filter((part) => part !== null).join("\n"));
