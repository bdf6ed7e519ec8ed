const DAY = 86_400_000;

/** Midnight UTC of `today`, `days` earlier, as YYYY-MM-DD. */
export function dayBefore(today: Date, days: number): string {
  return new Date(startOf(today) - days * DAY).toISOString().slice(0, 10);
}

/** A moment `days` before `today`, `minutes` after midnight UTC, as ISO 8601; never after `today` itself. */
export function momentBefore(today: Date, days: number, minutes: number): string {
  return new Date(Math.min(startOf(today) - days * DAY + minutes * 60_000, today.getTime())).toISOString();
}

/** `iso` moved by `minutes`. */
export function minutesAfter(iso: string, minutes: number): string {
  return new Date(Date.parse(iso) + minutes * 60_000).toISOString();
}

function startOf(today: Date): number {
  return Math.floor(today.getTime() / DAY) * DAY;
}
