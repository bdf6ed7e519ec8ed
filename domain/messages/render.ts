import { createTranslator } from "use-intl/core";
import { type Brand, matchLocale, say } from "../brand";
import type { MessageParams, MessageTemplate } from "./catalog";
import { pageOf } from "./page";
import { mailWords } from "./words";

/** A message in one language, ready to be sent. */
export interface Rendered {
  locale: string;
  subject: string;
  text: string;
  html: string;
}

export interface ToRender<K extends MessageTemplate = MessageTemplate> {
  template: K;
  params: MessageParams[K];
  locale: string;
}

/** Whose message it is and where its pages are. */
export interface RenderedBy {
  brand: Brand;
  publicUrl: string;
}

const moments = new Set(["due", "when"]);

/** Says a message in the reader's language, as text and as HTML. Values are words, never markup. */
export function renderMessage(message: ToRender, by: RenderedBy): Rendered {
  const { locale, words } = wordsIn(message.locale, mailWords());
  const values = valuesOf(message, { ...by, locale });
  const t = translatorOf(words?.[message.template] ?? {}, locale);
  const part = (name: string) => (t.has(name) ? t(name, values) : null);
  const target =
    "link" in message.params ? message.params.link : "url" in message.params ? message.params.url : null;
  const action = part("action");
  const page = {
    locale,
    subject: onOneLine(part("subject") ?? message.template),
    intro: part("p1"),
    action: action && target ? { label: action, target } : null,
    code: "code" in message.params ? { label: t("code"), value: message.params.code } : null,
    rest: [part("p2"), part("p3")].filter((text) => text !== null),
    footer: t("footer", values),
  };
  return { locale, subject: page.subject, ...pageOf(page) };
}

/** The words of the reader's language, else the English ones. */
export function wordsIn<W>(wanted: string, all: ReadonlyMap<string, W>): { locale: string; words: W } {
  const locale = matchLocale(wanted, [...all.keys()]) ?? "en";
  const words = all.get(locale);
  if (!words) throw new Error("messages/en.json has no words for messages");
  return { locale, words };
}

/** Says one language's words; what they lack is a mistake of ours. */
export function translatorOf(words: Record<string, string>, locale: string) {
  return createTranslator({
    messages: words,
    locale,
    onError: (error) => {
      throw error;
    },
  });
}

/** What the words of a message speak of, ready to be said. */
export function valuesOf(message: ToRender, by: RenderedBy & { locale: string }) {
  const { brand, locale } = by;
  const own = Object.entries(message.params).map(([name, value]) => [
    name,
    moments.has(name) ? dayIn(String(value), { locale, timeZone: brand.timeZone }) : value,
  ]);
  return {
    brand: say(brand.name, locale, brand).text,
    contact: brand.contact.privacyOfficer.email,
    site: by.publicUrl,
    ...Object.fromEntries(own),
  };
}

/** A day stays the day it is; a moment becomes the day it was where the brand is. */
function dayIn(iso: string, by: { locale: string; timeZone: string }): string {
  const timeZone = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? "UTC" : by.timeZone;
  return new Intl.DateTimeFormat(by.locale, { dateStyle: "long", timeZone }).format(new Date(iso));
}

export const onOneLine = (text: string) => text.replace(/\s+/gu, " ").trim();
