import { withSight } from "@/db/client";
import type { OpenVisit, Subject } from "../context";
import type { House } from "../house";
import { visitProof } from "./secret";
import { findPresented, readOthers, type VisitRecord } from "./store";

/** A visit that is going on, and whose account it is to. */
export interface ResolvedVisit {
  visit: OpenVisit;
  subject: Subject;
}

const MAX_SECRET = 200;

/**
 * Finds the visit of a cookie's secret for the agent whose session came in with it, by the database's clock.
 * Null: there is none such, it is over, or the agent's session is.
 */
export async function resolveVisit(
  house: House,
  presented: { staffProof: Buffer; secret: string },
): Promise<ResolvedVisit | null> {
  if (presented.secret.length > MAX_SECRET) return null;
  const proof = visitProof(house, presented.secret);
  return withSight(house.db, { staff: presented.staffProof, visit: proof }, async (tx) => {
    const row = await findPresented(tx);
    if (!row) return null;
    const subject = subjectFrom([row.customerId, ...(await readOthers(tx, row.customerId))]);
    return { visit: openVisit(row, proof), subject };
  });
}

/** The oldest record of a person first, as everywhere. */
export function subjectFrom(customerIds: readonly string[]): Subject {
  const [id = "", ...linked] = [...new Set(customerIds)].sort();
  return { id, linked };
}

/** A visit's row as its actor carries it. */
export const openVisit = (row: VisitRecord, proof: Buffer): OpenVisit => ({
  id: row.id,
  customerId: row.customerId,
  ticket: row.ticket,
  reason: row.reason,
  shownName: row.shownName,
  startedAt: row.startedAt,
  endsAt: row.endsAt,
  withCode: row.withCode,
  proof,
});
