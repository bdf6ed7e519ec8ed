import Holidays from "date-holidays";
import type { Temporal } from "temporal-polyfill";

/** A calendar of public holidays; null: only Saturdays and Sundays are days off. */
export type HolidayCalendar = { country: string; state?: string } | null;

const years = new Map<string, ReadonlySet<string>>();

/** Half days and days for some people only carry a note; they are working days for a time limit. */
function publicHolidays(calendar: { country: string; state?: string }, year: number): ReadonlySet<string> {
  const key = `${calendar.country}/${calendar.state ?? ""}/${year}`;
  const known = years.get(key);
  if (known) return known;
  const source = calendar.state
    ? new Holidays(calendar.country, calendar.state)
    : new Holidays(calendar.country);
  const days = new Set(
    (source.getHolidays(year) || [])
      .filter((day) => day.type === "public" && !("note" in day))
      .map((day) => day.date.slice(0, 10)),
  );
  years.set(key, days);
  return days;
}

/** Is it a day on which work is done there? */
export function isWorkingDay(date: Temporal.PlainDate, calendar: HolidayCalendar): boolean {
  if (date.dayOfWeek > 5) return false;
  return calendar === null || !publicHolidays(calendar, date.year).has(date.toString());
}
