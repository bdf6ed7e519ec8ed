import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { choiceEvents, choices, choiceTokens } from "@/db/schema/choices";

export type Token = typeof choiceTokens.$inferSelect;

export async function insertToken(tx: Tx, token: Omit<Token, "createdAt" | "usedAt">): Promise<void> {
  await tx.insert(choiceTokens).values(token);
}

/** The token with this keyed hash, as far as the transaction may see it. */
export async function findToken(tx: Tx, hash: Buffer): Promise<Token | null> {
  const [row] = await tx.select().from(choiceTokens).where(eq(choiceTokens.hash, hash));
  return row ?? null;
}

/** The asking that a token completes, while it is still the one that waits. */
export async function isWaiting(tx: Tx, token: Token): Promise<boolean> {
  const [row] = await tx
    .select({ since: choices.since, state: choices.state, asked: choiceEvents.since })
    .from(choices)
    .innerJoin(
      choiceEvents,
      and(eq(choiceEvents.customerId, choices.customerId), eq(choiceEvents.seq, token.seq)),
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
