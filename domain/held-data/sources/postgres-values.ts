import { readTextArray, type TextArray } from "./postgres-array";
import { parseJson, type Raw } from "./raw";

/** Types whose text form needs reading; all others are shown as PostgreSQL writes them. */
const OID = {
  bool: 16,
  bytea: 17,
  int8: 20,
  int2: 21,
  int4: 23,
  oid: 26,
  json: 114,
  float4: 700,
  float8: 701,
  money: 790,
  date: 1082,
  timestamp: 1114,
  timestamptz: 1184,
  interval: 1186,
  numeric: 1700,
  jsonb: 3802,
} as const;

const NUMBERS = new Set<number>([OID.int2, OID.int4, OID.int8, OID.oid, OID.float4, OID.float8, OID.numeric]);

/** Array types and the type of their elements; those of a source itself it is asked for. */
const ELEMENTS = new Map<number, number>([
  [1000, OID.bool],
  [1001, OID.bytea],
  [1005, OID.int2],
  [1007, OID.int4],
  [1016, OID.int8],
  [1009, 25],
  [1015, 25],
  [1014, 25],
  [1003, 25],
  [1021, OID.float4],
  [1022, OID.float8],
  [1231, OID.numeric],
  [1182, OID.date],
  [1115, OID.timestamp],
  [1185, OID.timestamptz],
  [1187, OID.interval],
  [199, OID.json],
  [3807, OID.jsonb],
  [791, OID.money],
  [2951, 25],
]);

/** Types of a source that are arrays, and the type of their elements. */
export type ArrayTypes = ReadonlyMap<number, number>;

const KNOWN = new Set<number>([...Object.values(OID), ...ELEMENTS.keys(), 25, 1042, 1043, 2950]);

/** Whether a source must be asked what this type is: an enum, a domain, an extension's, or an array of them. */
export const isUnknownType = (oid: number): boolean => !KNOWN.has(oid);

function readJson(text: string): Raw {
  try {
    return { type: "json", value: parseJson(text) };
  } catch {
    return { type: "text", text };
  }
}

function readArray(text: string, element: number): Raw {
  const nested = (entry: TextArray[number]): Raw =>
    Array.isArray(entry) ? { type: "items", items: entry.map(nested) } : readValue(entry, element);
  try {
    return { type: "items", items: readTextArray(text).map(nested) };
  } catch {
    return { type: "text", text };
  }
}

const readMoney = (text: string): string => {
  const digits = text.replace(/[^0-9.]/gu, "");
  return text.includes("-") || text.startsWith("(") ? `-${digits}` : digits;
};

/**
 * Reads PostgreSQL's text form of a value, as written under the settings of `BEGIN_READ` (ISO dates and
 * intervals, UTC, hexadecimal bytes). Never throws for a value PostgreSQL can write.
 */
export function readValue(text: string | null, oid: number, arrays?: ArrayTypes): Raw {
  if (text === null) return null;
  if (NUMBERS.has(oid)) return { type: "number", digits: text };
  const element = ELEMENTS.get(oid) ?? arrays?.get(oid);
  if (element !== undefined) return readArray(text, element);
  switch (oid) {
    case OID.bool:
      return { type: "boolean", value: text === "t" };
    case OID.bytea:
      return { type: "bytes", bytes: Buffer.from(text.slice(2), "hex") };
    case OID.json:
    case OID.jsonb:
      return readJson(text);
    case OID.money:
      return { type: "number", digits: readMoney(text) };
    case OID.date:
      return { type: "date", date: text };
    case OID.timestamp:
      return { type: "timestamp", local: text.replace(" ", "T") };
    case OID.timestamptz:
      return { type: "instant", at: text.replace(" ", "T") };
    case OID.interval:
      return { type: "interval", iso: text };
    default:
      return { type: "text", text };
  }
}
