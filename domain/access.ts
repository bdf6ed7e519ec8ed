import { sql } from "drizzle-orm";
import { type Sight, type Tx, withSight } from "@/db/client";
import { type AuditDetail, writeLine } from "./access-line";
import { type Ctx, proofOf, subjectIds } from "./context";
import { DomainError } from "./errors";
import { countAct } from "./meter";
import { type Act, may } from "./policy";

/** What a write came to. Only `changed` and `unchanged` make one, so an audit line cannot be forgotten. */
export type Outcome<T> =
  | { readonly changed: true; readonly value: T; readonly detail: AuditDetail }
  | { readonly changed: false; readonly value: T };

/** Something was written; `detail` is its line in the audit. */
export const changed = <T>(value: T, detail: AuditDetail): Outcome<T> => ({ changed: true, value, detail });

/** Nothing was written, because it was so already. */
export const unchanged = <T>(value: T): Outcome<T> => ({ changed: false, value });

/**
 * The door for reading a person's data: policy, then one short transaction behind the wall.
 * Never read a source inside it; it holds a connection.
 * @throws DomainError `signed_out` or `forbidden`.
 */
export async function observe<T>(ctx: Ctx, act: Act, read: (tx: Tx) => Promise<T>): Promise<T> {
  admit(ctx, act);
  return withSight(ctx.house.db, sightOf(ctx), async (tx) => {
    await requireOpenVisit(tx, ctx, act);
    return read(tx);
  });
}

/**
 * The door for writing: policy, the write and its audit line, all in one transaction.
 * When the audit line cannot be written nothing is.
 * @returns the value, and whether anything changed.
 * @throws DomainError `signed_out`, `forbidden`, or what the write throws.
 */
export async function mutate<T>(
  ctx: Ctx,
  act: Act,
  write: (tx: Tx) => Promise<Outcome<T>>,
): Promise<{ value: T; changed: boolean }> {
  admit(ctx, act);
  await ctx.first;
  const outcome = await withSight(ctx.house.db, sightOf(ctx), async (tx) => {
    await requireOpenVisit(tx, ctx, act);
    const done = await write(tx);
    await Promise.all([
      done.changed && writeLine(tx, ctx, { act, detail: done.detail }),
      ctx.settle?.(tx, done.value),
    ]);
    return done;
  });
  if (outcome.changed) countAct(ctx, act, [outcome.detail]);
  return { value: outcome.value, changed: outcome.changed };
}

const sightOf = (ctx: Ctx): Sight => ({ subjects: subjectIds(ctx.subject), ...proofOf(ctx.actor) });

/** @throws DomainError `signed_out` or `forbidden`, where the policy does not let this actor do this. */
export function admit(ctx: Ctx, act: Act): void {
  if (may(ctx.actor, act, ctx.subject)) return;
  throw new DomainError(ctx.actor.kind === "nobody" ? "signed_out" : "forbidden", { act });
}

/** A visit may end while a request runs: nothing more is read or written in it then. Only ending it needs none. */
async function requireOpenVisit(tx: Tx, { actor }: Ctx, act: Act): Promise<void> {
  if (actor.kind !== "staff" || !actor.visit || act === "visit.end") return;
  const { rows } = await tx.execute<{ id: string | null }>(sql`select app_visit() as id`);
  if (rows[0]?.id !== actor.visit.id) throw new DomainError("expired", { act });
}
