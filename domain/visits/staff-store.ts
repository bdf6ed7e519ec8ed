import { inArray } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { staff } from "@/db/schema/staff";

/** Whoever of staff, disabled or not, has one of these addresses. */
export async function staffWith(tx: Tx, lookups: readonly Buffer[]): Promise<string[]> {
  if (lookups.length === 0) return [];
  const rows = await tx
    .select({ id: staff.id })
    .from(staff)
    .where(inArray(staff.lookup, [...lookups]));
  return rows.map(({ id }) => id);
}

/** When agents were disabled, by id; a visit of theirs was over then. */
export async function disabledAt(tx: Tx, staffIds: readonly string[]): Promise<Map<string, Date>> {
  if (staffIds.length === 0) return new Map();
  const rows = await tx
    .select({ id: staff.id, at: staff.disabledAt })
    .from(staff)
    .where(inArray(staff.id, [...staffIds]));
  return new Map(rows.flatMap(({ id, at }) => (at ? [[id, at] as const] : [])));
}
