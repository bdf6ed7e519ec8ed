import type { Field } from "@/domain/brand";
import type { Ctx } from "../context";
import { plainText } from "./plain-text";
import type { RawRow } from "./sources/raw";

const KNOWN = new Set(Intl.supportedValuesOf("currency"));

/**
 * The currency of an amount in a record: its column's code, else the brand's. A code that is none (or is
 * missing where a column should say it) gives null, so that no wrong sign is shown.
 */
export function currencyOf(
  ctx: Ctx,
  { field, row }: { field: Field; row: RawRow },
): { currency: string | null } {
  if (field.currencyColumn === undefined) return { currency: ctx.house.brand.currency };
  const code = plainText(row[field.currencyColumn] ?? null)
    .trim()
    .toUpperCase();
  return { currency: KNOWN.has(code) ? code : null };
}
