import { z } from "zod";
import { isCountry } from "../countries";
import { isDuration } from "../duration";
import { canonicalLocale } from "../text";

/** Ids stand in addresses, forms and the ledger, so they stay plain. */
export const ID = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

/** A refined string whose message says what is wrong and what would be right. */
function checked(test: (value: string) => boolean, message: string) {
  return z.string().refine(test, { error: message });
}

export const id = z.string().regex(ID, {
  error: "is not an id — start with a letter, then letters, digits, `-` or `_`, 64 at most",
});

export const line = z.string().min(1, { error: "is empty — write something, or take the key out" });

export const localeTag = checked(
  (tag) => canonicalLocale(tag) !== undefined,
  "is not a locale — write a BCP 47 tag such as en, de or zh-Hans",
);

export const text = z
  .union([line, z.record(localeTag, line)], {
    error: "is not a text — write a text, or one text per locale: { en: …, de: … }",
  })
  .meta({ description: "A text, or one text per locale: { en: …, zh-Hans: … }" });

export const duration = checked(
  isDuration,
  "is not a duration — write ISO 8601, such as PT2S, P30D or P7Y",
).meta({ description: "An ISO 8601 duration, such as PT2S, P30D or P7Y" });

/** Whether the text is a real calendar day, written `YYYY-MM-DD`. */
export function isDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

export const day = checked(isDay, "is not a date — write year-month-day, such as 2026-11-21").meta({
  description: "A calendar day, YYYY-MM-DD",
});

export const email = checked(
  (value) => /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/.test(value),
  "is not an email address — write one such as privacy@example.com",
);

function isWebAddress(value: string): boolean {
  return URL.canParse(value) && /^https?:\/\//i.test(value);
}

export const webAddress = checked(isWebAddress, "is not a web address — start it with https://");

export const country = checked(
  isCountry,
  "is not a country — write its two capitals (ISO 3166-1), such as DE or CA",
);

const CURRENCIES = new Set(Intl.supportedValuesOf("currency"));

/** ISO 4217: three capitals. */
export const isCurrency = (code: string): boolean => CURRENCIES.has(code);

export const currency = checked(
  isCurrency,
  "is not a currency — write its three capitals (ISO 4217), such as EUR or USD",
);

function isTimeZone(zone: string): boolean {
  if (!/^([A-Za-z_]+\/[A-Za-z0-9_+/-]+|UTC)$/.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

export const timeZone = checked(isTimeZone, "is not a time zone — write an IANA name such as Europe/Berlin");

export const pattern = checked((source) => {
  try {
    return new RegExp(`^(?:${source})$`, "u").source !== "";
  } catch {
    return false;
  }
}, "is not a pattern — write a JavaScript regular expression that works with the u flag");
