import { sql } from "drizzle-orm";
import { v7 as uuid } from "uuid";
import { type Sight, type Tx, withSight } from "@/db/client";
import { audit, NOBODY } from "@/db/schema/audit";
import { type Actor, type Ctx, proofOf, subjectIds } from "./context";
import { DomainError } from "./errors";
import { countAct } from "./meter";
import { type Act, may } from "./policy";

/** What the audit says besides who, whose, when and which act. Names of things, never values. */
export type AuditDetail = Record<string, string | number | boolean | null | string[]>;

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
      done.changed && writeAudit(tx, ctx, { act, detail: done.detail }),
      ctx.settle?.(tx, done.value),
    ]);
    return done;
  });
  if (outcome.changed) countAct(ctx, act, [outcome.detail]);
  return { value: outcome.value, changed: outcome.changed };
}

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

const sightOf = (ctx: Ctx): Sight => ({ subjects: subjectIds(ctx.subject), ...proofOf(ctx.actor) });

function admit(ctx: Ctx, act: Act): void {
  if (may(ctx.actor, act, ctx.subject)) return;
  throw new DomainError(ctx.actor.kind === "nobody" ? "signed_out" : "forbidden", { act });
}

/** A visit may end while a request runs: nothing more is read or written in it then. Only ending it needs none. */
async function requireOpenVisit(tx: Tx, { actor }: Ctx, act: Act): Promise<void> {
  if (actor.kind !== "staff" || !actor.visit || act === "visit.end") return;
  const { rows } = await tx.execute<{ id: string | null }>(sql`select app_visit() as id`);
  if (rows[0]?.id !== actor.visit.id) throw new DomainError("expired", { act });
}

async function writeAudit(tx: Tx, ctx: Ctx, line: { act: Act; detail: AuditDetail }): Promise<void> {
  await tx.insert(audit).values(lineOf(ctx, line)).prepare("audit.line").execute();
}

/** By a function that keeps its plan: reading and planning the statement took as long as doing it. */
async function insertLines(tx: Tx, lines: readonly ReturnType<typeof lineOf>[]): Promise<void> {
  await tx.execute(sql`select audit_lines(${JSON.stringify(lines)})`);
}

const lineOf = (ctx: Ctx, line: { act: Act; detail: AuditDetail }) => ({
  customerId: ctx.subject?.id ?? NOBODY,
  id: uuid(),
  actorKind: ctx.actor.kind,
  actorId: actorId(ctx.actor),
  act: line.act,
  detail: { ...line.detail, ...through(ctx.actor) },
  requestId: ctx.requestId,
});

/** What a visit adds to each of its lines, so that none of them stands alone, and a key: its name. */
function through(actor: Actor): AuditDetail {
  if (actor.kind === "api_key") return { key: actor.name };
  return actor.kind === "staff" && actor.visit ? { visit: actor.visit.id, ticket: actor.visit.ticket } : {};
}

function actorId(actor: Actor): string {
  switch (actor.kind) {
    case "nobody":
      return "";
    case "customer":
      return actor.customerId;
    case "token":
      return actor.tokenId;
    case "staff":
      return actor.staffId;
    case "api_key":
      return actor.keyId;
    case "text":
      return actor.textId;
    case "privacy_officer":
      return actor.id;
    case "system":
      return actor.job;
  }
}
