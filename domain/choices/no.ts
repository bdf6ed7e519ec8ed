import { type Cell, recordedFor } from "./cells";
import { cellKind } from "./kinds";
import { planStop, type Situation, type Step, saysNo } from "./plan";

/**
 * A no of the person's own, also where nothing was said before: what a system tells later of an older yes then
 * meets it in the ledger and is older. A no that stands is not written again.
 */
export function planNo(situation: Situation, cell: Cell): Step[] {
  const state = recordedFor(situation.book, cell)?.state ?? "unset";
  const isSwitch = cellKind(cell.purpose, cell.channel) === "switch";
  if (!isSwitch || state === "pending" || saysNo(state)) return planStop(situation, cell);
  return [{ ...cell, act: "withdraw" }];
}

/** A second press of the same button, and a mail program that tries again, come within it. */
const AGAIN_MS = 60 * 60_000;

/** Who stops what was stopped long ago was sent something all the same: their no counts from now on. */
export function planNoAgain(situation: Situation, cell: Cell): Step[] {
  const steps = planNo(situation, cell);
  const kind = cellKind(cell.purpose, cell.channel);
  const since = recordedFor(situation.book, cell)?.since?.getTime();
  if (steps.length > 0 || since === undefined || situation.now.getTime() - since < AGAIN_MS) return steps;
  if (kind === "switch") return [{ ...cell, act: "withdraw" }];
  return kind === "objection" ? [{ ...cell, act: "object" }] : [];
}
