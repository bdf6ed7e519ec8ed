import type { Tx } from "@/db/client";
import { changed, type Outcome, unchanged } from "../access";
import { isAboutOne, mutateTogether } from "../access-together";
import type { Ctx } from "../context";
import type { Sealer } from "../customers/keys";
import { DomainError } from "../errors";
import { newId } from "../random";
import { Together, togetherIn } from "../together";
import { addressKindOf, cellKey } from "./cells";
import { canonical, type Shown, wordsElsewhere } from "./evidence";
import { appendTold, type ToldEvent } from "./ledger-write";
import { mayAct } from "./permission";
import type { Step } from "./plan";
import { refusal } from "./refusal";
import { planTold, type ToldChoice } from "./tell-plan";
import { auditLine, judgedAfter, resultOf, type Telling, type ToldResults } from "./tell-result";
import type { Judged } from "./tell-store";
import { termsInForce } from "./terms-in-force";
import { keepTexts } from "./text-store";
import { EVIDENCE } from "./write";

/** One choice with what is to become of it. */
interface Planned {
  told: ToldChoice;
  judged: Judged | null;
  plan: ReturnType<typeof planTold>;
  /** Of its event. */
  id: string;
}

/** What a system tells of one customer, ready to be written beside others. */
export interface Member {
  ctx: Ctx;
  keyId: string;
  customerId: string;
  seq: number;
  sealer: Sealer | null;
  actId: string;
  planned: Planned[];
}

/**
 * Plans what is told of one customer. Null where it cannot go with others: a customer who is made with it, a choice
 * that is asked for by a message, one that stands on another of the same call, or a person who was forgotten.
 * @throws DomainError `forbidden`.
 */
export function memberOf(ctx: Ctx, { facts, choices, admit }: Telling): Member | null {
  const { actor, house, now } = ctx;
  if (admit || facts.sealer === null || actor.kind !== "api_key") return null;
  const keys = choices.map(({ purpose, channel }) => cellKey(purpose, channel));
  if (new Set(keys).size < keys.length) return null;
  const planned = choices.map((told, index): Planned => {
    const judged = facts.cells.get(keys[index] ?? "") ?? null;
    return { told, judged, plan: planTold({ brand: house.brand, told, judged, now }), id: newId() };
  });
  const steps = planned.flatMap(({ plan }) => (typeof plan === "string" ? [] : [plan]));
  if (steps.some(({ act }) => act === "ask")) return null;
  for (const step of steps) requireMay(ctx, step);
  const { subject, seq } = facts;
  const sealer = steps.length > 0 ? facts.sealer() : null;
  return {
    ...{ ctx: { ...ctx, subject }, keyId: actor.keyId, customerId: subject.id, seq },
    ...{ sealer, actId: newId(), planned },
  };
}

function requireMay({ house }: Ctx, step: Step): void {
  const address = addressKindOf(house.brand, step.channel);
  if (!mayAct({ ...step, address, actor: "api_key" }).ok) throw new DomainError("forbidden");
}

/**
 * Writes what a system tells with whatever else it tells at this moment, in one transaction: each with its own events,
 * line of the audit, and answer. Null where something of the group was refused and nothing of it is written.
 * @throws DomainError; what a lost database throws, and then nobody knows.
 */
export function writeTogether(member: Member): Promise<ToldResults | null> {
  const { house, actor } = member.ctx;
  // By the very secret that came in: nobody writes in the shadow of another's.
  const proof = actor.kind === "api_key" ? actor.proof.toString("hex") : "";
  const make = () => new Together<Member, ToldResults | null>(writeGroup, { most: 64, lanes: 2 });
  return togetherIn(house, `choices.tell/${proof}`, make).do(member);
}

async function writeGroup(members: readonly Member[]): Promise<(ToldResults | null)[]> {
  // Two calls may name one customer in two ways: the second is told what the first did.
  const first = new Map(members.toReversed().map((member) => [member.customerId, member]));
  const group = [...first.values()];
  try {
    const done = await mutateTogether(
      group.map(({ ctx }) => ctx),
      "choice.set",
      (tx) => writeAll(tx, group),
    );
    const results = new Map(group.map((member, index) => [member, done[index] ?? null]));
    return members.map((member) => results.get(member) ?? null);
  } catch (error) {
    if (!isAboutOne(error)) throw refusal(error);
    return members.map(() => null);
  }
}

async function writeAll(tx: Tx, group: readonly Member[]): Promise<Outcome<ToldResults>[]> {
  const [one] = group;
  if (!one) return [];
  const { house } = one.ctx;
  const terms = await termsInForce(tx, one.ctx);
  const drafts = group.map((member) => draftsOf(member, terms.list));
  const shown = drafts.flatMap((own) => own.map((draft) => draft.words));
  if (shown.length > 0) await keepTexts(tx, house, [...shown, ...terms.texts]);
  const events = drafts.flatMap((own) => own.map(({ event }) => event));
  const written = await appendTold(tx, { keyId: one.keyId, events });
  return group.map((member) => outcomeOf(member, written));
}

function draftsOf(member: Member, terms: string): { event: ToldEvent; words: Shown }[] {
  const { ctx, customerId, sealer, actId } = member;
  const { brand } = ctx.house;
  let { seq } = member;
  return member.planned.flatMap(({ told, plan, id }) => {
    if (typeof plan === "string" || sealer === null) return [];
    seq += 1;
    const words = wordsElsewhere(plan);
    const event = {
      ...{ customer: customerId, seq, id, act_id: actId },
      ...{ purpose: plan.purpose.id, channel: plan.channel, act: plan.act },
      ...{ paused_until: plan.pausedUntil ?? null, shown: words.hash, brand: brand.hash, terms },
      ...{ locale: told.evidence.locale ?? ctx.locale, occurred_at: told.occurredAt },
      evidence: sealer.seal(EVIDENCE, canonical(told.evidence)).toString("base64"),
    };
    return [{ event, words }];
  });
}

function outcomeOf(
  { ctx, customerId, actId, planned }: Member,
  written: Awaited<ReturnType<typeof appendTold>>,
): Outcome<ToldResults> {
  const { now } = ctx;
  const choices = planned.map(({ told, judged, plan, id }) => {
    const event = written.get(id);
    if (event) return resultOf(told, { reason: null, judged: judgedAfter(event, judged), now });
    return resultOf(told, { reason: typeof plan === "string" ? plan : null, judged, now });
  });
  const value = { customer: { id: customerId }, choices };
  const events = planned.flatMap(({ id }) => written.get(id) ?? []);
  return events.length === 0 ? unchanged(value) : changed(value, auditLine(events, actId));
}
