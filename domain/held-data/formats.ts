import { Temporal } from "temporal-polyfill";
import type { Format } from "@/domain/brand";
import { imageOf } from "./image";
import { asDate, asDateTime } from "./moments";
import { plainText } from "./plain-text";
import { cut, safeText } from "./safe-text";
import type { Shown } from "./shown";
import type { Raw } from "./sources/raw";

/** How a value is to be read. `currency` null: none is known, so money is shown as a number. */
export interface FormatOptions {
  format?: Format;
  currency: string | null;
  /** The brand's, IANA: for a time without a zone. */
  timeZone: string;
  /** Nothing is cut: for a copy. */
  whole?: boolean;
}

export const textOf = (text: string, { whole }: { whole?: boolean }): Shown => ({
  as: "text",
  ...cut(text, whole ? Number.POSITIVE_INFINITY : undefined),
});

type Given = NonNullable<Raw>;
/** undefined: the value does not fit the format. */
type Formatter = (raw: Given, options: FormatOptions) => Shown | undefined;

/** What each format makes of a value. */
export const FORMATS: Record<Format, Formatter> = {
  text: (raw, options) => textOf(plainText(raw), options),
  number: (raw) => numeric(raw, (value) => ({ as: "number", value })),
  money: (raw, { currency }) =>
    numeric(raw, (amount) =>
      currency ? { as: "money", amount, currency } : { as: "number", value: amount },
    ),
  percent: (raw) => numeric(raw, (value) => ({ as: "percent", value })),
  boolean: (raw) => truth(raw),
  date: (raw) => withDate(asDate(raw)),
  datetime: (raw, { timeZone }) => {
    const at = asDateTime(raw, timeZone);
    return at === undefined ? undefined : { as: "datetime", at };
  },
  duration: (raw) => durationOf(raw),
  country: (raw) => countryOf(plainText(raw).trim()),
  url: (raw) => linkOf(plainText(raw).trim()),
  email: (raw) => ({ as: "email", text: cut(plainText(raw), 320).text }),
  phone: (raw) => ({ as: "phone", text: cut(plainText(raw), 60).text }),
  image: (raw) => (raw.type === "bytes" ? imageOf(raw.bytes) : undefined),
};

const DECIMAL = /^[+-]?(\d{1,60}(\.\d{1,60})?|\.\d{1,60})([eE][+-]?\d{1,3})?$/u;

/** The digits of any number type, or of a text that is a number. NaN and infinity are no amounts. */
export function numeric(raw: Given, as: (digits: string) => Shown): Shown | undefined {
  const digits = raw.type === "number" ? raw.digits : raw.type === "text" ? raw.text.trim() : "";
  return DECIMAL.test(digits) ? as(digits) : undefined;
}

function truth(raw: Given): Shown | undefined {
  if (raw.type === "boolean") return { as: "boolean", value: raw.value };
  const word = plainText(raw).trim().toLowerCase();
  if (["t", "true", "yes", "y", "on", "1"].includes(word)) return { as: "boolean", value: true };
  if (["f", "false", "no", "n", "off", "0"].includes(word)) return { as: "boolean", value: false };
  return undefined;
}

export const withDate = (date: string | undefined): Shown | undefined =>
  date === undefined ? undefined : { as: "date", date };

export function durationOf(raw: Given): Shown | undefined {
  const text = raw.type === "interval" ? raw.iso : raw.type === "text" ? raw.text.trim() : "";
  // PostgreSQL may give each part its own sign; Temporal refuses that and it is shown as written.
  try {
    return { as: "duration", duration: Temporal.Duration.from(text).toString() };
  } catch {
    return undefined;
  }
}

const countries = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });

function countryOf(text: string): Shown | undefined {
  const code = text.toUpperCase();
  return /^[A-Z]{2}$/u.test(code) && countries.of(code) !== undefined ? { as: "country", code } : undefined;
}

function linkOf(text: string): Shown | undefined {
  if (text.length > 2_000 || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (!/^https?:$/u.test(url.protocol) || url.username || url.password) return undefined;
  return { as: "link", href: url.href, text: safeText(text) };
}
