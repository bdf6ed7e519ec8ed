import { and, desc, eq, getTableColumns, gt, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customerJoins } from "@/db/schema/customers";
import { visits } from "@/db/schema/visits";

const { secretHash: _, ...shown } = getTableColumns(visits);

/** A visit as the app may know it: everything but the hash of its secret. */
export type VisitRecord = Omit<typeof visits.$inferSelect, "secretHash">;

export type NewVisit = Pick<
  typeof visits.$inferInsert,
  | "customerId"
  | "id"
  | "staffId"
  | "secretHash"
  | "reason"
  | "wordsSealed"
  | "ticket"
  | "initialsSealed"
  | "shownName"
  | "withCode"
>;

/** The last entry of the page before; older ones come next. */
export interface Place {
  at: Date;
  id: string;
}

const going: SQL = sql`(${visits.endedAt} is null and ${visits.endsAt} > clock_timestamp())`;

/** The open visit whose secret the transaction was opened with, if its agent's session was presented too. */
export async function findPresented(tx: Tx): Promise<VisitRecord | undefined> {
  const [row] = await tx.select(shown).from(visits).where(eq(visits.id, sql`app_visit()`));
  return row;
}

/** The visit that an agent has open, whether its secret is here or not. Needs the agent's own session. */
export async function findGoing(tx: Tx, staffId: string): Promise<VisitRecord | undefined> {
  const [row] = await tx
    .select(shown)
    .from(visits)
    .where(and(eq(visits.staffId, staffId), going));
  return row;
}

/** Other records of the same person. Sets the transaction's subject to this customer. */
export async function readOthers(tx: Tx, customerId: string): Promise<string[]> {
  await tx.execute(sql`select set_config('app.subjects', ${customerId}, true)`);
  const joins = await tx.select().from(customerJoins).where(eq(customerJoins.customerId, customerId));
  return joins.map((join) => join.otherId);
}

/** Begins a visit; who, when and until when are the trigger's. */
export async function insertVisit(tx: Tx, row: NewVisit): Promise<VisitRecord> {
  const set = { role: "support", startedAt: sql`clock_timestamp()`, endsAt: sql`clock_timestamp()` };
  const [made] = await tx
    .insert(visits)
    .values({ ...row, ...set })
    .returning(shown);
  if (!made) throw new Error("the visit was not written");
  return made;
}

/** Ends a visit that is going on: its agent's, or to its customer. @returns undefined when it was over already. */
export async function closeVisit(
  tx: Tx,
  which: { customerId: string; id: string },
  how: "by_agent" | "sign_out" | "by_customer",
): Promise<VisitRecord | undefined> {
  const mine = how === "by_customer" ? undefined : eq(visits.staffId, sql`app_staff()`);
  const [row] = await tx
    .update(visits)
    .set({ endedAt: sql`clock_timestamp()`, endedHow: how })
    .where(and(eq(visits.customerId, which.customerId), eq(visits.id, which.id), going, mine))
    .returning(shown);
  return row;
}

/** Visits to these customers that are going on. */
export const listGoing = (tx: Tx, customerIds: readonly string[]): Promise<VisitRecord[]> =>
  tx
    .select(shown)
    .from(visits)
    .where(and(inArray(visits.customerId, [...customerIds]), going));

/** Visits to these customers, newest first. */
export const listOf = (
  tx: Tx,
  which: { customerIds: readonly string[]; id?: string; before: Place | null; limit: number },
): Promise<VisitRecord[]> =>
  tx
    .select(shown)
    .from(visits)
    .where(
      and(
        inArray(visits.customerId, [...which.customerIds]),
        which.id ? eq(visits.id, which.id) : undefined,
        which.before
          ? sql`(${visits.startedAt}, ${visits.id}) < (${which.before.at.toISOString()}::timestamptz, ${which.before.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(visits.startedAt), desc(visits.id))
    .limit(which.limit);

/** An agent's own visits, newest first. Needs the agent's own session. */
export const listBy = (tx: Tx, staffId: string, limit: number): Promise<VisitRecord[]> =>
  tx
    .select(shown)
    .from(visits)
    .where(eq(visits.staffId, staffId))
    .orderBy(desc(visits.startedAt), desc(visits.id))
    .limit(limit);

/** How many visits an agent began in the last hour. Needs the agent's own session. */
export const countLastHour = (tx: Tx, staffId: string): Promise<number> =>
  tx.$count(
    visits,
    and(eq(visits.staffId, staffId), gt(visits.startedAt, sql`clock_timestamp() - interval '1 hour'`)),
  );

/** Marks as told what no message has told of yet, and gives those back: twice tells once. */
export const takeUntold = (tx: Tx, customerIds: readonly string[]): Promise<VisitRecord[]> =>
  tx
    .update(visits)
    .set({ toldAt: sql`clock_timestamp()` })
    .where(
      and(
        inArray(visits.customerId, [...customerIds]),
        isNull(visits.toldAt),
        sql`(${visits.endedAt} is not null or ${visits.endsAt} <= clock_timestamp())`,
      ),
    )
    .returning(shown);
