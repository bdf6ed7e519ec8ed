import type { Field, Item } from "@/domain/brand";
import { say } from "@/domain/brand/text";
import type { Ctx } from "../context";
import type { ReadHeldItemInput } from "./catalog";
import { currencyOf } from "./currency";
import { toShown } from "./format";
import { readKept } from "./kept";
import { maskForStaff, maskRaw } from "./mask";
import { boxText, plainText } from "./plain-text";
import { readList } from "./read-list";
import type { Shown } from "./shown";
import { type Sight, WHOLE, withoutPictures } from "./sight";
import type { Raw, RawRow } from "./sources/raw";
import type { Reading } from "./sources/reading";
import type { BoxValues, HeldValue, ShownField } from "./value";

/** One look at one item. */
export interface Look {
  item: Item;
  input: ReadHeldItemInput;
  reading: Reading;
  sight: Sight;
}

/**
 * The value of an item inside an open reading: masked where it is, with its dates.
 * @throws SourceFailure
 */
export function readValue(ctx: Ctx, look: Look): Promise<HeldValue> {
  if (look.item.shape === "list") return readList(ctx, look);
  return look.item.shape === "row" ? readRow(ctx, look) : readField(ctx, look);
}

/** Whether the whole item stays hidden until asked for. */
export const isHidden = ({ item, sight }: Pick<Look, "item" | "sight">): boolean =>
  (item.mask || item.special || (sight.visit && item.shape === "field")) && !sight.clear.has(WHOLE);

/** An empty text, list or record in a field is as good as nothing to its owner. */
function isBlank(raw: Raw | undefined): boolean {
  if (raw === null || raw === undefined) return true;
  if (raw.type === "text") return raw.text.trim() === "";
  if (raw.type === "items") return raw.items.length === 0;
  if (raw.type !== "json") return false;
  return raw.value === null || (typeof raw.value === "object" && Object.keys(raw.value).length === 0);
}

async function readField(ctx: Ctx, look: Look): Promise<HeldValue> {
  const { item, reading } = look;
  const raw = (await reading.field(item.read)) ?? null;
  const read = { item: item.id, kept: await readKept(ctx, look) };
  if (isBlank(raw)) return { kind: "empty", ...read };
  const { visit } = look.sight;
  const hint = visit ? maskForStaff(raw, item) : maskRaw(raw, item);
  if (isHidden(look)) return { kind: "masked", ...read, hint, count: null };
  const { timeZone, currency } = ctx.house.brand;
  const value = toShown(raw, { format: item.format, currency: item.currency ?? currency, timeZone });
  const boxes: BoxValues =
    item.correct.by === "self" && !visit ? { value: boxText(plainText(raw), item.format) } : {};
  return { kind: "field", ...read, value: visit ? withoutPictures(value, hint) : value, boxes };
}

async function readRow(ctx: Ctx, look: Look): Promise<HeldValue> {
  const { item, reading, sight } = look;
  const row = await reading.row(
    item.read,
    item.fields.map(({ column }) => column),
  );
  const read = { item: item.id, kept: await readKept(ctx, look) };
  const shown = item.fields.filter(({ hide, page }) => !hide && page);
  if (!row || shown.every(({ column }) => isBlank(row[column]))) return { kind: "empty", ...read };
  if (isHidden(look))
    return { kind: "masked", ...read, hint: maskRaw({ type: "json", value: null }, item), count: null };
  const fields = shown.map(
    (field): ShownField => ({
      column: field.column,
      name: say(field.name ?? field.column, ctx.locale, ctx.house.brand),
      value: fieldValue(ctx, { look, field, row }),
    }),
  );
  const open = sight.clear.has(WHOLE);
  return { kind: "row", ...read, fields, boxes: sight.visit ? {} : boxesOf({ item, row, open }) };
}

/** One field of a row: in a visit masked until the row is revealed, else only where the brand says so. */
function fieldValue(ctx: Ctx, at: { look: Look; field: Field; row: RawRow }): Shown {
  const { look, field, row } = at;
  const { item, sight } = look;
  const raw = row[field.column] ?? null;
  const hint = sight.visit
    ? maskForStaff(raw, field)
    : maskRaw(raw, { format: field.format, special: item.special });
  const masked = (field.mask || sight.visit) && !sight.clear.has(WHOLE) && !isBlank(raw);
  if (masked) return { as: "masked", hint };
  const options = { ...currencyOf(ctx, { field, row }), timeZone: ctx.house.brand.timeZone };
  const value = toShown(raw, { format: field.format, ...options });
  return sight.visit ? withoutPictures(value, hint) : value;
}

/** What the correct form holds at first. A masked column stays out until it is revealed. */
function boxesOf({ item, row, open }: { item: Item; row: RawRow; open: boolean }): BoxValues {
  const { correct } = item;
  if (correct.by !== "self") return {};
  const boxes: BoxValues = {};
  for (const field of item.fields) {
    if (!correct.columns.includes(field.column) || (field.mask && !open)) continue;
    boxes[`field.${field.column}`] = boxText(plainText(row[field.column] ?? null), field.format);
  }
  return boxes;
}
