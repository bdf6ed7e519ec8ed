import { Temporal } from "temporal-polyfill";

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

function mustParse(text: DurationText): Temporal.Duration {
  const duration = parseDuration(text);
  if (duration === undefined) throw new RangeError(`Not an ISO 8601 duration: ${text}`);
  return duration;
}

/** `start` plus the duration; years, months and days by the calendar in `timeZone` (IANA). */
export function addDuration(start: Date, text: DurationText, timeZone: string): Date {
  const zoned = Temporal.Instant.fromEpochMilliseconds(start.getTime()).toZonedDateTimeISO(timeZone);
  return new Date(zoned.add(mustParse(text)).epochMilliseconds);
}

/** A day (`YYYY-MM-DD`) plus the duration's years, months, weeks and days, as `YYYY-MM-DD`. */
export function addToDay(day: string, text: DurationText): string {
  return Temporal.PlainDate.from(day).add(mustParse(text)).toString();
}

/** The calendar day of an instant in a time zone, as `YYYY-MM-DD`. */
export function dayIn(at: Date, timeZone: string): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  return zoned.toPlainDate().toString();
}

/** Milliseconds of a duration without years and months (a timeout). Days count 24 hours. */
export function milliseconds(text: DurationText): number {
  return mustParse(text).total({ unit: "millisecond", relativeTo: Temporal.PlainDate.from("2001-01-01") });
}
