import type { House } from "../house";
import type { Encoding, MappedCell } from "./catalog";
import type { Row } from "./judge";
import type { Notes } from "./reading/decode";
import type { ImportFile, Part } from "./reading/parts";
import { type Rec, recordsOf } from "./reading/records";
import { Heading } from "./reading/table";
import type { OpenTable, ReadRow, Table } from "./tools/tool";
import { whoOf } from "./who";

export interface RowsInput {
  house: House;
  file: ImportFile;
  open: OpenTable;
  cells: readonly MappedCell[];
  cellOf: Table["cellOf"];
  now: Date;
  encoding: Encoding | undefined;
  notes: Notes;
  /** Records that are in already. */
  skip: number;
}

/** The rows of all tables of an export, in batches, without those that are in already. */
export async function* batchesOf(input: RowsInput, size: number): AsyncGenerator<Row[]> {
  let batch: Row[] = [];
  let seen = 0;
  for (const part of input.file.parts) {
    for await (const read of rowsOf(input, part)) {
      seen += 1;
      if (seen <= input.skip) continue;
      batch.push(read());
      if (batch.length < size) continue;
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** Each row is read only when it is wanted. */
async function* rowsOf(input: RowsInput, part: Part): AsyncGenerator<() => Row> {
  let table: { heading: Heading; read: ReadRow } | undefined;
  for await (const record of recordsOf(part, input)) {
    if (table) {
      const at = { ...table, record, file: part.name };
      yield () => rowOf(input, at);
      continue;
    }
    const heading = new Heading(part.name, record.cells);
    const { cells, cellOf, now } = input;
    table = { heading, read: input.open({ file: part.name, heading, cells, cellOf, now }) };
  }
}

function rowOf(
  { house }: RowsInput,
  { heading, read, record, file }: { heading: Heading; read: ReadRow; record: Rec; file: string },
): Row {
  const place = { file, line: record.line };
  const isBroken = record.cells.slice(heading.width).some((cell) => cell.trim() !== "");
  if (isBroken) return { place, reading: null, who: null };
  const reading = read(record.cells);
  return { place, reading, who: whoOf(house, reading) };
}
