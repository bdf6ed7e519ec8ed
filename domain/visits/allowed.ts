import { changed, mutate } from "../access";
import type { Ctx } from "../context";
import { DomainError } from "../errors";
import { countWithin } from "../limits";
import { may } from "../policy";
import { requireRecentSecondFactor, requireSignedRules } from "../staff";
import { staffOf } from "./actor";
import { raiseAlert } from "./alerts";
import type { StartVisitInput } from "./catalog";
import { findOwnOpenVisit } from "./end";
import { readSought, type Sought } from "./person";
import { isTicket, refusedTicket, SEARCHES } from "./rules";

/** Everything that must be so before anybody is looked for; none of it depends on whom. */
export async function requireAllowed(ctx: Ctx, input: StartVisitInput): Promise<Sought> {
  await requirePlainSupport(ctx);
  await requireSignedRules(ctx);
  requireRecentSecondFactor(ctx);
  const { brand } = ctx.house;
  if (brand.desk.reasons.length > 0 && brand.desk.reasons[input.reason] === undefined)
    throw new DomainError("invalid", { field: "reason" });
  const sought = readSought(ctx.house, input);
  if (sought === null) throw new DomainError("invalid", { field: "value" });
  // Before the ticket is judged: refused tickets count, and write no line beyond the limit.
  await requireWithinLimits(ctx);
  if (!isTicket(input.ticket, brand.desk.ticket)) {
    await raiseAlert(ctx, {
      act: "alert.ticket",
      ticket: refusedTicket(input.ticket),
      detail: { by: input.by },
    });
    throw new DomainError("invalid", { field: "ticket", pattern: brand.desk.ticket ?? "" });
  }
  await requireNoOpenVisit(ctx, { by: sought.by, ticket: input.ticket });
  return sought;
}

/** One at a time: a search while a visit is open looks for nobody, and is on record as one. */
async function requireNoOpenVisit(ctx: Ctx, asked: { by: string; ticket: string }): Promise<void> {
  const open = await findOwnOpenVisit(ctx);
  if (!open) return;
  await mutate(ctx, "visit.find", async () =>
    changed(null, { ...asked, outcome: "in_visit", visit: open.id }),
  );
  throw new DomainError("conflict", { visit: open.id });
}

/** Support, and not from within a visit: an attempt to is on record. */
async function requirePlainSupport(ctx: Ctx): Promise<void> {
  if (may(ctx.actor, "visit.find", null)) return;
  const { visit } = staffOf(ctx);
  if (visit) await mutate(ctx, "alert.nested", async () => changed(null, {}));
  throw new DomainError("forbidden", { act: "visit.find" });
}

/** Counted over all servers. @throws DomainError `rate_limited`. */
async function requireWithinLimits(ctx: Ctx): Promise<void> {
  const { staffId: key } = staffOf(ctx);
  const within = await countWithin(ctx.house, [
    { name: "visit_minute", key, points: SEARCHES.aMinute, seconds: 60 },
    { name: "visit_day", key, points: SEARCHES.aDay, seconds: 86_400 },
  ]);
  if (!within) throw new DomainError("rate_limited");
}
