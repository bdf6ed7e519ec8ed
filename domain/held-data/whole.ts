import { byId, type Field, type Format, type Item } from "@/domain/brand";
import { type Said, say } from "@/domain/brand/text";
import type { Ctx } from "../context";
import type { ReadWholeInput } from "./catalog";
import { currencyOf } from "./currency";
import { toShown } from "./format";
import { NO_DATE, readKept } from "./kept";
import { keyIn } from "./places";
import { plainText } from "./plain-text";
import { itemOf } from "./read";
import { type FailureKind, isSourceFailure } from "./sources/failure";
import { openReading } from "./sources/open";
import type { Json, Raw, RawRow } from "./sources/raw";
import type { Reading } from "./sources/reading";
import type { KeptUntil } from "./value";

/** One value: as its owner reads it, uncut and unmasked, and as a program takes it. */
export interface WholeValue {
  shown: ReturnType<typeof toShown>;
  data: Json;
}

export interface WholeColumn {
  column: string;
  name: Said;
}

/** What is held of one item, for its owner's copy. The records of a list come from `readWholeRows`. */
export type WholeItem =
  | { kind: "field"; kept: KeptUntil; value: WholeValue }
  | { kind: "row"; kept: KeptUntil; fields: (WholeColumn & { value: WholeValue })[] }
  | { kind: "list"; kept: KeptUntil; columns: WholeColumn[]; total: number }
  | { kind: "nothing"; kept: KeptUntil }
  | { kind: "unavailable"; sourceName: Said; why: FailureKind };

/** Records of a list read at a time; between them no source is held. */
const BATCH = 1_000;

/**
 * One item as its owner's copy holds it: everything but hidden columns, nothing masked or cut.
 * @throws DomainError `not_found`, `signed_out`, `forbidden`; never for a source.
 */
export async function readWholeItem(ctx: Ctx, input: ReadWholeInput): Promise<WholeItem> {
  const item = itemOf(ctx, input.item);
  try {
    const key = await keyIn(ctx, { source: item.source, act: "held_data.read" });
    if (key === null) return { kind: "nothing", kept: NO_DATE };
    const place = { house: ctx.house, source: item.source, key };
    return await openReading(place, (reading) => readWhole(ctx, { item, reading }));
  } catch (error) {
    if (!isSourceFailure(error)) throw error;
    const { brand, log } = ctx.house;
    log.warn("source.failed", {
      source: item.source,
      item: item.id,
      code: error.kind,
      reason: error.message,
    });
    const name = byId(brand.sources, item.source)?.name ?? item.source;
    return { kind: "unavailable", sourceName: say(name, ctx.locale, brand), why: error.kind };
  }
}

/**
 * All records of a list, up to 1,000 at a time, in its declared order; each in the order of its columns.
 * @throws SourceFailure when its source stops answering half-way.
 */
export async function* readWholeRows(ctx: Ctx, input: ReadWholeInput): AsyncGenerator<WholeValue[][]> {
  const item = itemOf(ctx, input.item);
  const key = await keyIn(ctx, { source: item.source, act: "held_data.read" });
  if (key === null) return;
  const place = { house: ctx.house, source: item.source, key };
  const ask = { columns: item.fields.map(({ column }) => column), sort: item.sort, limit: BATCH };
  for (let offset = 0; ; offset += BATCH) {
    const rows = await openReading(place, (reading) => reading.page(item.read, { ...ask, offset }));
    if (rows.length > 0) yield rows.map((row) => told(item).map((field) => valueIn(ctx, { field, row })));
    if (rows.length < BATCH) return;
  }
}

const told = (item: Item): Field[] => item.fields.filter(({ hide }) => !hide);

async function readWhole(ctx: Ctx, at: { item: Item; reading: Reading }): Promise<WholeItem> {
  const { item, reading } = at;
  const column = (field: Field): WholeColumn => ({
    column: field.column,
    name: say(field.name ?? field.column, ctx.locale, ctx.house.brand),
  });
  if (item.shape === "list") {
    const total = await reading.count(item.read);
    return { kind: "list", kept: await readKept(ctx, at), columns: told(item).map(column), total };
  }
  if (item.shape === "row") {
    const row = await reading.row(
      item.read,
      item.fields.map((field) => field.column),
    );
    const kept = await readKept(ctx, at);
    if (!row) return { kind: "nothing", kept };
    const fields = told(item).map((field) => ({ ...column(field), value: valueIn(ctx, { field, row }) }));
    return { kind: "row", kept, fields };
  }
  const raw = (await reading.field(item.read)) ?? null;
  const kept = await readKept(ctx, at);
  if (raw === null) return { kind: "nothing", kept };
  const currency = item.currency ?? ctx.house.brand.currency;
  return { kind: "field", kept, value: wholeOf(ctx, { raw, format: item.format, currency }) };
}

function valueIn(ctx: Ctx, at: { field: Field; row: RawRow }): WholeValue {
  const raw = at.row[at.field.column] ?? null;
  return wholeOf(ctx, { raw, format: at.field.format, ...currencyOf(ctx, at) });
}

function wholeOf(ctx: Ctx, at: { raw: Raw; format?: Format; currency: string | null }): WholeValue {
  const { raw, ...how } = at;
  return {
    shown: toShown(raw, { ...how, timeZone: ctx.house.brand.timeZone, whole: true }),
    data: dataOf(raw),
  };
}

/** A number that a float would change stays text. */
function dataOf(raw: Raw): Json {
  if (raw === null) return null;
  switch (raw.type) {
    case "number":
      return String(Number(raw.digits)) === raw.digits && /\d/u.test(raw.digits)
        ? Number(raw.digits)
        : raw.digits;
    case "boolean":
      return raw.value;
    case "json":
      return raw.value;
    case "items":
      return raw.items.map(dataOf);
    case "bytes":
      return Buffer.from(raw.bytes).toString("base64");
    default:
      return plainText(raw);
  }
}
