import { and, desc, eq, gt, inArray, lte, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { waitingCorrections } from "@/db/schema/held-data";
import { uses } from "@/db/schema/uses";
import { visitReveals } from "@/db/schema/visits";
import { type Ctx, subjectIds } from "../context";

/** The last use of each item in the last 90 days. */
export async function selectLastUses(tx: Tx, ctx: Ctx): Promise<Map<string, { at: Date; title: string }>> {
  const rows = await tx
    .select()
    .from(uses)
    .where(
      and(
        inArray(uses.customerId, subjectIds(ctx.subject)),
        gt(uses.occurredAt, sql`${ctx.now.toISOString()}::timestamptz - interval '90 days'`),
      ),
    )
    .orderBy(desc(uses.occurredAt))
    .limit(1_000);
  const last = new Map<string, { at: Date; title: string }>();
  for (const row of rows) {
    for (const item of row.items) {
      if (!last.has(item)) last.set(item, { at: row.occurredAt, title: row.title });
    }
  }
  return last;
}

export type WaitingRow = typeof waitingCorrections.$inferSelect;

export const selectWaiting = (tx: Tx, ctx: Ctx): Promise<WaitingRow[]> =>
  tx
    .select()
    .from(waitingCorrections)
    .where(and(ownWaiting(ctx), gt(waitingCorrections.expiresAt, ctx.now)));

const ownWaiting = (ctx: Ctx) => inArray(waitingCorrections.customerId, subjectIds(ctx.subject));

/** One that waits, locked against a second code at the same moment. */
export async function selectOneWaiting(tx: Tx, ctx: Ctx, id: string): Promise<WaitingRow | undefined> {
  const [row] = await tx
    .select()
    .from(waitingCorrections)
    .where(and(ownWaiting(ctx), eq(waitingCorrections.id, id)))
    .for("update");
  return row;
}

/** Puts a new one in the place of those of the same item, and of those whose time is over. */
export async function insertWaiting(
  tx: Tx,
  ctx: Ctx,
  row: typeof waitingCorrections.$inferInsert,
): Promise<WaitingRow | undefined> {
  const mine = eq(waitingCorrections.customerId, row.customerId);
  await tx.delete(waitingCorrections).where(and(mine, eq(waitingCorrections.item, row.item)));
  await tx.delete(waitingCorrections).where(and(mine, lte(waitingCorrections.expiresAt, ctx.now)));
  const [made] = await tx.insert(waitingCorrections).values(row).returning();
  return made;
}

export async function countWrongCode(tx: Tx, row: WaitingRow): Promise<void> {
  await tx
    .update(waitingCorrections)
    .set({ attempts: sql`${waitingCorrections.attempts} + 1` })
    .where(and(eq(waitingCorrections.customerId, row.customerId), eq(waitingCorrections.id, row.id)));
}

/** Takes one away. False when it was gone already. */
export async function deleteWaiting(tx: Tx, row: Pick<WaitingRow, "customerId" | "id">): Promise<boolean> {
  const gone = await tx
    .delete(waitingCorrections)
    .where(and(eq(waitingCorrections.customerId, row.customerId), eq(waitingCorrections.id, row.id)))
    .returning();
  return gone.length === 1;
}

/** What this visit has revealed; nothing without a visit. `record` "": the whole item. */
export async function selectReveals(tx: Tx, ctx: Ctx): Promise<{ item: string; record: string }[]> {
  const visit = ctx.actor.kind === "staff" ? ctx.actor.visit : null;
  if (!visit) return [];
  return tx
    .select({ item: visitReveals.item, record: visitReveals.record })
    .from(visitReveals)
    .where(
      and(inArray(visitReveals.customerId, subjectIds(ctx.subject)), eq(visitReveals.visitId, visit.id)),
    );
}
