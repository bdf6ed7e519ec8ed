import { observe } from "../access";
import type { Ctx } from "../context";
import type { ReadHeldItemInput } from "./catalog";
import type { Shown } from "./shown";
import { selectReveals } from "./store";

/** Stands for all of an item, beside the ids of its records. */
export const WHOLE = "item";

/** What one reader may see clear of one item. */
export interface Sight {
  /** Staff look on: all is masked but what this visit revealed. */
  visit: boolean;
  /** WHOLE, or ids of records. */
  clear: ReadonlySet<string>;
}

/** Whether staff read instead of the person. Also without a visit: nothing of a person is clear to staff then. */
export const isSeenByStaff = (ctx: Ctx): boolean => ctx.actor.kind === "staff";

/** Read once for a request. */
const revealed = new WeakMap<Ctx, Promise<ReadonlyMap<string, ReadonlySet<string>>>>();

/**
 * What the reader may see clear. A person sees what they ask for; in a visit only what the visit's own reveals
 * name counts, whatever is asked.
 */
export function sightOf(ctx: Ctx, { item, reveal }: ReadHeldItemInput): Sight | Promise<Sight> {
  if (isSeenByStaff(ctx)) return sightInVisit(ctx, item);
  return { visit: false, clear: new Set(reveal === undefined ? [] : [reveal]) };
}

async function sightInVisit(ctx: Ctx, item: string): Promise<Sight> {
  const read = revealed.get(ctx) ?? readReveals(ctx);
  revealed.set(ctx, read);
  return { visit: true, clear: (await read).get(item) ?? new Set() };
}

async function readReveals(ctx: Ctx): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await observe(ctx, "held_data.read", (tx) => selectReveals(tx, ctx));
  const found = new Map<string, Set<string>>();
  for (const { item, record } of rows)
    found.set(item, (found.get(item) ?? new Set()).add(record === "" ? WHOLE : record));
  return found;
}

/** Kinds of values that let staff talk about a record without saying who or what it is about. */
const READABLE: ReadonlySet<Shown["as"]> = new Set([
  "nothing",
  "number",
  "plain_number",
  "money",
  "percent",
  "boolean",
  "date",
  "datetime",
  "duration",
]);

/** Whether a cell of a list that is not masked stays readable in a visit. */
export const isReadable = (shown: Shown): boolean => READABLE.has(shown.as);

/** Formats of columns that staff may order a list by: the order of words would tell of the words. */
const SORTABLE: ReadonlySet<string | undefined> = new Set([
  "number",
  "money",
  "percent",
  "boolean",
  "date",
  "datetime",
  "duration",
]);

export const isSortable = (format: string | undefined): boolean => SORTABLE.has(format);

/** A value as a visit may show it once it was revealed: pictures stay away. */
export function withoutPictures(shown: Shown, hint: string): Shown {
  if (shown.as === "image") return { as: "masked", hint };
  if (shown.as !== "items") return shown;
  return { ...shown, items: shown.items.map((one) => withoutPictures(one, hint)) };
}
