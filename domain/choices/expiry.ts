import { Temporal } from "temporal-polyfill";

export interface ExpiryRule {
  /** ISO 8601 duration after which consent ends by itself; null: it does not. */
  renewAfter: string | null;
  /** YYYY-MM-DD: consent given before that day meant something else and is asked for again. */
  reworded: string | null;
}

/** The first moment of a day by a time zone's calendar. `day` is YYYY-MM-DD. */
export function startOfDay(day: string, timeZone: string): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds);
}

/** The day by a time zone's calendar, YYYY-MM-DD, moved on by an ISO 8601 duration. */
export function dayAfter(now: Date, { length, timeZone }: { length: string; timeZone: string }): string {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  return today.toPlainDate().add(length).toString();
}

/** A moment moved on by an ISO 8601 duration: years and months by the calendar of that zone. */
export function later(from: Date, { length, timeZone }: { length: string; timeZone: string }): Date {
  const start = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(timeZone);
  return new Date(start.add(length).epochMilliseconds);
}

interface Grant {
  since: Date;
  now: Date;
  timeZone: string;
}

/** When consent given at `since` ends, and whether it is over already, and why. */
export function expiry(
  rule: ExpiryRule,
  { since, now, timeZone }: Grant,
): { expiresAt: Date | null; over: "expired" | "reworded" | null } {
  if (rule.reworded !== null) {
    const reworded = startOfDay(rule.reworded, timeZone);
    if (since < reworded && reworded <= now) return { expiresAt: reworded, over: "reworded" };
  }
  if (rule.renewAfter === null) return { expiresAt: null, over: null };
  const expiresAt = later(since, { length: rule.renewAfter, timeZone });
  return { expiresAt, over: expiresAt <= now ? "expired" : null };
}
