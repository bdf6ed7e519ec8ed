import { byId } from "@/domain/brand";
import type { Ctx } from "../context";
import { DomainError } from "../errors";
import { chainOf } from "./book";
import type {
  AllMarketingInput,
  CellInput,
  PauseChoiceInput,
  PauseMarketingInput,
  SetChoiceInput,
  SetFrequencyInput,
  UndoActInput,
} from "./catalog";
import { type Cell, cellsOf } from "./cells";
import { planNo } from "./no";
import { endOfPause } from "./pause";
import {
  marketingCells,
  planCancel,
  planFrequency,
  planObjection,
  planOff,
  planOn,
  planPause,
  planRenew,
  planResume,
  type Situation,
  type Step,
} from "./plan";
import { readAct, readSince } from "./store";
import { countKept, planUndo } from "./undo";
import type { ChoiceResult, UndoResult } from "./view";
import { writeChoices } from "./write";

export { readAllowed } from "./allowed";
export { readBook } from "./book";
export { lowerByLink, undoByLink } from "./by-link";
export { addressKindOf, cellKey, stoppedByText } from "./cells";
export { confirmChoice, readConfirm } from "./confirm";
export { type DecisionRequest, decideMany, MOST_DECISIONS } from "./decide-many";
export { DECISION_REASONS, type Decision } from "./decision";
export { canonical, type Shown, wordsElsewhere } from "./evidence";
export { imagineChoices } from "./imagined";
export { cellKind } from "./kinds";
export { listChoices } from "./list";
export { lowerChoices, openEvidence } from "./lower";
export { planNoAgain } from "./no";
export { confirmation } from "./permission";
export { marketingCells, type Step, saysNo } from "./plan";
export { purposesOn } from "./purposes-on";
export { type ByLink, readActByLink, readByLink } from "./read-by-link";
export { type RecordedCell, readCells, readLedger } from "./record";
export { refusal } from "./refusal";
export { byOwner, type OnShelf, Shelf } from "./shelf";
export { followSignal, readSignal } from "./signal";
export { isSignal, signalPurposes } from "./signal-rules";
export { type StopTarget, stopChoices } from "./stop";
export { writeTold } from "./tell";
export { NOT_RECORDED, TOLD_STATES, type ToldChoice } from "./tell-plan";
export type { ToldResults } from "./tell-result";
export type { FactRow, Judged } from "./tell-store";
export { termsInForce } from "./terms-in-force";
export { keepTexts } from "./text-store";
export { readTold, type ToldFacts } from "./told-facts";
export { inTurn } from "./turns";
export { verifyLedger } from "./verify";
export { EVIDENCE, writeWithin } from "./write";

/** @throws DomainError `not_offered` for a purpose that the brand does not have. */
function cellOf(ctx: Ctx, { purpose, channel }: { purpose: string; channel: string }): Cell {
  const found = byId(ctx.house.brand.purposes, purpose);
  if (!found) throw new DomainError("not_offered", { purpose });
  return { purpose: found, channel };
}

const forCell =
  (plan: (situation: Situation, cell: Cell) => Step[]) =>
  async (ctx: Ctx, input: CellInput): Promise<ChoiceResult> => {
    const cell = cellOf(ctx, input);
    return writeChoices(ctx, {
      act: "choice.set",
      seen: input.seen,
      plan: (situation) => plan(situation, cell),
    });
  };

const forMarketing = (
  ctx: Ctx,
  input: AllMarketingInput,
  plan: (situation: Situation, cell: Cell) => Step[],
): Promise<ChoiceResult> =>
  writeChoices(ctx, {
    act: "choice.set",
    seen: input.seen,
    plan: (situation) => marketingCells(ctx.house.brand).flatMap((cell) => plan(situation, cell)),
  });

const pauseEnd = (ctx: Ctx, until: string): Date =>
  endOfPause(until, { now: ctx.now, timeZone: ctx.house.brand.timeZone });

const PLANS = { on: planOn, off: planOff, renew: planRenew } as const;

/**
 * Turns one purpose by one channel on or off, or renews it. With double opt-in, on is asked for by a message.
 * @throws DomainError `not_offered` (also with `reason: channel_missing`), `locked`, `invalid` where the
 * basis is not consent.
 */
export function setChoice(ctx: Ctx, input: SetChoiceInput): Promise<ChoiceResult> {
  return forCell(PLANS[input.to])(ctx, input);
}

/** Takes an asking back before its link is used. Nothing where nothing waits. */
export const cancelPending = forCell(planCancel);

/** Objects to what is done without consent; it stops at once. */
export const objectTo = forCell((situation, cell) => planObjection(situation, cell, "object"));

/** Takes an objection back. */
export const withdrawObjection = forCell((situation, cell) => planObjection(situation, cell, "unobject"));

/** Ends a pause now. */
export const resumeChoice = forCell(planResume);

/**
 * Holds back what is on until the start of that day by the brand's calendar.
 * @throws DomainError `invalid` for a day that is over or more than five years away.
 */
export async function pauseChoice(ctx: Ctx, input: PauseChoiceInput): Promise<ChoiceResult> {
  const until = pauseEnd(ctx, input.until);
  return forCell((situation, cell) => planPause(situation, cell, until))(ctx, input);
}

/** Pauses all marketing that is on, as one act. @throws DomainError `invalid`, as `pauseChoice`. */
export async function pauseMarketing(ctx: Ctx, input: PauseMarketingInput): Promise<ChoiceResult> {
  const until = pauseEnd(ctx, input.until);
  return forMarketing(ctx, input, (situation, cell) => planPause(situation, cell, until));
}

/** Ends every pause of marketing, as one act. */
export const resumeMarketing = (ctx: Ctx, input: AllMarketingInput): Promise<ChoiceResult> =>
  forMarketing(ctx, input, planResume);

/** Stops all marketing, as one act: consent is withdrawn, interests are objected to, askings cancelled. */
export const stopMarketing = (ctx: Ctx, input: AllMarketingInput): Promise<ChoiceResult> =>
  forMarketing(ctx, input, planNo);

/** Sets how often, for all channels of a purpose. @throws DomainError `not_offered`. */
export async function setFrequency(ctx: Ctx, input: SetFrequencyInput): Promise<ChoiceResult> {
  const { purpose } = cellOf(ctx, { purpose: input.purpose, channel: "" });
  return writeChoices(ctx, {
    act: "choice.set",
    seen: input.seen,
    plan: (situation) => planFrequency(situation, cellsOf(purpose), input.frequency),
  });
}

/**
 * Puts back just what one of the person's own acts changed, within ten minutes and where nothing newer
 * stands on it.
 * @throws DomainError `not_found`, `expired`, `invalid`.
 */
export async function undoAct(ctx: Ctx, input: UndoActInput): Promise<UndoResult> {
  let kept = 0;
  const result = await writeChoices(ctx, {
    act: "choice.undo",
    seen: input.seen,
    plan: async (situation, tx) => {
      const events = await readAct(tx, chainOf(ctx), input.act);
      const steps = planUndo(situation, events);
      kept = countKept(events, { steps, since: await readSince(tx, chainOf(ctx), events[0]?.seq ?? 0) });
      return steps;
    },
  });
  return { ...result, kept };
}
