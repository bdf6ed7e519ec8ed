import { type Tx, withSight } from "@/db/client";
import { admit, type Outcome } from "./access";
import { type AuditDetail, insertLines, lineOf } from "./access-line";
import { type Actor, type Ctx, proofOf, subjectIds } from "./context";
import { DomainError } from "./errors";
import { countAct } from "./meter";
import type { Act } from "./policy";

/** What a write about several customers came to: each who was touched has a line of their own. */
export interface Outcomes<T> {
  value: T;
  /** Of each customer who was written about; nobody: nothing was. */
  lines: ReadonlyMap<string, AuditDetail>;
}

interface Each<T> {
  subjects: readonly string[];
  /** Keyed hash of the number that all of them have, where it is about that. */
  lookup?: Buffer;
  write: (tx: Tx) => Promise<Outcomes<T>>;
}

/** Who speaks of several customers at once; and staff who say what a text from a number meant. */
const OF_SEVERAL: ReadonlySet<string> = new Set(["api_key", "system", "text"]);

/**
 * The door for writing about several customers in one transaction, for systems and for texts from a number: nobody
 * who acts for one person comes through it. Each customer written about gets their own audit line, or nothing is written.
 * @throws DomainError `signed_out`, `forbidden`, or what the write throws.
 */
export async function mutateEach<T>(ctx: Ctx, act: Act, { subjects, lookup, write }: Each<T>): Promise<T> {
  admit({ ...ctx, subject: null }, act);
  if (!OF_SEVERAL.has(ctx.actor.kind) && act !== "text.decide") throw new DomainError("forbidden", { act });
  await ctx.first;
  const number = lookup ? { lookup } : {};
  const done = await withSight(ctx.house.db, { subjects, ...number, ...proofOf(ctx.actor) }, async (tx) => {
    const outcomes = await write(tx);
    const rows = [...outcomes.lines].map(([id, detail]) =>
      lineOf({ ...ctx, subject: { id, linked: [] } }, { act, detail }),
    );
    await Promise.all([rows.length > 0 && insertLines(tx, rows), ctx.settle?.(tx, outcomes.value)]);
    return outcomes;
  });
  countAct(ctx, act, [...done.lines.values()]);
  return done.value;
}

/** Something of a group could not be ended, such as an answer that somebody else had kept; nothing of it is written. */
class Hindered extends Error {
  override name = "Hindered";
}

/**
 * The door for several calls of one system in one transaction, each about a customer of its own: each gets the audit
 * line and the end that it would have by itself, or nothing of any is written. See `isAboutOne`.
 * @throws DomainError `signed_out`, `forbidden`, or what the write throws.
 */
export async function mutateTogether<T>(
  calls: readonly Ctx[],
  act: Act,
  write: (tx: Tx) => Promise<readonly Outcome<T>[]>,
): Promise<T[]> {
  const [one] = calls;
  if (!one) return [];
  for (const ctx of calls) {
    admit(ctx, act);
    if (!isSameKey(ctx.actor, one.actor)) throw new DomainError("forbidden", { act });
    await ctx.first;
  }
  const subjects = calls.flatMap(({ subject }) => subjectIds(subject));
  const outcomes = await withSight(one.house.db, { subjects, ...proofOf(one.actor) }, async (tx) => {
    const outcomes = await write(tx);
    const lines = calls.flatMap((ctx, index) => {
      const outcome = outcomes[index];
      return outcome?.changed ? [lineOf(ctx, { act, detail: outcome.detail })] : [];
    });
    const ends = calls.map((ctx, index) => ctx.settle?.(tx, outcomes[index]?.value));
    const hindered = (cause: unknown) => {
      throw new Hindered("an end failed", { cause });
    };
    await Promise.all([lines.length > 0 && insertLines(tx, lines), Promise.all(ends).catch(hindered)]);
    return outcomes;
  });
  for (const outcome of outcomes) if (outcome.changed) countAct(one, act, [outcome.detail]);
  return outcomes.map(({ value }) => value);
}

const isSameKey = (actor: Actor, other: Actor): boolean =>
  actor.kind === "api_key" && other.kind === "api_key" && actor.proof.equals(other.proof);

/** Refusals of what was to be written; anything else, such as a lost connection, says nothing about any one of a group. */
const ABOUT_ONE = /^(FT|21|22|23|40)/;

/** Whether a group failed for one of it, so that the others may succeed by themselves. Nothing of it is written then. */
export function isAboutOne(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause)
    if (at.name === "Hindered" || ("code" in at && ABOUT_ONE.test(String(at.code)))) return true;
  return false;
}
