import type { Tx } from "@/db/client";
import { observe } from "../access";
import { type Ctx, subjectIds } from "../context";
import { DomainError } from "../errors";
import { type OpenedRequest, openRequest } from "../requests";
import type { ComplainAboutVisitInput } from "./catalog";
import { listOf, type Place } from "./store";
import type { VisitView } from "./view";
import { viewsOf } from "./views";

const SHOWN = 50;

/**
 * The latest visits of staff to the subject, newest first: who, when, why, what they saw and what they changed.
 * @throws DomainError `signed_out`, `forbidden`.
 */
export function listVisits(ctx: Ctx): Promise<VisitView[]> {
  return observe(ctx, "visit.list", (tx) => visitsBefore(tx, ctx, { before: null, limit: SHOWN }));
}

/** A page of the same, for a history that goes on. `tx` must see the subject. */
export async function visitsBefore(
  tx: Tx,
  ctx: Ctx,
  page: { before: Place | null; limit: number },
): Promise<VisitView[]> {
  return viewsOf(tx, ctx, await listOf(tx, { customerIds: subjectIds(ctx.subject), ...page }));
}

/** One visit. @throws DomainError `not_found`, for a foreign one too. */
export async function readVisit(ctx: Ctx, id: string): Promise<VisitView> {
  return observe(ctx, "visit.list", async (tx) => {
    const rows = await listOf(tx, { customerIds: subjectIds(ctx.subject), id, before: null, limit: 1 });
    const [view] = await viewsOf(tx, ctx, rows);
    if (!view) throw new DomainError("not_found");
    return view;
  });
}

/**
 * "This was not about me": a complaint to the privacy officer that names the visit.
 * @throws DomainError `not_found` for a foreign visit too; as `openRequest`.
 */
export async function complainAboutVisit(ctx: Ctx, input: ComplainAboutVisitInput): Promise<OpenedRequest> {
  const visit = await observe(ctx, "visit.complain", async (tx) => {
    const [row] = await listOf(tx, {
      ...{ customerIds: subjectIds(ctx.subject), id: input.visit, before: null, limit: 1 },
    });
    return row;
  });
  if (!visit) throw new DomainError("not_found");
  const at = visit.startedAt.toISOString().slice(0, 16).replace("T", " ");
  const text = `${visit.shownName} · ${visit.ticket} · ${at} UTC\n\n${input.words}`;
  return openRequest(ctx, { kind: "complain", text }, { aboutVisit: visit.id });
}
