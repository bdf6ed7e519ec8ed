import { v7 as uuid } from "uuid";
import type { Tx } from "@/db/client";
import { changed, mutate, type Outcome, unchanged } from "../access";
import type { Ctx } from "../context";
import { DomainError } from "../errors";
import type { Act } from "../policy";
import { askByMessage } from "./asking";
import { chainOf, readBook } from "./book";
import { addressKindOf, type Book } from "./cells";
import { keptTerms, type Shown, wordsShown } from "./evidence";
import { mayAct } from "./permission";
import type { Situation, Step } from "./plan";
import { toChange } from "./present";
import { refusal } from "./refusal";
import { append, type LedgerEvent, lockLedger, readSince } from "./store";
import { keepTexts } from "./text-store";
import { inTurn } from "./turns";
import type { ChoiceResult } from "./view";

/** What a verb wants written, decided under the lock so that the order is one. */
export type Plan = (situation: Situation, tx: Tx) => Step[] | Promise<Step[]>;

interface WriteOptions {
  act: Extract<Act, `choice.${string}`>;
  /** Ledger position that the form was drawn at. */
  seen?: number | undefined;
  plan: Plan;
}

/**
 * The one way into the ledger: waits for this customer's turn, reads, plans, judges each step, appends, and
 * asks by message where that is needed, all in one transaction. Nothing planned is nothing written.
 * @throws DomainError `not_offered`, `locked`, `forbidden`, `invalid`, `signed_out`, `conflict`, `expired`.
 */
export async function writeChoices(ctx: Ctx, { act, seen, plan }: WriteOptions): Promise<ChoiceResult> {
  const chain = chainOf(ctx);
  const work = async (tx: Tx): Promise<Outcome<ChoiceResult>> => {
    await lockLedger(tx, chain);
    const book = await readBook(tx, ctx);
    const others = await readSince(tx, chain, Math.min(seen ?? book.seen, book.seen));
    const steps = await plan({ brand: ctx.house.brand, book, now: ctx.now }, tx);
    for (const step of steps) judge(ctx, step);
    const events = await appendAll(tx, ctx, { chain, steps });
    const value = toResult(ctx, { book, events, others });
    return events.length === 0 ? unchanged(value) : changed(value, auditLine(events));
  };
  try {
    return (await inTurn(chain, () => mutate(ctx, act, work))).value;
  } catch (error) {
    throw refusal(error);
  }
}

function judge(ctx: Ctx, step: Step): void {
  const answer = mayAct({
    purpose: step.purpose,
    channel: step.channel,
    address: addressKindOf(ctx.house.brand, step.channel),
    act: step.act,
    actor: ctx.actor.kind,
  });
  if (!answer.ok) throw new DomainError(answer.code, { purpose: step.purpose.id, channel: step.channel });
}

async function appendAll(
  tx: Tx,
  ctx: Ctx,
  { chain, steps }: { chain: string; steps: Step[] },
): Promise<LedgerEvent[]> {
  if (steps.length === 0) return [];
  const { brand } = ctx.house;
  const shown = steps.map((step) => wordsShown(brand, step, ctx.locale));
  const terms = keptTerms(brand, ctx.now);
  await keepTexts(tx, [...shown, ...terms.texts]);
  const same = {
    customerId: chain,
    actId: uuid(),
    locale: ctx.locale,
    brandHash: brand.hash,
    ...credit(ctx),
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

/** Who acts and through what, as the ledger names it. */
function credit({ actor }: Ctx) {
  if (actor.kind === "customer")
    return {
      actor: { kind: actor.kind, id: actor.customerId },
      via: { kind: "session" as const, id: actor.sessionId },
    };
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
