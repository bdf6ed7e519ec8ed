import { Readable } from "node:stream";
import { type CsvError, parse } from "csv-parse";
import { type Encoding, ImportMistake } from "../catalog";
import { decoded, type Notes } from "./decode";
import type { Part } from "./parts";

/** One record of a table, as it stands. */
export interface Rec {
  /** Line of the file on which it begins. */
  line: number;
  cells: readonly string[];
}

/** A quote that is never closed would otherwise take the rest of the file for one cell. */
const LONGEST_RECORD = 1 << 20;

/**
 * The records of a table, its heading first. Commas, semicolons or tabs, whichever the heading has most of.
 * @throws ImportMistake that names the line, where a quote is never closed or the encoding is another.
 */
export async function* recordsOf(
  part: Part,
  options: { encoding: Encoding | undefined; notes: Notes },
): AsyncGenerator<Rec> {
  const text = decoded(await part.open(), options);
  const { start, delimiter } = await startOf(text);
  const parser = parse({
    ...{ delimiter, info: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true },
    max_record_size: LONGEST_RECORD,
  });
  const source = Readable.from(again(start, text), { objectMode: true, highWaterMark: 4 });
  source.on("error", (error) => parser.destroy(error));
  let before = 0;
  try {
    for await (const { record, info } of source.pipe(parser)) {
      yield { line: before + 1, cells: record };
      before = info.lines;
    }
  } catch (error) {
    throw mistakeOf(error, { part, line: before + 1 });
  } finally {
    source.destroy();
  }
}

function mistakeOf(error: unknown, { part, line }: { part: Part; line: number }): unknown {
  const code = error instanceof Error && "code" in error ? String((error as CsvError).code) : "";
  if (!code.startsWith("CSV_")) return error;
  return new ImportMistake(
    `${part.name}, from line ${line}: a quote is opened and never closed. Nothing after it was read.`,
  );
}

/** Enough to know the heading by. */
async function startOf(text: AsyncGenerator<string>): Promise<{ start: string; delimiter: string }> {
  let start = "";
  while (!/[\r\n]/u.test(start) && start.length < LONGEST_RECORD) {
    const { value, done } = await text.next();
    if (done) break;
    start += value;
  }
  const heading = (/^[^\r\n]*/u.exec(start)?.[0] ?? "").replaceAll(/"[^"]*"/gu, "");
  const count = (mark: string) => heading.split(mark).length;
  const [delimiter = ","] = [",", ";", "\t"].toSorted((a, b) => count(b) - count(a));
  return { start, delimiter };
}

async function* again(start: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield start;
  yield* rest;
}
