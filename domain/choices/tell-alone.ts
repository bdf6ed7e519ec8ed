import type { Tx } from "@/db/client";
import { changed, mutate, type Outcome, unchanged } from "../access";
import { matchLocale } from "../brand";
import type { Ctx } from "../context";
import type { Sealer } from "../customers/keys";
import { DomainError } from "../errors";
import { newId } from "../random";
import { openAddress } from "./addresses";
import { askByMessage } from "./asking";
import { addressKindOf, cellKey } from "./cells";
import { canonical, wordsElsewhere } from "./evidence";
import { mayAct } from "./permission";
import type { Step } from "./plan";
import { refusal } from "./refusal";
import { append, type LedgerEvent } from "./store";
import { planTold, type ToldChoice } from "./tell-plan";
import {
  auditLine,
  judgedAfter,
  resultOf,
  type Telling,
  type ToldResult,
  type ToldResults,
} from "./tell-result";
import type { Judged } from "./tell-store";
import { termsInForce } from "./terms-in-force";
import { keepTexts } from "./text-store";
import type { ToldFacts } from "./told-facts";
import { EVIDENCE } from "./write";

/** Something was written between reading and writing: read again. */
export class Moved extends Error {
  override name = "Moved";
}

/**
 * Writes what a system tells of one customer, in the order told, all in one transaction with its audit line. Each
 * is judged by what stands and by those before it; what is not written says why.
 * @throws Moved when somebody else wrote to the same chain meanwhile; DomainError `forbidden`, `gone`.
 */
export async function writeAlone(ctx: Ctx, telling: Telling): Promise<ToldResults> {
  const { facts } = telling;
  const work = async (tx: Tx): Promise<Outcome<ToldResults>> => {
    const sealer = (await telling.admit?.(tx)) ?? facts.sealer?.() ?? null;
    const writing: Writing = {
      tx,
      ctx,
      facts,
      sealer,
      actId: newId(),
      events: [],
      cells: new Map(facts.cells),
    };
    const results: ToldResults = { customer: { id: facts.subject.id }, choices: [] };
    for (const told of telling.choices) results.choices.push(await tellOne(writing, told));
    if (writing.events.length === 0 && !telling.admit) return unchanged(results);
    return changed(results, auditLine(writing.events, writing.actId));
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
