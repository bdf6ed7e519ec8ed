import { and, eq, getTableColumns, inArray } from "drizzle-orm";
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

/**
 * Whether the asking that a token completes still waits, and no record of its person has said anything newer.
 * `customerIds`: all of them.
 */
export async function isWaiting(tx: Tx, token: Token, customerIds: string[]): Promise<boolean> {
  const [asked] = await tx
    .select({ since: choiceEvents.since })
    .from(choiceEvents)
    .where(and(eq(choiceEvents.customerId, token.customerId), eq(choiceEvents.seq, token.seq ?? 0)));
  const said = await tx
    .select({ whose: choices.customerId, state: choices.state, since: choices.since })
    .from(choices)
    .where(
      and(
        inArray(choices.customerId, customerIds),
        eq(choices.purpose, token.purpose),
        eq(choices.channel, token.channel),
      ),
    );
  const moment = asked?.since?.getTime();
  if (moment === undefined) return false;
  const isAsking = (one: (typeof said)[number]) =>
    one.whose === token.customerId && one.state === "pending" && one.since?.getTime() === moment;
  const isNewer = (one: (typeof said)[number]) => one.since !== null && one.since.getTime() > moment;
  return said.some(isAsking) && !said.some(isNewer);
}
