import type { Raw, RawRow } from "./raw";

export interface SortKey {
  column: string;
  descending: boolean;
}

export interface PageAsk {
  /** Declared columns, hidden ones too; others stay in the source. */
  columns: readonly string[];
  sort: readonly SortKey[];
  limit: number;
  offset: number;
}

/**
 * One look into one source, for one customer. All of it sees the same moment. Every call throws SourceFailure
 * when the source is slow, down, refuses, or gives another shape than the brand folder says.
 */
export interface Reading {
  /** One value. undefined: there is no record; null: there is one, without a value. */
  field(read: string): Promise<Raw | undefined>;
  /** One record, declared columns only. undefined: there is none. */
  row(read: string, columns: readonly string[]): Promise<RawRow | undefined>;
  /** One page of a list, in a total order with NULLs last. */
  page(read: string, ask: PageAsk): Promise<RawRow[]>;
  /** How many records a list has in all. */
  count(read: string): Promise<number>;
}

/** The columns a record has, in the order asked for; a column that is missing is null. */
export function pick(columns: readonly string[], value: (column: string) => Raw): RawRow {
  const row: RawRow = Object.create(null);
  for (const column of columns) row[column] = value(column);
  return row;
}
