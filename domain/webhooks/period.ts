import { isDuration, milliseconds } from "../brand";

/** Longest time that a system may be given to obey. */
export const LONGEST_PERIOD_S = 366 * 86_400;

/** An ISO 8601 duration in seconds; null for what is none, shorter than a second or longer than a year. */
export function secondsOf(text: string): number | null {
  if (/\d{9}/u.test(text) || !isDuration(text)) return null;
  const seconds = Math.floor(milliseconds(text) / 1_000);
  return seconds >= 1 && seconds <= LONGEST_PERIOD_S ? seconds : null;
}

const UNITS = [
  ["D", 86_400],
  ["H", 3_600],
  ["M", 60],
  ["S", 1],
] as const;

/** Seconds as an ISO 8601 duration: 3600 is `PT1H`, 90000 `P1DT1H`. */
export function periodOf(seconds: number): string {
  let left = seconds;
  const parts = UNITS.map(([letter, size]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return count > 0 ? `${count}${letter}` : "";
  });
  const [days = "", ...times] = parts;
  const time = times.join("");
  return `P${days}${time && `T${time}`}`;
}
