import { and, asc, desc, eq, gt, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customerSettings, customers } from "@/db/schema/customers";
import { copies, requestMessages, requests } from "@/db/schema/requests";
import { visits } from "@/db/schema/visits";
import { type Ctx, subjectIds } from "../context";

export type RequestRow = typeof requests.$inferSelect;
export type NewRequest = typeof requests.$inferInsert;
export type MessageRow = typeof requestMessages.$inferSelect;

/** Waits for this person's turn to ask for something: what was asked just now is seen. Ends with the transaction. */
export async function lockRequests(tx: Tx, customerId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`requests/${customerId}`}, 0))`);
}

export async function insertRequest(tx: Tx, row: NewRequest): Promise<RequestRow> {
  const [made] = await tx.insert(requests).values(row).returning();
  if (!made) throw new Error("the request was not kept");
  return made;
}

/** Every request of the subject, newest first. */
export const selectRequests = (tx: Tx, ctx: Ctx): Promise<RequestRow[]> =>
  tx
    .select()
    .from(requests)
    .where(inArray(requests.customerId, subjectIds(ctx.subject)))
    .orderBy(desc(requests.openedAt), desc(requests.id));

/** One request of the subject, or undefined; locked against other writers with `lock`. */
export async function selectRequest(
  tx: Tx,
  ctx: Ctx,
  { id, lock = false }: { id: string; lock?: boolean },
): Promise<RequestRow | undefined> {
  const own = inArray(requests.customerId, subjectIds(ctx.subject));
  const query = tx
    .select()
    .from(requests)
    .where(and(own, eq(requests.id, id)));
  const [row] = lock ? await query.for("update") : await query;
  return row;
}

export const selectOpen = (tx: Tx): Promise<RequestRow[]> =>
  tx
    .select()
    .from(requests)
    .where(isNull(requests.answeredAt))
    .orderBy(asc(requests.dueOn), asc(requests.id));

/** The requests whose id ends like that, among those that may be seen. */
export const selectByEnd = (tx: Tx, end: string): Promise<RequestRow[]> => {
  const ends: SQL = sql`right(replace(${requests.id}::text, '-', ''), ${end.length}) = ${end}`;
  return tx.select().from(requests).where(ends);
};

export async function updateRequest(tx: Tx, row: RequestRow, set: Partial<NewRequest>): Promise<void> {
  const mine = and(eq(requests.customerId, row.customerId), eq(requests.id, row.id));
  await tx.update(requests).set(set).where(mine);
}

export async function insertMessage(tx: Tx, row: typeof requestMessages.$inferInsert): Promise<void> {
  await tx.insert(requestMessages).values(row);
}

/** What was written about a request, oldest first. */
export const selectMessages = (tx: Tx, row: RequestRow): Promise<MessageRow[]> =>
  tx
    .select()
    .from(requestMessages)
    .where(and(eq(requestMessages.customerId, row.customerId), eq(requestMessages.requestId, row.id)))
    .orderBy(asc(requestMessages.at), asc(requestMessages.id));

/** Who of staff opened a request for the person, and under which ticket; null where they did it themselves. */
export async function selectOpenedFor(
  tx: Tx,
  row: RequestRow,
): Promise<{ staff: string; ticket: string } | null> {
  if (row.openedIn === null) return null;
  const [visit] = await tx
    .select({ staff: visits.shownName, ticket: visits.ticket })
    .from(visits)
    .where(and(eq(visits.customerId, row.customerId), eq(visits.id, row.openedIn)));
  return visit ?? null;
}

/** Where the person lives and what they read; the sources' word where they said nothing. */
export async function selectSettings(tx: Tx, customerId: string) {
  const [row] = await tx.select().from(customerSettings).where(eq(customerSettings.customerId, customerId));
  const { country = null, region = null, locale = null, sourceLocale = null } = row ?? {};
  return { country, region, locale: locale ?? sourceLocale };
}

export async function insertCopy(tx: Tx, row: typeof copies.$inferInsert): Promise<void> {
  await tx.insert(copies).values(row);
}

/** How many links were made that end after `moment`. */
export const countCopiesSince = (tx: Tx, ctx: Ctx, moment: Date): Promise<number> =>
  tx.$count(copies, and(ownCopies(ctx), gt(copies.expiresAt, moment)));

const ownCopies = (ctx: Ctx): SQL => inArray(copies.customerId, subjectIds(ctx.subject));

export async function selectCopy(tx: Tx, ctx: Ctx, tokenHash: Buffer) {
  const [row] = await tx
    .select()
    .from(copies)
    .where(and(ownCopies(ctx), eq(copies.tokenHash, tokenHash)));
  return row;
}

/** Marks a link as used. False when somebody else was first. */
export async function spendCopy(tx: Tx, ctx: Ctx, tokenHash: Buffer): Promise<boolean> {
  const unspent = and(ownCopies(ctx), eq(copies.tokenHash, tokenHash), isNull(copies.usedAt));
  const spent = await tx.update(copies).set({ usedAt: ctx.now }).where(unspent).returning();
  return spent.length === 1;
}

/** Up to `limit` ids of customers after `after`, for work over everybody. */
export async function selectCustomerIds(tx: Tx, after: string | null, limit: number): Promise<string[]> {
  const rows = await tx
    .select({ id: customers.id })
    .from(customers)
    .where(after === null ? undefined : sql`${customers.id} > ${after}`)
    .orderBy(asc(customers.id))
    .limit(limit);
  return rows.map((row) => row.id);
}
