import { byId } from "@/domain/brand";
import type { Ctx } from "../context";
import { DomainError } from "../errors";
import { chainOf } from "./book";
import { type Cell, cellsOf, recordedFor } from "./cells";
import { cellKind } from "./kinds";
import { planNo, planNoAgain } from "./no";
import { endOfPause, pauseOptions } from "./pause";
import { marketingCells, planPause, type Situation, type Step, stand } from "./plan";
import { type LedgerEvent, readAct, readSince } from "./store";
import { countKept, undoUntil } from "./undo";
import type { ChoiceResult, UndoResult } from "./view";
import { writeChoices } from "./write";

/** One purpose by one channel, as a link names it; "" is the one switch. */
export interface LinkTarget {
  purpose: string;
  channel: string;
}

/** What the holder of a link may ask for. */
export type LinkAct = "stop" | "monthly" | "pause" | "all";

const OFTEN = ["every", "weekly", "monthly"];

/** The cell that a link names. @throws DomainError `gone` for a purpose that the brand no longer has. */
export function cellOf(ctx: Ctx, { purpose, channel }: LinkTarget): Cell {
  const found = byId(ctx.house.brand.purposes, purpose);
  if (!found) throw new DomainError("gone");
  return { purpose: found, channel };
}

/** The day that a pause by a link ends, YYYY-MM-DD: the first that Your choices offers. */
export const pauseDay = (ctx: Ctx): string => pauseOptions(ctx.now, ctx.house.brand.timeZone)[0]?.until ?? "";

/** Once a month where it is more often now; one setting for all channels of the purpose. */
export function planMonthly(situation: Situation, cell: Cell): Step[] {
  if (!cell.purpose.frequency.includes("monthly") || !stand(situation, cell).chosen) return [];
  return cellsOf(cell.purpose)
    .filter((one) => {
      const { frequency } = stand(situation, one);
      return frequency !== null && OFTEN.indexOf(frequency) < OFTEN.indexOf("monthly");
    })
    .map((one) => ({ ...one, act: "frequency" as const, frequency: "monthly" as const }));
}

/** A pause only where it ends later than one that holds already. */
export function planLongerPause(ctx: Ctx, situation: Situation, cell: Cell): Step[] {
  const now = stand(situation, cell);
  const until = endOfPause(pauseDay(ctx), { now: ctx.now, timeZone: ctx.house.brand.timeZone });
  const held = recordedFor(situation.book, cell)?.pausedUntil ?? null;
  if (now.locked || !now.offered || (held !== null && held >= until)) return [];
  return planPause(situation, cell, until);
}

function planOf(ctx: Ctx, act: LinkAct, cell: Cell): (situation: Situation) => Step[] {
  if (act === "monthly") return (situation) => planMonthly(situation, cell);
  if (act === "pause") return (situation) => planLongerPause(ctx, situation, cell);
  if (act === "stop") return (situation) => planNoAgain(situation, cell);
  return (situation) => marketingCells(ctx.house.brand).flatMap((one) => planNo(situation, one));
}

/**
 * What the holder of a link asks for, as one act. Nothing of it raises; what is so already is not written again.
 * @throws DomainError `gone`, `forbidden`; as `writeChoices`.
 */
export async function lowerByLink(
  ctx: Ctx,
  { act, target }: { act: LinkAct; target: LinkTarget },
): Promise<ChoiceResult> {
  const plan = planOf(ctx, act, cellOf(ctx, target));
  return writeChoices(ctx, { act: "choice.lower", plan });
}

/**
 * Puts back just what one act by a link changed, where nothing newer stands on it.
 * @throws DomainError `expired` after ten minutes, `not_found`; as `writeChoices`.
 */
export async function undoByLink(ctx: Ctx, act: string): Promise<UndoResult> {
  let kept = 0;
  const result = await writeChoices(ctx, {
    act: "choice.undo",
    plan: async (situation, tx) => {
      const events = await readAct(tx, chainOf(ctx), act);
      if (!events[0]) throw new DomainError("not_found");
      if (undoUntil(events[0].at) < ctx.now) throw new DomainError("expired");
      const steps = events
        .filter((event) => isNewest(situation, event))
        .flatMap((event) => stepBack(ctx, event));
      kept = countKept(events, { steps, since: await readSince(tx, chainOf(ctx), events[0].seq) });
      return steps;
    },
  });
  return { ...result, kept };
}

/** Whether nothing newer stands on the cell of an event. */
export const isNewest = ({ book }: Situation, event: LedgerEvent): boolean =>
  book.choices.get(`${event.purpose}/${event.channel}`)?.seq === event.seq;

function stepBack(ctx: Ctx, event: LedgerEvent): Step[] {
  const purpose = byId(ctx.house.brand.purposes, event.purpose);
  if (!purpose || cellKind(purpose, event.channel) === "locked") return [];
  return [{ purpose, channel: event.channel, act: "undo", undoes: event.seq }];
}
