import { and, desc, eq, getTableColumns, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { messages } from "@/db/schema/messages";
import type { House } from "../house";

export type MessageRecord = typeof messages.$inferSelect;

export async function insertMessage(
  tx: Tx,
  row: { id: string; template: string; sealed: Buffer },
): Promise<void> {
  await tx.insert(messages).values(row);
}

/** A message that is tried, and for how many seconds it has waited by the database's clock. */
export type Unsent = MessageRecord & { waited: number };

/** A message that was neither sent nor given up; counts one more try. */
export async function takeUnsent(house: House, id: string): Promise<Unsent | undefined> {
  const [row] = await house.db.orm
    .update(messages)
    .set({ attempts: sql`${messages.attempts} + 1` })
    .where(and(eq(messages.id, id), isNull(messages.sentAt), isNull(messages.failedAt)))
    .returning({
      ...getTableColumns(messages),
      waited: sql<number>`extract(epoch from now() - ${messages.createdAt})::float8`,
    });
  return row;
}

/** Notes what became of a message, and wipes it unless `sealed` says what stays. */
export async function closeMessage(
  house: House,
  id: string,
  end: { is: "sent" | "failed"; sealed?: Buffer },
): Promise<void> {
  const at = end.is === "sent" ? { sentAt: sql`now()` } : { failedAt: sql`now()` };
  await house.db.orm
    .update(messages)
    .set({ sealed: end.sealed ?? null, ...at })
    .where(eq(messages.id, id));
}

/** Sent messages, newest first; those that were wiped have nothing to read. */
export async function listSent(
  house: House,
  which: { id?: string; limit: number },
): Promise<MessageRecord[]> {
  return house.db.orm
    .select()
    .from(messages)
    .where(and(isNotNull(messages.sentAt), which.id ? eq(messages.id, which.id) : undefined))
    .orderBy(desc(messages.id))
    .limit(which.limit);
}

/**
 * Forgets messages that went out or were given up, a day after they were written: the demo's, and the ids of the others.
 * One that waits for its next try stays; after a week no try can come any more.
 */
export async function sweepMessages(house: House): Promise<void> {
  const before = (days: number) => lt(messages.createdAt, sql`now() - make_interval(days => ${days})`);
  const isOver = or(isNotNull(messages.sentAt), isNotNull(messages.failedAt));
  await house.db.orm.delete(messages).where(or(and(isOver, before(1)), before(7)));
}
