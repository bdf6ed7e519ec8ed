/** JSON as it came over HTTP or out of a json column. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Fewer digits than this a float holds exactly. */
const LONG_NUMBER = /\d[\d.]{15}/u;

/**
 * JSON whose numbers keep their digits: one that JavaScript cannot hold, such as a long member number, stays the
 * text that was written. @throws SyntaxError
 */
export function parseJson(text: string): Json {
  return LONG_NUMBER.test(text) ? JSON.parse(text, asWritten as Reviver) : JSON.parse(text);
}

type Reviver = Parameters<typeof JSON.parse>[1];

function asWritten(_name: string, value: Json, context?: { source?: string }): Json {
  const source = context?.source;
  if (typeof value !== "number" || source === undefined) return value;
  const isHeld = source.length < MOST_DIGITS && significant(source) === significant(String(value));
  return isHeld ? value : source;
}

const MOST_DIGITS = 100;

/** The digits that count: 12.50 and 1.25e1 have the same. */
const significant = (number: string): string =>
  number
    .replace(/e.*$/iu, "")
    .replaceAll(/[-.]/gu, "")
    .replaceAll(/^0+|0+$/gu, "");

/**
 * One value as a source gave it, told apart by what it is and never by JavaScript's idea of it: numbers stay
 * decimal digits, dates stay calendar dates.
 */
export type Raw =
  | null
  | { type: "text"; text: string }
  | { type: "number"; digits: string } // "12.50", "1e-7", "NaN", "Infinity"
  | { type: "boolean"; value: boolean }
  | { type: "date"; date: string } // as the source writes it: 2021-01-01, infinity
  | { type: "timestamp"; local: string } // without a zone: 2021-01-01T10:00:00
  | { type: "instant"; at: string } // with a zone
  | { type: "interval"; iso: string }
  | { type: "json"; value: Json }
  | { type: "bytes"; bytes: Uint8Array }
  | { type: "items"; items: Raw[] };

/** A record by column. Made without a prototype, so that a column named `__proto__` is only a column. */
export type RawRow = Record<string, Raw>;

/** What a JSON value is, as a Raw. Objects stay json; arrays of plain values become items. */
export function rawFromJson(value: Json | undefined): Raw {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return { type: "text", text: value };
  if (typeof value === "number") return { type: "number", digits: String(value) };
  if (typeof value === "boolean") return { type: "boolean", value };
  if (Array.isArray(value) && value.every((entry) => entry === null || typeof entry !== "object")) {
    return { type: "items", items: value.map(rawFromJson) };
  }
  return { type: "json", value };
}

/** True for a value that is not there: NULL, and nothing else (an empty text is held). */
export const isNothing = (raw: Raw | undefined): boolean => raw === null || raw === undefined;
