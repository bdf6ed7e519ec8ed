import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { audit } from "@/db/schema/audit";
import { choiceEvents } from "@/db/schema/choices";
import { requests } from "@/db/schema/requests";
import { visitReveals, visitViews } from "@/db/schema/visits";

/** Which visit of which customer. */
interface Which {
  id: string;
  customerId: string;
}

/** What the reason of a reveal is sealed as. */
export const REVEAL_FIELD = "visit_reveals.reason";

/** Notes items on a page; "" stands for the page itself. @returns those that were not noted before. */
export async function insertViews(
  tx: Tx,
  visit: Which,
  seen: { page: string; items: readonly string[] },
): Promise<string[]> {
  const rows = seen.items.map((item) => ({
    customerId: visit.customerId,
    visitId: visit.id,
    page: seen.page,
    item,
  }));
  const fresh = await tx.insert(visitViews).values(rows).onConflictDoNothing().returning();
  return fresh.map(({ item }) => item);
}

/** @returns false when that value was revealed in this visit before. */
export async function insertReveal(
  tx: Tx,
  visit: Which,
  reveal: { item: string; record: string; reasonSealed: Buffer },
): Promise<boolean> {
  const row = { customerId: visit.customerId, visitId: visit.id, ...reveal };
  return (await tx.insert(visitReveals).values(row).onConflictDoNothing().returning()).length === 1;
}

const ids = (visits: readonly Which[]) => visits.map(({ id }) => id);
const owners = (visits: readonly Which[]) => visits.map(({ customerId }) => customerId);

export const listViews = (tx: Tx, visits: readonly Which[]) =>
  tx
    .select()
    .from(visitViews)
    .where(and(inArray(visitViews.customerId, owners(visits)), inArray(visitViews.visitId, ids(visits))))
    .orderBy(asc(visitViews.at));

export const listReveals = (tx: Tx, visits: readonly Which[]) =>
  tx
    .select()
    .from(visitReveals)
    .where(and(inArray(visitReveals.customerId, owners(visits)), inArray(visitReveals.visitId, ids(visits))))
    .orderBy(asc(visitReveals.at));

/** What was written to the ledger in these visits, on any record of their customers. */
export const listChanges = (tx: Tx, which: { customerIds: readonly string[]; visits: readonly string[] }) =>
  tx
    .select()
    .from(choiceEvents)
    .where(
      and(
        inArray(choiceEvents.customerId, [...which.customerIds]),
        eq(choiceEvents.viaKind, "visit"),
        inArray(choiceEvents.viaId, [...which.visits]),
      ),
    )
    .orderBy(asc(choiceEvents.customerId), asc(choiceEvents.seq));

export const countChanges = (tx: Tx, visit: Which): Promise<number> =>
  tx.$count(choiceEvents, and(eq(choiceEvents.viaKind, "visit"), eq(choiceEvents.viaId, visit.id)));

/** Requests that were opened in one of these visits or complain about one. */
export const listRequestsOf = (
  tx: Tx,
  which: { customerIds: readonly string[]; visits: readonly string[] },
) =>
  tx
    .select()
    .from(requests)
    .where(
      and(
        inArray(requests.customerId, [...which.customerIds]),
        sql`(${inArray(requests.openedIn, [...which.visits])} or ${inArray(requests.aboutVisit, [...which.visits])})`,
      ),
    )
    .orderBy(asc(requests.openedAt));

/** How many links were sent in each of these visits. */
export async function countLinks(
  tx: Tx,
  which: { customerIds: readonly string[]; visits: readonly string[] },
): Promise<Map<string, number>> {
  const lines = await tx
    .select()
    .from(audit)
    .where(
      and(
        inArray(audit.customerId, [...which.customerIds]),
        eq(audit.act, "visit.link"),
        inArray(sql`${audit.detail}->>'visit'`, [...which.visits]),
      ),
    );
  const counts = new Map<string, number>();
  for (const { detail } of lines)
    counts.set(String(detail.visit), (counts.get(String(detail.visit)) ?? 0) + 1);
  return counts;
}
