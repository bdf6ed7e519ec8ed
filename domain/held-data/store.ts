import { and, desc, eq, gt, lte, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customerLinks, identifiers } from "@/db/schema/customers";
import { waitingCorrections } from "@/db/schema/held-data";
import { uses } from "@/db/schema/uses";
import { type Ctx, subjectIds } from "../context";
import { customerSealer } from "../customers/keys";

/** Where the subject is found: source id to the source's own key. Their own record counts before linked ones. */
export async function selectKeys(tx: Tx, ctx: Ctx): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const id of subjectIds(ctx.subject)) {
    const links = await tx.select().from(customerLinks).where(eq(customerLinks.customerId, id));
    if (links.length === 0) continue;
    const sealer = await customerSealer(tx, ctx.house.keys, id);
    for (const link of links) {
      if (!found.has(link.source))
        found.set(link.source, sealer.open(`customer_links.${link.source}`, link.sealed));
    }
  }
  return found;
}

/** The email address that the subject proved to hold, as it is stored; null when there is none. */
export async function selectProvedEmail(tx: Tx, ctx: Ctx): Promise<string | null> {
  const id = ctx.subject?.id;
  if (!id) return null;
  const rows = await tx
    .select()
    .from(identifiers)
    .where(and(eq(identifiers.customerId, id), eq(identifiers.kind, "email")));
  const proved = rows.find((row) => row.verifiedAt !== null && row.changedAt === null);
  if (!proved) return null;
  return (await customerSealer(tx, ctx.house.keys, id)).open("identifiers.email", proved.sealed) || null;
}

/** The last use of each item in the last 90 days. */
export async function selectLastUses(tx: Tx, ctx: Ctx): Promise<Map<string, { at: Date; title: string }>> {
  const rows = await tx
    .select()
    .from(uses)
    .where(gt(uses.occurredAt, sql`${ctx.now.toISOString()}::timestamptz - interval '90 days'`))
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
  tx.select().from(waitingCorrections).where(gt(waitingCorrections.expiresAt, ctx.now));

/** One that waits, locked against a second code at the same moment. */
export async function selectOneWaiting(tx: Tx, id: string): Promise<WaitingRow | undefined> {
  const [row] = await tx.select().from(waitingCorrections).where(eq(waitingCorrections.id, id)).for("update");
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
