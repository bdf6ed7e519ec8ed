import { search } from "@jmespath-community/jmespath";
import { SourceFailure } from "./failure";
import { isNothing, type Json, type Raw, type RawRow, rawFromJson } from "./raw";
import { pick, type Reading, type SortKey } from "./reading";

type JsonObject = { [name: string]: Json };

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const own = (record: JsonObject, column: string): Json | undefined =>
  Object.hasOwn(record, column) ? record[column] : undefined;

const toRow = (record: JsonObject, columns: readonly string[]): RawRow =>
  pick(columns, (column) => rawFromJson(own(record, column)));

/** Reads items out of one fetched document by JMESPath. `undefined`: the source knows no such customer. */
export function httpReading(document: Json | undefined, source: string): Reading {
  const wrong = (reason: string) => new SourceFailure(source, { kind: "wrong_shape", reason });
  const find = (read: string): Json | undefined => {
    if (document === undefined) return undefined;
    if (document === null || typeof document !== "object")
      throw wrong("gave a single value instead of a record or a list");
    try {
      return (search(document, read) ?? undefined) as Json | undefined;
    } catch {
      throw wrong("the JMESPath expression does not fit the answer");
    }
  };
  const records = (read: string): JsonObject[] => {
    if (document === undefined) return [];
    const found = find(read);
    // A list that an answer lacks is no empty list: nothing may be shown as if nothing were held.
    if (!Array.isArray(found)) throw wrong("gave no list where a list is read");
    return found.map((entry) => {
      if (!isObject(entry)) throw wrong("gave a list of something else than records");
      return entry;
    });
  };

  return {
    async field(read) {
      const found = find(read);
      return found === undefined ? undefined : rawFromJson(found);
    },
    async row(read, columns) {
      const found = find(read);
      if (found === undefined) return undefined;
      if (!isObject(found)) throw wrong("gave no record where one is read");
      return toRow(found, columns);
    },
    async page(read, { columns, sort, limit, offset }) {
      return records(read)
        .map((record) => ({ row: toRow(record, columns), tie: JSON.stringify(record) }))
        .sort((a, b) => byKeys(a.row, b.row, sort) || (a.tie < b.tie ? -1 : a.tie > b.tie ? 1 : 0))
        .slice(offset, offset + limit)
        .map(({ row }) => row);
    },
    async count(read) {
      return records(read).length;
    },
  };
}

function byKeys(a: RawRow, b: RawRow, sort: readonly SortKey[]): number {
  for (const { column, descending } of sort) {
    const [one, other] = [a[column] ?? null, b[column] ?? null];
    if (isNothing(one) || isNothing(other)) {
      if (isNothing(one) !== isNothing(other)) return isNothing(one) ? 1 : -1;
      continue;
    }
    const order = compare(one, other);
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
}

function compare(a: Raw, b: Raw): number {
  if (a?.type === "number" && b?.type === "number") return Number(a.digits) - Number(b.digits);
  const [one, other] = [JSON.stringify(a), JSON.stringify(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}
