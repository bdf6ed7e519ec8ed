import { durationOf, FORMATS, type FormatOptions, numeric, textOf, withDate } from "./formats";
import { asDate, asDateTime } from "./moments";
import { plainText } from "./plain-text";
import { cut } from "./safe-text";
import type { Shown } from "./shown";
import { type Json, type Raw, rawFromJson } from "./sources/raw";

/** Most entries of one list, and of one value in all its depth. The copy has all of them. */
const ENTRIES = 20;
const BUDGET = 120;
const DEPTH = 3;
const WHOLE_DEPTH = 30;

const entries = ({ whole }: FormatOptions): number => (whole ? Number.POSITIVE_INFINITY : ENTRIES);

const NOTHING: Shown = { as: "nothing" };

/**
 * What a page may show of a value a source gave. Never throws: what does not fit its format is shown as the
 * text it is, and what is too long is cut and says so.
 */
export function toShown(raw: Raw, options: FormatOptions): Shown {
  return show(raw, {
    ...options,
    budget: { left: options.whole ? Number.POSITIVE_INFINITY : BUDGET },
    depth: 0,
  });
}

interface Walk extends FormatOptions {
  budget: { left: number };
  depth: number;
}

function show(raw: Raw, walk: Walk): Shown {
  if (raw === null) return NOTHING;
  if (raw.type === "items" && walk.format !== "text") return showItems(raw.items, walk);
  return (walk.format ? FORMATS[walk.format](raw, walk) : undefined) ?? asItIs(raw, walk);
}

function asItIs(raw: NonNullable<Raw>, walk: Walk): Shown {
  switch (raw.type) {
    case "number":
      return numeric(raw, (value) => ({ as: "plain_number", value })) ?? textOf(raw.digits, walk);
    case "boolean":
      return { as: "boolean", value: raw.value };
    case "date":
      return withDate(asDate(raw)) ?? textOf(raw.date, walk);
    case "timestamp":
    case "instant": {
      const at = asDateTime(raw, walk.timeZone);
      return at === undefined ? textOf(plainText(raw), walk) : { as: "datetime", at };
    }
    case "interval":
      return durationOf(raw) ?? textOf(raw.iso, walk);
    case "bytes":
      return { as: "size", bytes: raw.bytes.byteLength };
    case "json":
      return showJson(raw.value, walk);
    case "items":
      return showItems(raw.items, walk);
    case "text":
      return textOf(raw.text, walk);
  }
}

function showItems(items: readonly Raw[], walk: Walk): Shown {
  if (walk.depth >= (walk.whole ? WHOLE_DEPTH : DEPTH))
    return textOf(plainText({ type: "items", items: [...items] }), walk);
  const shown: Shown[] = [];
  for (const item of items.slice(0, entries(walk))) {
    if (walk.budget.left <= 0) break;
    walk.budget.left -= 1;
    shown.push(show(item, { ...walk, depth: walk.depth + 1 }));
  }
  return { as: "items", items: shown, more: items.length - shown.length };
}

function showJson(value: Json, walk: Walk): Shown {
  if (value === null || typeof value !== "object") return show(rawFromJson(value), walk);
  if (walk.depth >= (walk.whole ? WHOLE_DEPTH : DEPTH))
    return textOf(plainText({ type: "json", value }), walk);
  if (Array.isArray(value)) return showItems(value.map(rawFromJson), walk);
  const names = Object.keys(value);
  const pairs: { name: string; value: Shown }[] = [];
  for (const name of names.slice(0, entries(walk))) {
    if (walk.budget.left <= 0) break;
    walk.budget.left -= 1;
    const inner = show(rawFromJson(value[name]), { ...walk, format: undefined, depth: walk.depth + 1 });
    pairs.push({ name: cut(name, 100).text, value: inner });
  }
  return { as: "pairs", pairs, more: names.length - pairs.length };
}
