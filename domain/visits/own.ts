import { type Tx, withSight } from "@/db/client";
import { observe } from "../access";
import { type Ctx, proofOf } from "../context";
import { customerSealer } from "../customers/keys";
import { isDomainError } from "../errors";
import { staffOf } from "./actor";
import { INITIALS_FIELD } from "./fields";
import { listChanges, listRequestsOf, listReveals } from "./note-store";
import { minutesOf } from "./rules";
import { listBy, type VisitRecord } from "./store";
import type { OwnVisit } from "./view";

const SHOWN = 20;

/**
 * The agent's own latest visits: ticket, time, initials and how much was done. No name, no address, no value, and of
 * nobody else's visits a word.
 * @throws DomainError `signed_out`, `forbidden` for anybody but support outside of a visit.
 */
export async function listOwnVisits(ctx: Ctx): Promise<OwnVisit[]> {
  const { staffId } = staffOf(ctx);
  const rows = await observe(ctx, "visit.own", (tx) => listBy(tx, staffId, SHOWN));
  if (rows.length === 0) return [];
  const subjects = [...new Set(rows.map(({ customerId }) => customerId))];
  return withSight(ctx.house.db, { subjects, ...proofOf(ctx.actor) }, (tx) => viewsOf(tx, ctx, rows));
}

async function viewsOf(tx: Tx, ctx: Ctx, rows: readonly VisitRecord[]): Promise<OwnVisit[]> {
  const customerIds = [...new Set(rows.map(({ customerId }) => customerId))];
  const which = { customerIds, visits: rows.map(({ id }) => id) };
  const changes = await listChanges(tx, which);
  const requests = await listRequestsOf(tx, which);
  const reveals = await listReveals(tx, rows);
  const views: OwnVisit[] = [];
  for (const row of rows) {
    const endedAt = row.endedAt ?? (row.endsAt <= ctx.now ? row.endsAt : null);
    views.push({
      ...{ id: row.id, ticket: row.ticket, startedAt: row.startedAt, endsAt: row.endsAt, endedAt },
      initials: await initials(tx, ctx, row),
      minutes: minutesOf(row.startedAt, endedAt ?? ctx.now),
      changes: changes.filter(({ viaId }) => viaId === row.id).length,
      reveals: reveals.filter(({ visitId }) => visitId === row.id).length,
      requests: requests.filter(({ openedIn }) => openedIn === row.id).length,
    });
  }
  return views;
}

/** Null where no source had a name, and for whoever was forgotten since. */
async function initials(tx: Tx, ctx: Ctx, row: VisitRecord): Promise<string | null> {
  if (row.initialsSealed === null) return null;
  try {
    const sealer = await customerSealer(tx, ctx.house.keys, row.customerId);
    return sealer.open(INITIALS_FIELD, row.initialsSealed);
  } catch (error) {
    if (isDomainError(error, "gone")) return null;
    throw error;
  }
}
