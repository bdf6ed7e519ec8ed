import { addToDay, dayIn, type Item, LAST_DAY, type Query } from "@/domain/brand";
import type { Ctx } from "../context";
import { countedDay } from "./moments";
import { isSourceFailure } from "./sources/failure";
import type { Reading } from "./sources/reading";
import type { KeptUntil } from "./value";

/** What is known without asking the source. */
export const NO_DATE: KeptUntil = { date: null, past: false, lockedUntil: null };

/**
 * When an item goes and whether it may be deleted before, by asking its source inside an open reading. Call it
 * last in that reading: a failure ends it, is logged, and gives no date.
 */
export async function readKept(ctx: Ctx, at: { item: Item; reading: Reading }): Promise<KeptUntil> {
  try {
    return await keptOf(ctx, at);
  } catch (error) {
    if (!isSourceFailure(error)) throw error;
    const { source, id } = at.item;
    ctx.house.log.warn("held_data.kept_failed", {
      source,
      item: id,
      code: error.kind,
      reason: error.message,
    });
    return NO_DATE;
  }
}

/** The same, for a verb that must know: throws SourceFailure. */
export async function keptOf(
  ctx: Ctx,
  { item, reading }: { item: Item; reading: Reading },
): Promise<KeptUntil> {
  const today = dayIn(ctx.now, ctx.house.brand.timeZone);
  const end = await keepDate(item, reading);
  const date = end === LAST_DAY ? null : end;
  const locked = await lockDate(item, reading);
  return {
    date,
    past: date !== null && date < today,
    lockedUntil: locked !== null && locked > today ? locked : null,
  };
}

async function keepDate({ keep }: Item, reading: Reading): Promise<string | null> {
  switch (keep.kind) {
    case "for": {
      const from = await readDay(reading, keep.from);
      return from === null ? null : addToDay(from, keep.for);
    }
    case "until":
      return readDay(reading, keep.until);
    case "while_customer":
      return null;
  }
}

async function lockDate({ erase }: Item, reading: Reading): Promise<string | null> {
  if (erase.by !== "keep") return null;
  return erase.until.kind === "day" ? erase.until.day : readDay(reading, erase.until.query);
}

async function readDay(reading: Reading, query: Query): Promise<string | null> {
  const raw = (await reading.field(query)) ?? null;
  return raw === null ? null : (countedDay(raw) ?? null);
}
