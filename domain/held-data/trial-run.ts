import { isSourceFailure } from "./sources/failure";

/** What one query or write of the brand folder did for one customer. */
export interface Trial {
  source: string;
  /** null: the source's own `find_customer` or `identity`. */
  item: string | null;
  what: "find_customer" | "identity" | "read" | "keep" | "correct" | "erase" | "erase until";
  /** Records read, or rows that a write touched before it was rolled back; null where it failed. */
  rows: number | null;
  /** Columns that the query gives; those of `undeclared` are shown nowhere. */
  columns: string[];
  undeclared: string[];
  ms: number;
  /** What is wrong, without a value in it; null: it works. */
  problem: string | null;
}

/** Runs one thing and says how long it took; a source's failure is its problem. */
export async function timed(
  base: Pick<Trial, "source" | "item" | "what">,
  run: () => Promise<Partial<Trial>>,
): Promise<Trial> {
  const start = performance.now();
  const told = { ...base, rows: null, columns: [], undeclared: [], problem: null };
  const ms = () => Math.round(performance.now() - start);
  try {
    const found = await run();
    return { ...told, ...found, ms: ms() };
  } catch (error) {
    if (!isSourceFailure(error)) throw error;
    return { ...told, ms: ms(), problem: error.message };
  }
}
