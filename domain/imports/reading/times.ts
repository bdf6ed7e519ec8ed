const ISO =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?))?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/iu;

/** Before this nobody clicked anything. */
const EARLIEST = Date.UTC(1990, 0, 1);

/**
 * A moment as tools write it: ISO 8601 with T or a space, in UTC where no zone is said, or seconds since 1970. Null
 * for anything else, also for a moment yet to come: then nobody knows when, and it is not invented.
 */
export function momentOf(text: string, now: Date): Date | null {
  const at = read(text.trim());
  return at !== null && at >= EARLIEST && at <= now.getTime() ? new Date(at) : null;
}

/** A moment that may lie ahead, such as the end of a pause. */
export function futureOf(text: string): Date | null {
  const at = read(text.trim());
  return at === null ? null : new Date(at);
}

function read(text: string): number | null {
  if (/^\d{10}(\.\d+)?$/u.test(text)) return Math.floor(Number(text) * 1_000);
  if (/^\d{13}$/u.test(text)) return Number(text);
  const [, day, time = "00:00", zone = "Z"] = ISO.exec(text) ?? [];
  if (day === undefined) return null;
  const at = Date.parse(`${day}T${time}${/^utc$/iu.test(zone) ? "Z" : zone.toUpperCase()}`);
  return Number.isNaN(at) ? null : at;
}
