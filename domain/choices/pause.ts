import { addToDay, dayIn } from "@/domain/brand";
import { DomainError } from "../errors";
import { startOfDay } from "./expiry";
import type { PauseOption } from "./view";

const LENGTHS = ["P30D", "P3M", "P6M"] as const;

/** Longer than that is no pause. */
const LONGEST = "P5Y";

/** The pauses that the page offers, as days by the brand's calendar. */
export function pauseOptions(now: Date, timeZone: string): PauseOption[] {
  const today = dayIn(now, timeZone);
  return LENGTHS.map((length) => ({ length, until: addToDay(today, length) }));
}

/**
 * The moment that a pause until that day ends: its beginning in the brand's time zone.
 * @throws DomainError `invalid` (with `field`) for a day that is over or more than five years away.
 */
export function endOfPause(until: string, { now, timeZone }: { now: Date; timeZone: string }): Date {
  const last = addToDay(dayIn(now, timeZone), LONGEST);
  const end = startOfDay(until, timeZone);
  if (end <= now || until > last) throw new DomainError("invalid", { field: "until", latest: last });
  return end;
}
