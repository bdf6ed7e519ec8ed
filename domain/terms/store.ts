import { asc, inArray } from "drizzle-orm";
import type { Database, Tx } from "@/db/client";
import { termsVersions } from "@/db/schema/terms";
import { texts } from "@/db/schema/texts";
import type { Kept } from "./manifest";

/** One published version as its row. */
export type VersionRow = typeof termsVersions.$inferSelect;

/** Every published version, each document's oldest first. */
export function selectVersions(db: Database["orm"] | Tx): Promise<VersionRow[]> {
  return db.select().from(termsVersions).orderBy(asc(termsVersions.document), asc(termsVersions.version));
}

/** Kept texts by their hashes. */
export async function selectTexts(
  db: Database["orm"] | Tx,
  hashes: readonly string[],
): Promise<Map<string, string>> {
  if (hashes.length === 0) return new Map();
  const rows = await db
    .select({ hash: texts.hash, content: texts.content })
    .from(texts)
    .where(inArray(texts.hash, [...hashes]));
  return new Map(rows.map(({ hash, content }) => [hash, content]));
}

/** Keeps texts by their hashes; what is kept already stays as it is. */
export async function keepTexts(tx: Tx, kept: readonly Kept[]): Promise<void> {
  await tx
    .insert(texts)
    .values(kept.map(({ hash, content }) => ({ hash, content })))
    .onConflictDoNothing();
}

/** @returns the row, or null where that version is published already. */
export async function insertVersion(
  tx: Tx,
  row: Pick<VersionRow, "document" | "version" | "hash">,
): Promise<VersionRow | null> {
  const [made] = await tx.insert(termsVersions).values(row).onConflictDoNothing().returning();
  return made ?? null;
}
