import { Temporal } from "temporal-polyfill";

/** A stretch of time in which a zone's clocks did not change. */
interface Span {
  from: number;
  to: number;
  offset: number;
}

const known = new Map<string, Span[]>();

/** How far a zone's clocks are ahead of UTC at a moment, both in milliseconds. */
export function offsetAt(at: number, timeZone: string): number {
  const spans = known.get(timeZone) ?? [];
  for (const span of spans) if (span.from <= at && at < span.to) return span.offset;
  const zoned = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
  const span = {
    from: zoned(at + 1).getTimeZoneTransition("previous")?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    to: zoned(at).getTimeZoneTransition("next")?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: zoned(at).offsetNanoseconds / 1e6,
  };
  known.set(timeZone, [span, ...spans]);
  return span.offset;
}

const DAY = 86_400_000;

/** The moment at which a zone's clocks show this, given as if it were UTC; null on days when they are changed. */
export function momentAt(shown: number, timeZone: string): number | null {
  const before = offsetAt(shown - DAY, timeZone);
  return before === offsetAt(shown + DAY, timeZone) ? shown - before : null;
}
