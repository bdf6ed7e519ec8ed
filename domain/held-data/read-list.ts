import type { Field, Item, Sort } from "@/domain/brand";
import { say } from "@/domain/brand/text";
import type { Ctx } from "../context";
import type { ReadHeldItemInput } from "./catalog";
import { currencyOf } from "./currency";
import { toShown } from "./format";
import { readKept } from "./kept";
import { maskForStaff, maskRaw } from "./mask";
import { plainText } from "./plain-text";
import type { Shown } from "./shown";
import { isReadable, isSortable, type Sight, WHOLE, withoutPictures } from "./sight";
import type { RawRow } from "./sources/raw";
import type { Reading } from "./sources/reading";
import type { HeldColumn, HeldRow, HeldValue } from "./value";

export const PAGE_SIZE = 25;

interface ListLook {
  item: Item;
  input: ReadHeldItemInput;
  reading: Reading;
  sight: Sight;
}

const isShown = ({ hide, page }: Field): boolean => !hide && page;

/** Columns read for a page: those shown, and what they need; large ones meant for the copy stay in the source. */
function columnsRead(item: Item): string[] {
  const sorted = new Set(item.sort.map(({ column }) => column));
  return item.fields
    .filter((field) => isShown(field) || field.hide || sorted.has(field.column))
    .map(({ column }) => column);
}

const maySort = ({ mask, format }: Field, visit: boolean): boolean => !mask && (!visit || isSortable(format));

/** The reader's order before the declared one. Only columns they can see may order what they see. */
export function sortOf(
  item: Item,
  { wanted, visit }: { wanted: string | undefined; visit: boolean },
): { keys: Sort[]; sort: string } {
  const column = wanted?.replace(/^-/u, "");
  const field = item.fields.find((one) => one.column === column);
  if (wanted === undefined || !field || !isShown(field) || !maySort(field, visit))
    return { keys: item.sort, sort: "" };
  const first = { column: field.column, descending: wanted.startsWith("-") };
  return { keys: [first, ...item.sort.filter((key) => key.column !== field.column)], sort: wanted };
}

/** One page of a list. A page past the last gives the last. @throws SourceFailure */
export async function readList(ctx: Ctx, look: ListLook): Promise<HeldValue> {
  const { item, input, reading, sight } = look;
  const hidden = (item.mask || item.special) && !sight.clear.has(WHOLE);
  const size = hidden ? 0 : (input.size ?? PAGE_SIZE);
  const { keys, sort } = sortOf(item, { wanted: input.sort, visit: sight.visit });
  const ask = { columns: columnsRead(item), sort: keys, limit: size };
  const total = await reading.count(item.read);
  const pages = Math.max(1, Math.ceil(total / Math.max(1, size)));
  const page = Math.min(input.page ?? 1, pages);
  const rows =
    hidden || total === 0 ? [] : await reading.page(item.read, { ...ask, offset: (page - 1) * size });
  const read = { item: item.id, kept: await readKept(ctx, look) };
  if (total === 0) return { kind: "empty", ...read };
  if (hidden) return { kind: "masked", ...read, hint: maskRaw(null, item), count: total };
  const fields = item.fields.filter(isShown);
  const columns = fields.map((field) => columnOf(ctx, { field, rows, visit: sight.visit }));
  const shown = rows.map((row) => rowOf(ctx, { item, sight, fields, row }));
  return { kind: "list", ...read, columns, rows: shown, total, page, pages, pageSize: size, sort };
}

const NUMERIC: readonly (string | undefined)[] = ["number", "money", "percent"];

function columnOf(
  ctx: Ctx,
  { field, rows, visit }: { field: Field; rows: readonly RawRow[]; visit: boolean },
): HeldColumn {
  const values = rows.flatMap((row) => row[field.column] ?? []);
  const allNumbers = values.length > 0 && values.every((raw) => raw.type === "number");
  return {
    column: field.column,
    name: say(field.name ?? field.column, ctx.locale, ctx.house.brand),
    numeric: NUMERIC.includes(field.format) || (field.format === undefined && allNumbers),
    // PostgreSQL knows no order for json, and nobody reads one in it.
    sortable: maySort(field, visit) && !values.some((raw) => raw.type === "json"),
  };
}

interface RowLook {
  item: Item;
  sight: Sight;
  fields: readonly Field[];
  row: RawRow;
}

function rowOf(ctx: Ctx, at: RowLook): HeldRow {
  const { item, sight, fields, row } = at;
  const id = rowId(ctx, { item, row });
  const open = sight.clear.has(WHOLE) || sight.clear.has(id);
  const cells = fields.map((field): Shown => {
    const raw = row[field.column] ?? null;
    const hint = sight.visit
      ? maskForStaff(raw, field)
      : maskRaw(raw, { format: field.format, special: item.special });
    if (field.mask && !open && raw !== null) return { as: "masked", hint };
    const { timeZone } = ctx.house.brand;
    const shown = toShown(raw, { format: field.format, ...currencyOf(ctx, { field, row }), timeZone });
    if (!sight.visit) return shown;
    return open || isReadable(shown) ? withoutPictures(shown, hint) : { as: "masked", hint };
  });
  return { id, masked: !open && cells.some(({ as }) => as === "masked"), cells };
}

/** Names a record by what stands in it, under our key: the name tells nothing and stays as pages shift. */
function rowId(ctx: Ctx, { item, row }: { item: Item; row: RawRow }): string {
  const { keys } = ctx.house;
  return keys
    .lookup("held_row", [item.id, ...Object.values(row).map(plainText)].join("\0"))
    .toString("base64url")
    .slice(0, 22);
}
