import { Temporal } from "temporal-polyfill";
import { LAST_DAY } from "@/domain/brand";
import type { Raw } from "./sources/raw";

type Given = NonNullable<Raw>;

/** The words of a date or time, as the source wrote them; undefined for other types. */
function written(raw: Given): string | undefined {
  switch (raw.type) {
    case "date":
      return raw.date;
    case "timestamp":
      return raw.local;
    case "instant":
      return raw.at;
    case "text":
      return /^\d{4}-\d{2}-\d{2}/u.test(raw.text.trim()) ? raw.text.trim().replace(" ", "T") : undefined;
    default:
      return undefined;
  }
}

/** Four digits of year and no era: what a calendar on a page can show. */
const ORDINARY = /^\d{4}-\d{2}-\d{2}(T[0-9:.,]+([+-][0-9:]+|Z)?)?$/iu;

/** The calendar day of a date or time, never shifted by a zone. undefined: infinity, BC, or no date. */
export function asDate(raw: Given): string | undefined {
  const text = written(raw);
  if (text === undefined || !ORDINARY.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text.slice(0, 10), { overflow: "reject" }).toString();
  } catch {
    return undefined;
  }
}

/** The ends of the calendar: what lies at or beyond one is without end, or was always so. */
const FIRST_DAY = "0001-01-01";

/** The same calendar day for counting with: infinity and far years are the last day, BC the first. */
export function countedDay(raw: Given): string | undefined {
  const text = raw.type === "text" ? raw.text.trim() : (written(raw) ?? "");
  if (/^-infinity$| BC$/iu.test(text)) return FIRST_DAY;
  return /^(infinity$|\d{5,}-\d{2}-\d{2})/iu.test(text) ? LAST_DAY : asDate(raw);
}

/** The instant of a date or time as RFC 3339 in UTC; one without a zone is read in `timeZone`. */
export function asDateTime(raw: Given, timeZone: string): string | undefined {
  const text = written(raw);
  if (text === undefined || !ORDINARY.test(text)) return undefined;
  try {
    const zoned = /[zZ]$|T.*[+-]/u.test(text);
    const instant = zoned
      ? Temporal.Instant.from(text)
      : Temporal.PlainDateTime.from(text, { overflow: "reject" }).toZonedDateTime(timeZone).toInstant();
    return new Date(instant.epochMilliseconds).toISOString();
  } catch {
    return undefined;
  }
}
