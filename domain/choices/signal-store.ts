import { eq, inArray, or } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { browserSignals } from "@/db/schema/signals";

/** A browser of a person: by its cookie's hash with each of their records, or by the session it has now. */
export interface Browser {
  hashes: Buffer[];
  sessionId: string;
}

/** When that browser's signal was followed; null: not yet. */
export async function readFollowed(tx: Tx, { hashes, sessionId }: Browser): Promise<Date | null> {
  const [row] = await tx
    .select({ at: browserSignals.createdAt })
    .from(browserSignals)
    .where(or(inArray(browserSignals.browserHash, hashes), eq(browserSignals.sessionId, sessionId)))
    .orderBy(browserSignals.createdAt)
    .limit(1);
  return row?.at ?? null;
}

/** Notes that a browser's signal is followed; false where it was already, also by a request of the same moment. */
export async function insertFollowed(
  tx: Tx,
  row: Pick<typeof browserSignals.$inferInsert, "customerId" | "id" | "browserHash" | "sessionId">,
): Promise<boolean> {
  const rows = await tx.insert(browserSignals).values(row).onConflictDoNothing().returning({
    id: browserSignals.id,
  });
  return rows.length > 0;
}
