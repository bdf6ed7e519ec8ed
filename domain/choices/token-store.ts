import { and, eq, getTableColumns } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { choiceEvents, choices, choiceTokens } from "@/db/schema/choices";

const { hash: _, ...shown } = getTableColumns(choiceTokens);

/** A link as the app may know it: everything but the hash of its secret. */
export type Token = Omit<typeof choiceTokens.$inferSelect, "hash">;
export type NewToken = Omit<typeof choiceTokens.$inferInsert, "createdAt" | "usedAt" | "usedFor">;

export async function insertToken(tx: Tx, token: NewToken): Promise<void> {
  await tx.insert(choiceTokens).values(token);
}

/** The token whose hash the transaction was opened with: the wall shows that one alone. */
export async function findPresented(tx: Tx): Promise<Token | null> {
  const [row] = await tx.select(shown).from(choiceTokens).limit(1);
  return row ?? null;
}

/** A customer's token by its id. */
export async function findToken(tx: Tx, { customerId, id }: Token): Promise<Token | null> {
  const [row] = await tx
    .select(shown)
    .from(choiceTokens)
    .where(and(eq(choiceTokens.customerId, customerId), eq(choiceTokens.id, id)));
  return row ?? null;
}

/** The asking that a token completes, while it is still the one that waits. */
export async function isWaiting(tx: Tx, token: Token): Promise<boolean> {
  const [row] = await tx
    .select({ since: choices.since, state: choices.state, asked: choiceEvents.since })
    .from(choices)
    .innerJoin(
      choiceEvents,
      and(eq(choiceEvents.customerId, choices.customerId), eq(choiceEvents.seq, token.seq ?? 0)),
    )
    .where(
      and(
        eq(choices.customerId, token.customerId),
        eq(choices.purpose, token.purpose),
        eq(choices.channel, token.channel),
      ),
    );
  return row?.state === "pending" && row.since?.getTime() === row.asked?.getTime();
}
