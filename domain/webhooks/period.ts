import { isDuration, milliseconds } from "../brand";

/** Longest time that a system may be given to obey. */
export const LONGEST_PERIOD_S = 366 * 86_400;

/** An ISO 8601 duration in seconds; null for what is none, shorter than a second or longer than a year. */
export function secondsOf(text: string): number | null {
  if (/\d{9}/u.test(text) || !isDuration(text)) return null;
  const seconds = Math.floor(milliseconds(text) / 1_000);
  return seconds >= 1 && seconds <= LONGEST_PERIOD_S ? seconds : null;
}
