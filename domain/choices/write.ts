import type { Tx } from "@/db/client";
import { changed, mutate, type Outcome, unchanged } from "../access";
import type { Ctx } from "../context";
import { customerSealer } from "../customers/keys";
import { DomainError } from "../errors";
import { type Act, whoIs } from "../policy";
import { newId } from "../random";
import { askByMessage } from "./asking";
import { chainOf, readBook } from "./book";
import { addressKindOf, type Book } from "./cells";
import { canonical, type Shown, wordsElsewhere, wordsShown } from "./evidence";
import { mayAct } from "./permission";
import type { Situation, Step } from "./plan";
import { toChange } from "./present";
import { refusal } from "./refusal";
import { append, type LedgerEvent, lockLedger, readSince } from "./store";
import { termsInForce } from "./terms-in-force";
import { keepTexts } from "./text-store";
import { inTurn } from "./turns";
import type { ChoiceResult } from "./view";

/** What a verb wants written, decided under the lock so that the order is one. */
export type Plan = (situation: Situation, tx: Tx) => Step[] | Promise<Step[]>;

interface WriteOptions extends WithinOptions {
  act: Extract<Act, `choice.${string}`>;
}

interface WithinOptions {
  /** Ledger position that the form was drawn at. */
  seen?: number | undefined;
  plan: Plan;
  /** What staff or a system brings as proof, and when it happened; sealed with the person's key. */
  told?: Told;
  /** Which browser's signal speaks, by the row that is kept of it; the customer's session stands behind it. */
  signal?: string;
}

/** Who said what to whom, how and when, as it was told to us. */
export interface Told {
  evidence: Record<string, string>;
  occurredAt: Date;
}

/**
 * The one way into the ledger: waits for this customer's turn, reads, plans, judges each step, appends, and
 * asks by message where that is needed, all in one transaction. Nothing planned is nothing written.
 * @throws DomainError `not_offered`, `locked`, `forbidden`, `invalid`, `signed_out`, `conflict`, `expired`.
 */
export async function writeChoices(ctx: Ctx, options: WriteOptions): Promise<ChoiceResult> {
  const work = (tx: Tx) => writeWithin(tx, ctx, options);
  try {
    return (await inTurn(chainOf(ctx), () => mutate(ctx, options.act, work))).value;
  } catch (error) {
    throw refusal(error);
  }
}

/** The same in a transaction that writes more than this, and keeps its own line of the audit. */
export async function writeWithin(
  tx: Tx,
  ctx: Ctx,
  { seen, plan, told, signal }: WithinOptions,
): Promise<Outcome<ChoiceResult>> {
  const chain = chainOf(ctx);
  await lockLedger(tx, chain);
  const book = await readBook(tx, ctx);
  const others = await readSince(tx, chain, Math.min(seen ?? book.seen, book.seen));
  const steps = await plan({ brand: ctx.house.brand, book, now: ctx.now }, tx);
  for (const step of steps) judge(ctx, step);
  const events = await appendAll(tx, ctx, { chain, steps, told, signal });
  const value = toResult(ctx, { book, events, others });
  return events.length === 0 ? unchanged(value) : changed(value, auditLine(events));
}

function judge(ctx: Ctx, step: Step): void {
  const answer = mayAct({
    purpose: step.purpose,
    channel: step.channel,
    address: addressKindOf(ctx.house.brand, step.channel),
    act: step.act,
    actor: whoIs(ctx.actor),
  });
  if (!answer.ok) throw new DomainError(answer.code, { purpose: step.purpose.id, channel: step.channel });
}

interface Planned {
  chain: string;
  steps: Step[];
  told: Told | undefined;
  signal: string | undefined;
}

async function appendAll(tx: Tx, ctx: Ctx, { chain, steps, told, signal }: Planned): Promise<LedgerEvent[]> {
  if (steps.length === 0) return [];
  const { brand } = ctx.house;
  const shown = steps.map((step) =>
    signal || ctx.actor.kind === "text" ? wordsElsewhere(step) : wordsShown(brand, step, ctx.locale),
  );
  const terms = await termsInForce(tx, ctx);
  await keepTexts(tx, ctx.house, [...shown, ...terms.texts]);
  const same = {
    customerId: chain,
    actId: newId(),
    locale: ctx.locale,
    brandHash: brand.hash,
    evidence: told ? await sealEvidence(tx, ctx, { chain, told }) : null,
    occurredAt: told?.occurredAt ?? null,
    ...(signal ? ofSignal(signal) : credit(ctx)),
  };
  const events: LedgerEvent[] = [];
  for (const [index, step] of steps.entries()) {
    const event = await append(tx, { ...same, ...fields(step, shown[index]), terms: terms.list });
    if (event.act === "ask") await askByMessage(tx, ctx, event);
    events.push(event);
  }
  return events;
}

const fields = (step: Step, shown: Shown | undefined) => ({
  purpose: step.purpose.id,
  channel: step.channel,
  act: step.act,
  undoes: step.undoes ?? null,
  pausedUntil: step.pausedUntil ?? null,
  frequency: step.frequency ?? null,
  shownHash: shown?.hash ?? "",
});

/** What the sealed evidence is bound to, so that it opens nowhere else. */
export const EVIDENCE = "choice_events.evidence";

async function sealEvidence(
  tx: Tx,
  ctx: Ctx,
  { chain, told }: { chain: string; told: Told },
): Promise<Buffer> {
  const sealer = await customerSealer(tx, ctx.house.keys, chain);
  return sealer.seal(EVIDENCE, canonical(told.evidence));
}

/** A browser speaks for the customer, who is signed in there; the ledger asks for both. */
const ofSignal = (id: string) => ({
  actor: { kind: "signal" as const, id },
  via: { kind: "signal" as const, id },
});

/** Who acts and through what, as the ledger names it. */
function credit({ actor }: Ctx) {
  if (actor.kind === "customer")
    return {
      actor: { kind: actor.kind, id: actor.customerId },
      via: { kind: "session" as const, id: actor.sessionId },
    };
  if (actor.kind === "staff" && actor.visit)
    return {
      actor: { kind: actor.kind, id: actor.staffId },
      via: { kind: "visit" as const, id: actor.visit.id },
    };
  if (actor.kind === "api_key")
    return { actor: { kind: actor.kind, id: actor.keyId }, via: { kind: actor.kind, id: actor.keyId } };
  if (actor.kind === "text")
    return { actor: { kind: actor.kind, id: actor.textId }, via: { kind: actor.kind, id: actor.textId } };
  if (actor.kind === "token")
    return { actor: { kind: actor.kind, id: actor.tokenId }, via: { kind: actor.kind, id: actor.tokenId } };
  throw new DomainError("forbidden");
}

function toResult(
  ctx: Ctx,
  { book, events, others }: { book: Book; events: LedgerEvent[]; others: LedgerEvent[] },
): ChoiceResult {
  const reader = { brand: ctx.house.brand, book, locale: ctx.locale, now: ctx.now };
  return {
    changed: events.length > 0,
    act: events[0]?.actId ?? null,
    seen: events.at(-1)?.seq ?? book.seen,
    changes: events.map((event) => toChange(reader, event)),
    sinceYouLooked: others.map((event) => toChange(reader, event)),
  };
}

const auditLine = (events: LedgerEvent[]) => ({
  act: events[0]?.actId ?? "",
  changes: events.map(({ purpose, channel, act }) => [act, purpose, channel].filter(Boolean).join(" ")),
  seq: events.at(-1)?.seq ?? 0,
});
