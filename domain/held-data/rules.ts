import { dateFormat, displayNames, listFormat, numberFormat } from "../formatters";
import type { Shown } from "./shown";

/** Whom a value is put into words for. `yes` and `no` come from the messages. */
export interface Reader {
  locale: string;
  timeZone: string; // IANA
  yes: string;
  no: string;
}

/** Whether a day until which something is locked ever comes: the last day of the calendar stands for "never". */
export const hasEnd = (day: string): boolean => day !== "9999-12-31";

/**
 * A shown value in the reader's words, as one line or a few. For pages, for the copy and for tests: numbers,
 * money, dates and durations by Intl. A masked value gives its hint.
 */
export function shownText(shown: Shown, reader: Reader): string {
  const { locale } = reader;
  switch (shown.as) {
    case "nothing":
      return "";
    case "number":
      return decimal(shown.value, numberFormat(locale, { maximumFractionDigits: 20 }));
    case "plain_number":
      return decimal(shown.value, numberFormat(locale, { useGrouping: false, maximumFractionDigits: 20 }));
    case "money":
      return decimal(shown.amount, numberFormat(locale, { style: "currency", currency: shown.currency }));
    case "percent":
      return decimal(shown.value, numberFormat(locale, { style: "percent", maximumFractionDigits: 2 }));
    case "boolean":
      return shown.value ? reader.yes : reader.no;
    case "date":
      return dateFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(shown.date));
    case "datetime":
      return moment(shown.at, reader);
    case "duration":
      return duration(shown.duration, locale);
    case "country":
      return displayNames(locale, { type: "region" }).of(shown.code) ?? shown.code;
    case "size":
      return size(shown.bytes, locale);
    case "image":
      return size(Math.floor((shown.base64.length * 3) / 4), locale);
    case "items":
      return [...shown.items.map((item) => shownText(item, reader)), ...rest(shown.more)].join(", ");
    case "pairs":
      return [
        ...shown.pairs.map((pair) => `${pair.name}: ${shownText(pair.value, reader)}`),
        ...rest(shown.more),
      ].join("; ");
    case "masked":
      return shown.hint;
    case "text":
      return shown.more > 0 ? `${shown.text}…` : shown.text;
    case "link":
    case "email":
    case "phone":
      return shown.text;
  }
}

const rest = (more: number): string[] => (more > 0 ? [`… +${more}`] : []);

/** Intl reads decimal digits exactly, so money never passes through a float. */
function decimal(digits: string, format: Intl.NumberFormat): string {
  return format.format(digits as `${number}`);
}

function moment(at: string, { locale, timeZone }: Reader): string {
  return dateFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone }).format(new Date(at));
}

function size(bytes: number, locale: string): string {
  const [unit, value] =
    bytes < 1_000 ? ["byte", bytes] : bytes < 1e6 ? ["kilobyte", bytes / 1e3] : ["megabyte", bytes / 1e6];
  return numberFormat(locale, {
    style: "unit",
    unit: String(unit),
    unitDisplay: "long",
    maximumFractionDigits: 1,
  }).format(Number(value));
}

const PARTS =
  /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/u;
const UNITS = ["year", "month", "week", "day", "hour", "minute", "second"] as const;

function duration(iso: string, locale: string): string {
  const found = PARTS.exec(iso);
  if (!found) return iso;
  const parts = UNITS.flatMap((unit, n) => {
    const amount = found[n + 2];
    if (amount === undefined || Number(amount) === 0) return [];
    return [numberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(Number(amount))];
  });
  if (parts.length === 0)
    return numberFormat(locale, { style: "unit", unit: "day", unitDisplay: "long" }).format(0);
  return `${found[1] ?? ""}${listFormat(locale, { type: "unit" }).format(parts)}`;
}
