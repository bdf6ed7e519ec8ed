import { Temporal } from "temporal-polyfill";
import type { Clock } from "./clocks";
import { isInEea } from "./jurisdiction";
import { type HolidayCalendar, isWorkingDay } from "./working-days";

/** Where and when: the zone days are counted in, and the country of the brand's address. */
export interface Where {
  timeZone: string; // IANA
  country: string; // ISO 3166-1 alpha-2
}

function calendarOf(clock: Clock, where: Where): HolidayCalendar {
  if (clock.holidays !== "controller") return clock.holidays;
  return isInEea(where.country) ? { country: where.country.toUpperCase() } : null;
}

function afterWorkingDays(start: Temporal.PlainDate, n: number, calendar: HolidayCalendar) {
  let date = start;
  for (let left = n; left > 0; ) {
    date = date.add({ days: 1 });
    if (isWorkingDay(date, calendar)) left -= 1;
  }
  return date;
}

function countOn(clock: Clock, received: Temporal.PlainDate, n: number, calendar: HolidayCalendar) {
  const start = clock.countStartDay ? received.subtract({ days: 1 }) : received;
  // Without such a day in the month it is the last one (Regulation 1182/71, art. 3(2)(c)).
  if (clock.unit === "month") return start.add({ months: n }, { overflow: "constrain" });
  if (clock.unit === "calendar_day") return start.add({ days: n });
  return afterWorkingDays(start, n, calendar);
}

/** The day on which something happened, where the brand is. */
export function dayOf(at: Date, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
}

/** The moment at which a day is over, where the brand is. */
export function endOfDay(date: Temporal.PlainDate, timeZone: string): Date {
  return new Date(date.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds);
}

/**
 * The last lawful day, as YYYY-MM-DD, for what came in on `received` (YYYY-MM-DD). `extended` counts the
 * longer period from the same start, never from a day that was moved. `pausedDays`: whole days for which
 * a clock stood still; null where the clock knows no extension.
 */
export function lastLawfulDay(
  clock: Clock,
  received: string,
  options: { where: Where; extended?: boolean; pausedDays?: number },
): string | null {
  if (options.extended && clock.extension === null) return null;
  const calendar = calendarOf(clock, options.where);
  const n = clock.n + (options.extended ? (clock.extension ?? 0) : 0);
  let date = countOn(clock, Temporal.PlainDate.from(received), n, calendar);
  if (clock.pauseOn.length > 0) date = date.add({ days: options.pausedDays ?? 0 });
  if (clock.roll === "next_working_day") {
    while (!isWorkingDay(date, calendar)) date = date.add({ days: 1 });
  }
  return date.toString();
}
