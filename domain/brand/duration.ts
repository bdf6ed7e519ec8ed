import { Temporal } from "temporal-polyfill";
import { momentAt, offsetAt } from "./zone";

/** An ISO 8601 duration as the brand wrote it: `PT2S`, `P7Y`. Always longer than nothing. */
export type DurationText = string;

/** The parsed duration, or undefined where the text is no ISO 8601 duration or not longer than nothing. */
export function parseDuration(text: string): Temporal.Duration | undefined {
  try {
    const duration = Temporal.Duration.from(text);
    return /^P/i.test(text) && duration.sign > 0 ? duration : undefined;
  } catch {
    return undefined;
  }
}

export function isDuration(text: string): boolean {
  return parseDuration(text) !== undefined;
}

const parsed = new Map<DurationText, Temporal.Duration>();

/** A brand writes few durations, and each is read many thousand times. */
function mustParse(text: DurationText): Temporal.Duration {
  const before = parsed.get(text);
  if (before !== undefined) return before;
  const duration = parseDuration(text);
  if (duration === undefined) throw new RangeError(`Not an ISO 8601 duration: ${text}`);
  if (parsed.size < MOST_PARSED) parsed.set(text, duration);
  return duration;
}

const MOST_PARSED = 1_000;

/** `start` plus the duration; years, months and days by the calendar in `timeZone` (IANA). */
export function addDuration(start: Date, text: DurationText, timeZone: string): Date {
  const duration = mustParse(text);
  const plain = addPlainly(start, duration, timeZone);
  if (plain !== null) return new Date(plain);
  const zoned = Temporal.Instant.fromEpochMilliseconds(start.getTime()).toZonedDateTimeISO(timeZone);
  return new Date(zoned.add(duration).epochMilliseconds);
}

/** Years, months and days alone, as nearly all are, on a day when no clock is changed; null for the others. */
function addPlainly(start: Date, duration: Temporal.Duration, timeZone: string): number | null {
  const { years, months, weeks, days } = duration;
  if (duration.hours || duration.minutes || duration.seconds || duration.milliseconds) return null;
  if (duration.microseconds || duration.nanoseconds) return null;
  const at = start.getTime();
  const shown = new Date(at + offsetAt(at, timeZone));
  const month = shown.getUTCMonth() + months;
  const year = shown.getUTCFullYear() + years;
  if (!(year > 1_900 && year < 9_000)) return null;
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Math.min(shown.getUTCDate(), last) + weeks * 7 + days;
  const timeOfDay = shown.getTime() - Math.floor(shown.getTime() / DAY) * DAY;
  return momentAt(Date.UTC(year, month, day) + timeOfDay, timeZone);
}

const DAY = 86_400_000;

/** The last day that is written with four digits of year. It stands for "without end". */
export const LAST_DAY = "9999-12-31";

/** A day (`YYYY-MM-DD`) plus the duration's years, months, weeks and days, as `YYYY-MM-DD`: at most the last day. */
export function addToDay(day: string, text: DurationText): string {
  const sum = Temporal.PlainDate.from(day).add(mustParse(text));
  return sum.year > 9_999 ? LAST_DAY : sum.toString();
}

/** The calendar day of an instant in a time zone, as `YYYY-MM-DD`. */
export function dayIn(at: Date, timeZone: string): string {
  return new Date(at.getTime() + offsetAt(at.getTime(), timeZone)).toISOString().slice(0, -14);
}

/** The first moment of a day by a time zone's calendar. `day` is YYYY-MM-DD. @throws RangeError where it is none. */
export function startOfDay(day: string, timeZone: string): Date {
  const shown = Date.parse(`${day}T00:00:00Z`);
  const isDay = !Number.isNaN(shown) && new Date(shown).toISOString().startsWith(`${day}T`);
  const plain = isDay ? momentAt(shown, timeZone) : null;
  return new Date(plain ?? Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds);
}

/** Milliseconds of a duration without years and months (a timeout). Days count 24 hours. */
export function milliseconds(text: DurationText): number {
  return mustParse(text).total({ unit: "millisecond", relativeTo: Temporal.PlainDate.from("2001-01-01") });
}
