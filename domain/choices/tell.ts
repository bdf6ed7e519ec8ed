import { v7 as uuid } from "uuid";
import type { Tx } from "@/db/client";
import { changed, mutate, type Outcome, unchanged } from "../access";
import { matchLocale } from "../brand";
import type { Ctx } from "../context";
import type { Sealer } from "../customers/keys";
import { DomainError } from "../errors";
import { openAddress } from "./addresses";
import { askByMessage } from "./asking";
import { addressKindOf, cellKey } from "./cells";
import type { Position } from "./decision";
import { canonical, wordsElsewhere } from "./evidence";
import { mayAct } from "./permission";
import type { Step } from "./plan";
import { refusal } from "./refusal";
import { append, type LedgerEvent } from "./store";
import { type NotRecorded, planTold, type ToldChoice } from "./tell-plan";
import { type Judged, positionOf, type ToldFacts } from "./tell-store";
import { termsInForce } from "./terms-in-force";
import { keepTexts } from "./text-store";
import { EVIDENCE } from "./write";

/** What became of one choice that a system told. */
export interface ToldResult {
  purpose: string;
  channel: string;
  recorded: boolean;
  reason: NotRecorded | null;
  /** Where the customer's choice stands now. */
  state: Judged["state"] | "paused";
  /** The event that says so; null: nothing is recorded. */
  ledger: Position | null;
}

/** What became of all that was told of one customer, in the order told. */
export interface ToldResults {
  customer: { id: string };
  choices: ToldResult[];
}

/** Something was written between reading and writing: read again. */
export class Moved extends Error {
  override name = "Moved";
}

export interface Telling {
  facts: ToldFacts;
  choices: readonly ToldChoice[];
  /** Makes the customer in the same transaction, where they are new. */
  admit?: (tx: Tx) => Promise<Sealer>;
}

/**
 * Writes what a system tells of one customer, in the order told, all in one transaction with its audit line. Each
 * is judged by what stands and by those before it; what is not written says why.
 * @throws Moved when somebody else wrote to the same chain meanwhile; DomainError `forbidden`, `gone`.
 */
export async function writeTold(ctx: Ctx, telling: Telling): Promise<ToldResults> {
  const { facts } = telling;
  const work = async (tx: Tx): Promise<Outcome<ToldResults>> => {
    const sealer = (await telling.admit?.(tx)) ?? facts.sealer;
    const writing: Writing = {
      tx,
      ctx,
      facts,
      sealer,
      actId: uuid(),
      events: [],
      cells: new Map(facts.cells),
    };
    const results: ToldResults = { customer: { id: facts.subject.id }, choices: [] };
    for (const told of telling.choices) results.choices.push(await tellOne(writing, told));
    if (writing.events.length === 0 && !telling.admit) return unchanged(results);
    return changed(results, auditLine(writing));
  };
  try {
    return (await mutate({ ...ctx, subject: facts.subject }, "choice.set", work)).value;
  } catch (error) {
    throw refusal(error);
  }
}

interface Writing {
  tx: Tx;
  ctx: Ctx;
  facts: ToldFacts;
  sealer: Sealer | null;
  actId: string;
  events: LedgerEvent[];
  cells: Map<string, Judged>;
}

async function tellOne(writing: Writing, told: ToldChoice): Promise<ToldResult> {
  const { ctx, cells } = writing;
  const { now } = ctx;
  const { brand } = ctx.house;
  const key = cellKey(told.purpose, told.channel);
  const judged = cells.get(key) ?? null;
  const plan = planTold({ brand, told, judged, now });
  if (typeof plan === "string") return resultOf(told, { reason: plan, judged, now });
  const event = await appendTold(writing, { told, step: plan });
  if (event === null) return resultOf(told, { reason: "channel_missing", judged, now });
  const after = judgedAfter(event, judged);
  cells.set(key, after);
  return resultOf(told, { reason: null, judged: after, now });
}

/** Null where a link had to be sent and there is no address. */
async function appendTold(
  writing: Writing,
  { told, step }: { told: ToldChoice; step: Step },
): Promise<LedgerEvent | null> {
  const { tx, ctx, facts, sealer, actId, events } = writing;
  const { actor } = ctx;
  const { brand } = ctx.house;
  const address = addressKindOf(brand, step.channel);
  const may = mayAct({ ...step, address, actor: "api_key" });
  if (actor.kind !== "api_key" || !may.ok) throw new DomainError("forbidden");
  if (!sealer) throw new DomainError("gone");
  const theirs = {
    ...ctx,
    subject: facts.subject,
    locale: matchLocale(told.evidence.locale ?? "", brand.locales) ?? ctx.locale,
  };
  if (step.act === "ask" && address && (await openAddress(tx, theirs, address)) === null) return null;
  const shown = wordsElsewhere(step);
  const terms = await termsInForce(tx, ctx);
  await keepTexts(tx, ctx.house, [shown, ...terms.texts]);
  const key = { kind: actor.kind, id: actor.keyId };
  const event = await append(tx, {
    ...{
      customerId: facts.subject.id,
      actId,
      purpose: step.purpose.id,
      channel: step.channel,
      act: step.act,
    },
    ...{ undoes: null, pausedUntil: step.pausedUntil ?? null, frequency: null, actor: key, via: key },
    ...{ shownHash: shown.hash, locale: told.evidence.locale ?? ctx.locale, brandHash: brand.hash },
    ...{ terms: terms.list, occurredAt: told.occurredAt },
    evidence: sealer.seal(EVIDENCE, canonical(told.evidence)),
  });
  if (event.seq !== facts.seq + events.length + 1) throw new Moved();
  if (event.act === "ask") await askByMessage(tx, theirs, event);
  events.push(event);
  return event;
}

function judgedAfter(event: LedgerEvent, before: Judged | null): Judged {
  const decides = event.act !== "pause";
  return {
    ...event,
    hash: event.hash.toString("hex"),
    decidedAt: decides ? event.since : (before?.decidedAt ?? null),
    decidedHere: decides ? false : (before?.decidedHere ?? false),
    actedHereAt: before?.actedHereAt ?? null,
  };
}

function resultOf(
  { purpose, channel }: ToldChoice,
  { reason, judged, now }: { reason: NotRecorded | null; judged: Judged | null; now: Date },
): ToldResult {
  const paused = judged?.pausedUntil != null && judged.pausedUntil > now;
  const state = judged?.state ?? "unset";
  const on = state === "granted" || state === "not_objected" || state === "unset";
  return {
    ...{ purpose, channel, recorded: reason === null, reason },
    state: paused && on ? "paused" : state,
    ledger: judged && positionOf(judged),
  };
}

const auditLine = ({ events, actId }: Writing) => ({
  act: actId,
  changes: events.map(({ purpose, channel, act }) => [act, purpose, channel].filter(Boolean).join(" ")),
  seq: events.at(-1)?.seq ?? 0,
});
