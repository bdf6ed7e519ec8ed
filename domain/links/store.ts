import { and, eq, getTableColumns, inArray } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { apiKeys } from "@/db/schema/api-keys";
import { choiceTokens } from "@/db/schema/choices";
import { customerJoins } from "@/db/schema/customers";
import { uses } from "@/db/schema/uses";

const { hash: _, ...shown } = getTableColumns(choiceTokens);

/** A link as the app may know it: everything but the hash of its secret. */
export type LinkRow = Omit<typeof choiceTokens.$inferSelect, "hash">;
export type NewLink = Omit<typeof choiceTokens.$inferInsert, "createdAt" | "usedAt" | "usedFor">;

export async function insertLink(tx: Tx, link: NewLink): Promise<void> {
  await tx.insert(choiceTokens).values(link);
}

/** The link whose hash the transaction was opened with: the wall shows that one alone. */
export async function selectPresented(tx: Tx): Promise<LinkRow | null> {
  const [row] = await tx.select(shown).from(choiceTokens).limit(1);
  return row ?? null;
}

/** Other records that were found to be the same person. */
export async function selectOthers(tx: Tx, customerId: string): Promise<string[]> {
  const rows = await tx.select().from(customerJoins).where(eq(customerJoins.customerId, customerId));
  return rows.map(({ otherId }) => otherId);
}

/** One use of somebody's data, with the name of the system that told of it. */
export async function selectUse(tx: Tx, { customerIds, id }: { customerIds: string[]; id: string }) {
  const [row] = await tx
    .select({
      purpose: uses.purpose,
      channel: uses.channel,
      items: uses.items,
      title: uses.title,
      at: uses.occurredAt,
      system: apiKeys.name,
    })
    .from(uses)
    .leftJoin(apiKeys, eq(apiKeys.id, uses.keyId))
    .where(and(inArray(uses.customerId, customerIds), eq(uses.id, id)));
  return row ?? null;
}
