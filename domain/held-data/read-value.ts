import type { Item } from "@/domain/brand";
import { say } from "@/domain/brand/text";
import type { Ctx } from "../context";
import type { ReadHeldItemInput } from "./catalog";
import { currencyOf } from "./currency";
import { toShown } from "./format";
import { readKept } from "./kept";
import { maskRaw } from "./mask";
import { plainText } from "./plain-text";
import { readList } from "./read-list";
import type { Raw, RawRow } from "./sources/raw";
import type { Reading } from "./sources/reading";
import type { BoxValues, HeldValue, ShownField } from "./value";

/** One look at one item. */
export interface Look {
  item: Item;
  input: ReadHeldItemInput;
  reading: Reading;
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
export const isHidden = ({ item, input }: Pick<Look, "item" | "input">): boolean =>
  (item.mask || item.special) && input.reveal !== "item";

/** An empty text in a field is as good as nothing to its owner. */
const isBlank = (raw: Raw | undefined): boolean =>
  raw === null || raw === undefined || (raw.type === "text" && raw.text.trim() === "");

async function readField(ctx: Ctx, look: Look): Promise<HeldValue> {
  const { item, reading } = look;
  const raw = (await reading.field(item.read)) ?? null;
  const read = { item: item.id, kept: await readKept(ctx, look) };
  if (isBlank(raw)) return { kind: "empty", ...read };
  if (isHidden(look)) return { kind: "masked", ...read, hint: maskRaw(raw, item), count: null };
  const { timeZone, currency } = ctx.house.brand;
  const value = toShown(raw, { format: item.format, currency: item.currency ?? currency, timeZone });
  return {
    kind: "field",
    ...read,
    value,
    boxes: item.correct.by === "self" ? { value: plainText(raw) } : {},
  };
}

async function readRow(ctx: Ctx, look: Look): Promise<HeldValue> {
  const { item, input, reading } = look;
  const row = await reading.row(
    item.read,
    item.fields.map(({ column }) => column),
  );
  const read = { item: item.id, kept: await readKept(ctx, look) };
  const shown = item.fields.filter(({ hide, page }) => !hide && page);
  if (!row || shown.every(({ column }) => isBlank(row[column]))) return { kind: "empty", ...read };
  if (isHidden(look))
    return { kind: "masked", ...read, hint: maskRaw({ type: "json", value: null }, item), count: null };
  const open = input.reveal === "item";
  const fields = shown.map((field): ShownField => {
    const name = say(field.name ?? field.column, ctx.locale, ctx.house.brand);
    const raw = row[field.column] ?? null;
    const masked = field.mask && !open && !isBlank(raw);
    const options = { ...currencyOf(ctx, { field, row }), timeZone: ctx.house.brand.timeZone };
    const hint = {
      as: "masked",
      hint: maskRaw(raw, { format: field.format, special: item.special }),
    } as const;
    return {
      column: field.column,
      name,
      value: masked ? hint : toShown(raw, { format: field.format, ...options }),
    };
  });
  return { kind: "row", ...read, fields, boxes: boxesOf({ item, row, open }) };
}

/** What the correct form holds at first. A masked column stays out until it is revealed. */
function boxesOf({ item, row, open }: { item: Item; row: RawRow; open: boolean }): BoxValues {
  const { correct } = item;
  if (correct.by !== "self") return {};
  const boxes: BoxValues = {};
  for (const field of item.fields) {
    if (!correct.columns.includes(field.column) || (field.mask && !open)) continue;
    boxes[`field.${field.column}`] = plainText(row[field.column] ?? null);
  }
  return boxes;
}
