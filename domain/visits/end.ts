import { withSight } from "@/db/client";
import { changed, mutate, unchanged } from "../access";
import { type Ctx, proofOf } from "../context";
import { staffOf, visitOf } from "./actor";
import { openVisit, subjectFrom } from "./resolve";
import { minutesOf } from "./rules";
import { closeVisit, findGoing, readOthers, type VisitRecord } from "./store";
import { queueTelling } from "./tell";

/** How an agent's visit ends before its time is over. */
type How = "by_agent" | "sign_out";

/**
 * Ends the visit that is acted in, now. One that is over already stays as it ended.
 * @returns whether it was going on.
 * @throws DomainError `signed_out`, `forbidden`.
 */
export const endVisit = (ctx: Ctx): Promise<boolean> => close(ctx, "by_agent");

async function close(ctx: Ctx, how: How): Promise<boolean> {
  const visit = visitOf(ctx);
  const done = await mutate(ctx, "visit.end", async (tx) => {
    const row = await closeVisit(tx, visit, how);
    if (!row) return unchanged(null);
    await queueTelling(tx, ctx.house, { customerId: row.customerId });
    return changed(null, { how, minutes: minutesOf(row.startedAt, row.endedAt ?? row.endsAt) });
  });
  return done.changed;
}

/** The agent's visit that is going on, from a page of the desk; null when there is none. */
export async function findOwnOpenVisit(ctx: Ctx): Promise<VisitRecord | null> {
  const { staffId } = staffOf(ctx);
  return withSight(ctx.house.db, proofOf(ctx.actor), async (tx) => (await findGoing(tx, staffId)) ?? null);
}

/**
 * Ends whatever visit the agent has open, from a page of the desk or on the way out of it.
 * @returns whether there was one.
 * @throws DomainError `signed_out`, `forbidden`.
 */
export async function endOpenVisit(ctx: Ctx, how: How = "by_agent"): Promise<boolean> {
  const actor = staffOf(ctx);
  const row = await findOwnOpenVisit(ctx);
  if (!row) return false;
  const others = await withSight(ctx.house.db, {}, (tx) => readOthers(tx, row.customerId));
  // Ending takes no secret: the agent may have lost the browser that holds it.
  const visit = openVisit(row, Buffer.alloc(0));
  const subject = subjectFrom([row.customerId, ...others]);
  return close({ ...ctx, actor: { ...actor, visit }, subject }, how);
}
