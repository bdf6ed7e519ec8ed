import { dateFormat, displayNames, listFormat, numberFormat } from "@/domain/formatters";

/** How dates and numbers are put into words for one reader: their locale, the brand's time zone. */
export interface Formats {
  /** "18 December 2026"; a Date is an instant, a string is a calendar day YYYY-MM-DD and is never shifted. */
  day(value: Date | string): string;
  /** "18 Dec", with the year when it is not this one. */
  shortDay(value: Date | string): string;
  /** "14:02" in the brand's time zone. */
  time(value: Date): string;
  /** "Today, 14:02" or "3 Nov, 10:00". */
  moment(value: Date): string;
  /** Whether an instant falls on the reader's today, in the brand's time zone. */
  isToday(value: Date): boolean;
  /** A heading over one day of a history: "Today, 18 November". */
  dayHeading(value: Date): string;
  /** "October", with the year when it is not this one. */
  month(value: Date): string;
  /** Which calendar day an instant falls on there, YYYY-MM-DD. */
  calendarDay(value: Date): string;
  number(value: number): string;
  /** Decimal digits as a source wrote them, every one of them, grouped. */
  decimal(digits: string): string;
  percent(value: number): string;
  money(amount: string, currency: string): string;
  /** Bytes as kB or MB. */
  size(bytes: number): string;
  /** ISO 8601, such as P7Y or PT30M; shown as it is where it cannot be read. */
  duration(iso: string): string;
  country(code: string): string;
  language(tag: string): string;
  /** "a, b and c" in the reader's language. */
  list(items: readonly string[]): string;
}

export interface FormatsInput {
  locale: string;
  timeZone: string;
  now: Date;
  /** "Today", which no library of the platform says with a comma and a time. */
  today: string;
}

/** English without a country means day before month here, as the product's texts are written. */
export function formattingLocale(locale: string): string {
  return locale === "en" || locale === "ar-XB" ? "en-GB" : locale;
}

const isDay = (value: Date | string): value is string => typeof value === "string";
const atNoon = (day: string): Date => new Date(`${day}T12:00:00Z`);

interface Dates {
  show(value: Date | string, options: Intl.DateTimeFormatOptions): string;
  calendarDay(value: Date): string;
}

function datesFor(locale: string, timeZone: string): Dates {
  const iso = dateFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return {
    show: (value, options) =>
      dateFormat(locale, { ...options, timeZone: isDay(value) ? "UTC" : timeZone }).format(
        isDay(value) ? atNoon(value) : value,
      ),
    calendarDay: (value) => iso.format(value),
  };
}

function dateFormats({ locale, timeZone, now, today }: FormatsInput) {
  const dates = datesFor(locale, timeZone);
  const thisYear = dates.calendarDay(now).slice(0, 4);
  const dayOf = (value: Date | string) => (isDay(value) ? value : dates.calendarDay(value));
  const year = (value: Date | string) => (dayOf(value).startsWith(thisYear) ? undefined : "numeric");
  const isToday = (value: Date) => dates.calendarDay(value) === dates.calendarDay(now);
  const shortDay = (value: Date | string) =>
    dates.show(value, { day: "numeric", month: "short", year: year(value) });
  const time = (value: Date) => dates.show(value, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  // Chinese and Japanese put a space where others put a comma, and count months instead of naming them.
  const counts = /^(zh|ja)\b/u.test(locale);
  const join = (day: string, rest: string) => `${day}${counts ? " " : ", "}${rest}`;
  const longDay = (value: Date) => dates.show(value, { day: "numeric", month: "long", year: year(value) });
  return {
    day: (value: Date | string) => dates.show(value, { day: "numeric", month: "long", year: "numeric" }),
    shortDay,
    time,
    isToday,
    moment: (value: Date) => join(isToday(value) ? today : shortDay(value), time(value)),
    dayHeading: (value: Date) => (isToday(value) ? join(today, longDay(value)) : longDay(value)),
    month: (value: Date) => dates.show(value, { month: counts ? "short" : "long", year: year(value) }),
    calendarDay: dates.calendarDay,
  };
}

/** As sources write it, too: seconds with their fractions, and a sign at any part. */
const DURATION =
  /^P(?:(-?\d+)Y)?(?:(-?\d+)M)?(?:(-?\d+)W)?(?:(-?\d+)D)?(?:T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?\d+(?:\.\d+)?)S)?)?$/u;
const UNITS = ["year", "month", "week", "day", "hour", "minute", "second"] as const;

function durationWords(locale: string, list: (items: readonly string[]) => string) {
  return (iso: string): string => {
    const found = DURATION.exec(iso);
    if (!found) return iso;
    const inUnit = (unit: string, amount: string) =>
      numberFormat(locale, { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 9 }).format(
        amount as Intl.StringNumericLiteral,
      );
    const parts = UNITS.flatMap((unit, index) => {
      const amount = found[index + 1];
      return amount === undefined || Number(amount) === 0 ? [] : [inUnit(unit, amount)];
    });
    if (parts.length > 0) return list(parts);
    return /\d/u.test(iso) ? inUnit("day", "0") : iso;
  };
}

/** A display name, or the code itself where the platform knows none. */
function nameOf(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}

function moneyWords(locale: string) {
  return (amount: string, currency: string): string => {
    try {
      const format = numberFormat(locale, { style: "currency", currency });
      return format.format(amount as Intl.StringNumericLiteral);
    } catch {
      return `${amount} ${currency}`;
    }
  };
}

/** Makes the formats of one reader. Cheap enough to make per request. */
export function formatsFor(input: FormatsInput): Formats {
  const locale = formattingLocale(input.locale);
  const numbers = numberFormat(locale, {});
  const decimals = numberFormat(locale, { maximumFractionDigits: 20 });
  const percents = numberFormat(locale, { style: "percent", maximumFractionDigits: 2 });
  const regions = displayNames(locale, { type: "region" });
  const lists = listFormat(locale, { type: "conjunction" });
  const list = (items: readonly string[]) => lists.format(items);
  const unit = (value: number, name: string) =>
    numberFormat(locale, { style: "unit", unit: name, maximumFractionDigits: 1 }).format(value);
  return {
    ...dateFormats({ ...input, locale }),
    number: (value) => numbers.format(value),
    decimal: (digits) => decimals.format(digits as Intl.StringNumericLiteral),
    percent: (value) => percents.format(value),
    money: moneyWords(locale),
    size: (bytes) =>
      bytes < 1_000_000 ? unit(bytes / 1000, "kilobyte") : unit(bytes / 1_000_000, "megabyte"),
    duration: durationWords(locale, list),
    country: (code) => nameOf(regions, code),
    language: (tag) => nameOf(displayNames(tag, { type: "language" }), tag),
    list,
  };
}
