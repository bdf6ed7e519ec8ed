import type { z } from "zod";
import type { Category, Correct, Erase, EraseAct, Field, Item, Keep, Shape, Sort } from "../brand-items";
import { DEFAULT_ROWS } from "../defaults";
import type { categoryEntry, dataFile, itemEntry } from "../schema/data-file";
import { readSqlParameters } from "../sql-parameters";
import { optional } from "./optional";

type DataFile = z.infer<typeof dataFile>;
type ItemEntry = z.infer<typeof itemEntry>;
type CategoryEntry = z.infer<typeof categoryEntry>;

const UNCORRECTED: Correct = { by: "nobody" };

function assembleKeep(written: ItemEntry["keep"]): Keep {
  const because = written?.because ?? "";
  if (written?.for !== undefined) return { kind: "for", for: written.for, from: written.from ?? "", because };
  if (written?.until !== undefined) return { kind: "until", until: written.until, because };
  return { kind: "while_customer", because };
}

/** The columns that a row's `write` sets: its parameters besides the key. */
function editedColumns(write: string, fields: readonly Field[]): string[] {
  const named = new Set(readSqlParameters(write).map(({ name }) => name));
  return fields.map(({ column }) => column).filter((column) => named.has(column));
}

function assembleCorrect(written: ItemEntry["correct"], fields: readonly Field[]): Correct {
  if (written === undefined) return UNCORRECTED;
  if (written.by !== "self") return written;
  const { write, max, pattern } = written;
  return { by: "self", write, columns: editedColumns(write, fields), ...optional({ max, pattern }) };
}

type EraseEntry = NonNullable<ItemEntry["erase"]>;
type EraseActEntry = Exclude<EraseEntry, { by: "keep" }>;

function assembleEraseAct(written: EraseActEntry): EraseAct {
  if (written.by === "task") return written;
  return { by: written.by, write: written.write, rows: written.rows ?? DEFAULT_ROWS };
}

function assembleErase(written: ItemEntry["erase"]): Erase {
  if (written === undefined) throw new Error("A checked item has `erase`");
  if (written.by !== "keep") return assembleEraseAct(written);
  const { because, until } = written;
  const afterwards = assembleEraseAct(written.then);
  const day = /^\d/.test(until);
  return {
    by: "keep",
    because,
    until: day ? { kind: "day", day: until } : { kind: "query", query: until },
    afterwards,
  };
}

function assembleFields(written: ItemEntry["fields"]): Field[] {
  return Object.entries(written ?? {}).map(([column, field]) => ({
    column,
    mask: field.mask ?? false,
    page: field.page ?? true,
    hide: field.hide ?? false,
    ...optional({
      name: field.name,
      format: field.format,
      currencyColumn: field.currency,
      max: field.max,
      pattern: field.pattern,
    }),
  }));
}

function assembleSort(written: ItemEntry["sort"]): Sort[] {
  return (written ?? []).map((text) => ({
    column: text.replace(/^-/, ""),
    descending: text.startsWith("-"),
  }));
}

function shapeOf(written: ItemEntry): Shape {
  return written.shape ?? (written.fields === undefined ? "field" : "list");
}

function assembleItem(id: string, written: ItemEntry, category: CategoryEntry | undefined): Item {
  const { name, why, origin, source, read } = written;
  const fields = assembleFields(written.fields);
  return {
    ...{ id, name, category: written.category, why, origin, source, read },
    shape: shapeOf(written),
    fields,
    sort: assembleSort(written.sort),
    purposes: written.purposes ?? [],
    keep: assembleKeep(written.keep ?? category?.keep),
    recipients: written.recipients ?? category?.recipients ?? [],
    mask: written.mask === true || written.special === true,
    special: written.special ?? false,
    correct: assembleCorrect(written.correct ?? category?.correct, fields),
    erase: assembleErase(written.erase ?? category?.erase),
    ...optional({
      receivedFrom: written.received_from,
      workedOut: written.worked_out,
      format: written.format,
      currency: written.currency,
      noPurpose: written.no_purpose,
      stop: written.stop,
      dpv: written.dpv,
    }),
  };
}

/** Categories, and items with the defaults of theirs already applied. */
export function assembleData(written: DataFile): { categories: Category[]; items: Item[] } {
  const categories = Object.entries(written.categories).map(([id, { name, about }]) => ({ id, name, about }));
  const items = Object.entries(written.items).map(([id, item]) => {
    return assembleItem(id, item, written.categories[item.category]);
  });
  return { categories, items };
}
