import type { Brand } from "@/domain/brand";
import { DomainError } from "../errors";
import { addressKindOf, addressStateOf, type Book, type Cell, cellsOf, recordedFor, stopOf } from "./cells";
import { cellKind } from "./kinds";
import { confirmation } from "./permission";
import { type Standing, standing } from "./rules";
import type { ChoiceAct, ChoiceState, Frequency } from "./states";

/** One event to be written. */
export interface Step extends Cell {
  act: ChoiceAct;
  pausedUntil?: Date;
  frequency?: Frequency;
  /** Ledger position of the event that an undo takes back. */
  undoes?: number;
}

/** What planning looks at: pure, so that it can be asked again under the lock. */
export interface Situation {
  brand: Brand;
  book: Book;
  now: Date;
}

/** Where a cell stands for this person now. */
export function stand({ brand, book, now }: Situation, cell: Cell): Standing {
  return standing({
    purpose: cell.purpose,
    channel: cell.channel,
    choice: recordedFor(book, cell),
    address: addressStateOf(brand, book, cell.channel),
    stop: stopOf(brand, book, cell.channel)?.state ?? null,
    now,
    timeZone: brand.timeZone,
  });
}

/** Turning on: by one act, or by asking where the address must be proved. Nothing where it is on already. */
export function planOn(situation: Situation, cell: Cell): Step[] {
  const now = stand(situation, cell);
  if (now.kind === "switch" && (now.chosen || now.waiting)) return [];
  refuseStopped(now);
  if (now.kind === "switch" && addressStateOf(situation.brand, situation.book, cell.channel) === "missing")
    throw new DomainError("not_offered", { reason: "channel_missing" });
  const address = addressKindOf(situation.brand, cell.channel);
  const proof = confirmation({ purpose: cell.purpose, channel: cell.channel, address });
  return [{ ...cell, act: proof === "none" ? "grant" : "ask" }];
}

/** A yes to a channel that was told stop would be a promise that the carrier does not keep. */
function refuseStopped({ stop }: Standing): void {
  if (stop === "stopped") throw new DomainError("not_offered", { reason: "channel_stopped" });
}

/** The pause that a yes leaves standing, whichever record of the person it stands on. */
function held({ book, now }: Situation, cell: Cell): Pick<Step, "pausedUntil"> {
  const until = recordedFor(book, cell)?.pausedUntil ?? null;
  return until !== null && now < until ? { pausedUntil: until } : {};
}

/** Days before its end from which a consent can be renewed. */
const RENEW_DAYS = 60;

/** Whether a consent ends soon. One that needs a proved address is asked for anew once it has ended. */
export function canRenew(situation: Situation, cell: Cell): boolean {
  const { chosen, expiresAt } = stand(situation, cell);
  if (!chosen || expiresAt === null) return false;
  const address = addressKindOf(situation.brand, cell.channel);
  if (confirmation({ purpose: cell.purpose, channel: cell.channel, address }) !== "none") return false;
  return expiresAt.getTime() - situation.now.getTime() <= RENEW_DAYS * 86_400_000;
}

/** Giving a consent that ends soon its full time again. Turns nothing on that is off, and ends no pause. */
export const planRenew = (situation: Situation, cell: Cell): Step[] =>
  canRenew(situation, cell) ? [{ ...cell, act: "grant", ...held(situation, cell) }] : [];

/** Turning off, also what would come back by itself if the brand changed its rules. Never asks twice. */
export function planOff({ book }: Situation, cell: Cell): Step[] {
  const state = recordedFor(book, cell)?.state ?? "unset";
  const kind = cellKind(cell.purpose, cell.channel);
  if (kind !== "switch") return [{ ...cell, act: "withdraw" }];
  if (state === "granted") return [{ ...cell, act: "withdraw" }];
  return state === "pending" ? [{ ...cell, act: "cancel" }] : [];
}

/** Whether a no was said, in either word. */
export const saysNo = (state: ChoiceState | undefined): boolean =>
  state === "withdrawn" || state === "refused" || state === "objected";

/** Taking an asking back before its link is used. */
export function planCancel({ book }: Situation, cell: Cell): Step[] {
  return recordedFor(book, cell)?.state === "pending" ? [{ ...cell, act: "cancel" }] : [];
}

/** Objecting, or taking the objection back. */
export function planObjection(situation: Situation, cell: Cell, to: "object" | "unobject"): Step[] {
  const now = stand(situation, cell);
  const already = now.kind === "objection" && now.chosen === (to === "unobject");
  if (already) return [];
  if (to === "unobject") refuseStopped(now);
  return [{ ...cell, act: to }];
}

/** Pausing what is on, or asked for. Where it is off there is nothing to pause. */
export function planPause(situation: Situation, cell: Cell, until: Date): Step[] {
  const now = stand(situation, cell);
  if (now.locked || !now.offered) return [{ ...cell, act: "pause", pausedUntil: until }];
  if (!now.chosen && !now.waiting) return [];
  const paused = recordedFor(situation.book, cell)?.pausedUntil ?? null;
  return paused?.getTime() === until.getTime() ? [] : [{ ...cell, act: "pause", pausedUntil: until }];
}

/** Ending a pause that still holds. */
export function planResume(situation: Situation, cell: Cell): Step[] {
  const now = stand(situation, cell);
  if (now.locked || !now.offered) return [{ ...cell, act: "resume" }];
  const paused = recordedFor(situation.book, cell)?.pausedUntil ?? null;
  return paused !== null && situation.now < paused ? [{ ...cell, act: "resume" }] : [];
}

/** One frequency for all channels of a purpose that are the customer's to decide. */
export function planFrequency(situation: Situation, cells: Cell[], frequency: Frequency): Step[] {
  const open = cells.filter((cell) => !stand(situation, cell).locked);
  if (open.length === 0 || open.some((cell) => !cell.purpose.frequency.includes(frequency)))
    throw new DomainError("not_offered", { frequency });
  return open
    .filter((cell) => stand(situation, cell).frequency !== frequency)
    .map((cell) => ({ ...cell, act: "frequency", frequency }));
}

/** Every cell of the brand's marketing that is the customer's to decide. */
export function marketingCells(brand: Brand): Cell[] {
  return brand.purposes
    .filter((purpose) => purpose.marketing)
    .flatMap(cellsOf)
    .filter((cell) => cellKind(cell.purpose, cell.channel) !== "locked");
}

/** Off with a cell, in the way that its basis asks for. Locked cells stay. */
export function planStop(situation: Situation, cell: Cell): Step[] {
  const kind = cellKind(cell.purpose, cell.channel);
  if (kind === "switch") return planOff(situation, cell);
  return kind === "objection" ? planObjection(situation, cell, "object") : [];
}
