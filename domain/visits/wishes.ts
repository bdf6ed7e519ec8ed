import { changed, mutate, observe, unchanged } from "../access";
import { type Ctx, subjectIds } from "../context";
import { DomainError } from "../errors";
import { countWithin } from "../limits";
import { may } from "../policy";
import type { SetVisitWishesInput } from "./catalog";
import { hashVisitCode, newVisitCode } from "./code";
import { closeVisit, listGoing } from "./store";
import { queueTelling } from "./tell";
import type { VisitCode, VisitWishesView } from "./view";
import { readWishes, writeCode, writeWishes } from "./wish-store";

/** What the customer said about visits: whether they refuse them, when they hear of one, and the code that works. */
export async function readVisitWishes(ctx: Ctx): Promise<VisitWishesView> {
  const wishes = await observe(ctx, "visit.wish", (tx) => readWishes(tx, subjectIds(ctx.subject)));
  const { refused, tell, code } = wishes;
  return { refused, tell, code: code && { expiresAt: code.expiresAt } };
}

/**
 * Keeps what the customer wishes about visits. Refusing ends a visit that is going on, at once.
 * @throws DomainError `signed_out`, `forbidden` for anybody but the customer.
 */
export async function setVisitWishes(ctx: Ctx, input: SetVisitWishesInput): Promise<{ changed: boolean }> {
  const { refuse, tell } = input;
  const done = await mutate(ctx, "visit.wish", async (tx) => {
    const ids = subjectIds(ctx.subject);
    const now = await readWishes(tx, ids);
    const set = {
      ...(refuse !== undefined && refuse !== now.refused ? { refused: refuse } : {}),
      ...(tell !== undefined && tell !== now.tell ? { tell } : {}),
    };
    if (Object.keys(set).length === 0) return unchanged(null);
    await writeWishes(tx, ids, set);
    const ended = set.refused ? await endAll(tx, ctx) : 0;
    return changed(null, { ...set, ...(ended ? { ended } : {}) });
  });
  return { changed: done.changed };
}

async function endAll(tx: Parameters<typeof listGoing>[0], ctx: Ctx): Promise<number> {
  const going = await listGoing(tx, subjectIds(ctx.subject));
  for (const visit of going) {
    await closeVisit(tx, visit, "by_customer");
    await queueTelling(tx, ctx.house, { customerId: visit.customerId });
  }
  return going.length;
}

/**
 * Makes the code by which a customer allows one visit: eight digits, good for half an hour, once. It voids the one
 * before.
 * @throws DomainError `rate_limited` after ten in an hour; `signed_out`, `forbidden`.
 */
export async function makeVisitCode(ctx: Ctx): Promise<VisitCode> {
  const customerId = ctx.subject?.id ?? "";
  // Before it is counted: who may not, must not use up what the customer may.
  if (!may(ctx.actor, "visit.wish", ctx.subject))
    throw new DomainError(ctx.actor.kind === "nobody" ? "signed_out" : "forbidden");
  const limit = { name: "visit_code", key: customerId, points: 10, seconds: 3_600 };
  if (!(await countWithin(ctx.house, [limit]))) throw new DomainError("rate_limited");
  const code = newVisitCode();
  const { value } = await mutate(ctx, "visit.wish", async (tx) => {
    const expiresAt = await writeCode(tx, customerId, hashVisitCode(ctx.house, customerId, code));
    return changed({ code, expiresAt }, { code: "made" });
  });
  return value;
}
