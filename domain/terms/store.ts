import { asc, desc, inArray, min, sql } from "drizzle-orm";
import type { Database, Tx } from "@/db/client";
import { customers } from "@/db/schema/customers";
import { termsEvents, termsVersions } from "@/db/schema/terms";
import { texts } from "@/db/schema/texts";
import { newId } from "../random";
import type { Kept } from "./manifest";

/** One published version as its row. */
export type VersionRow = typeof termsVersions.$inferSelect;

/** Every published version, each document's oldest first. */
export function selectVersions(db: Database["orm"] | Tx): Promise<VersionRow[]> {
  return db
    .select()
    .from(termsVersions)
    .orderBy(asc(termsVersions.document), asc(termsVersions.version))
    .prepare("terms.versions")
    .execute();
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

/** One line of a person's record about terms. */
export type EventRow = typeof termsEvents.$inferSelect;

/** Everything that these records of one person hold about terms, newest first. `tx` must see them. */
export async function selectEvents(tx: Tx, subjects: readonly string[]): Promise<EventRow[]> {
  if (subjects.length === 0) return [];
  return tx
    .select()
    .from(termsEvents)
    .where(inArray(termsEvents.customerId, [...subjects]))
    .orderBy(desc(termsEvents.at), desc(termsEvents.seq))
    .prepare(`terms.events.${subjects.length}`)
    .execute();
}

/** When the oldest of these records was made; null where there is none. */
export async function selectJoined(tx: Tx, subjects: readonly string[]): Promise<Date | null> {
  const [row] = await tx
    .select({ at: min(customers.createdAt) })
    .from(customers)
    .where(inArray(customers.id, [...subjects]))
    .prepare(`terms.joined.${subjects.length}`)
    .execute();
  return row?.at ?? null;
}

/** Waits for this customer's turn. The trigger takes the same lock; it ends with the transaction. */
export async function lockRecord(tx: Tx, customerId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`terms/${customerId}`}, 0))`);
}

/** Adds a line to one customer's chain. The database numbers, times, judges, chains and hashes it. */
export async function appendEvent(
  tx: Tx,
  event: Pick<
    EventRow,
    | "customerId"
    | "document"
    | "version"
    | "act"
    | "termsHash"
    | "shownHash"
    | "locale"
    | "actorKind"
    | "sessionId"
  >,
): Promise<EventRow> {
  const set = { id: newId(), seq: 0, at: new Date(0), hash: Buffer.alloc(32) };
  const [row] = await tx
    .insert(termsEvents)
    .values({ ...event, ...set })
    .returning();
  if (!row) throw new Error("the record of terms gave no line");
  return row;
}
