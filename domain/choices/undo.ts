import { byId } from "@/domain/brand";
import { DomainError } from "../errors";
import { cellKind } from "./kinds";
import type { Situation, Step } from "./plan";
import { UNDO_MINUTES } from "./states";
import type { LedgerEvent } from "./store";
import type { ChangedBy } from "./view";

/** Until when an act can be undone. */
export const undoUntil = (at: Date): Date => new Date(at.getTime() + UNDO_MINUTES * 60_000);

/** Said by a link or by a browser's signal: a later choice answers it, no Undo. */
const NOT_BY_HAND: ReadonlySet<ChangedBy> = new Set(["link", "signal"]);

/** Whether one event of an act is still the newest of its cell, so that taking it back loses nothing. */
const isNewest = ({ book }: Situation, event: LedgerEvent): boolean =>
  book.choices.get(`${event.purpose}/${event.channel}`)?.seq === event.seq;

/** The events of an act that may still be taken back. */
export function undoable(situation: Situation, events: readonly LedgerEvent[]): LedgerEvent[] {
  return events.filter((event) => {
    const purpose = byId(situation.brand.purposes, event.purpose);
    if (!purpose || event.act === "undo" || NOT_BY_HAND.has(event.by)) return false;
    const kind = cellKind(purpose, event.channel);
    return kind !== "locked" && kind !== "not_offered" && isNewest(situation, event);
  });
}

/**
 * Puts back just what an act changed, where nothing newer stands on it.
 * @throws DomainError `not_found` for an act that is not this person's, `expired` after ten minutes,
 * `invalid` for an undo or a confirmation.
 */
export function planUndo(situation: Situation, events: readonly LedgerEvent[]): Step[] {
  const [first] = events;
  if (first === undefined) throw new DomainError("not_found");
  if (first.act === "undo" || NOT_BY_HAND.has(first.by)) throw new DomainError("invalid");
  if (undoUntil(first.at) < situation.now) throw new DomainError("expired");
  return undoable(situation, events).flatMap((event) => {
    const purpose = byId(situation.brand.purposes, event.purpose);
    return purpose ? [{ purpose, channel: event.channel, act: "undo", undoes: event.seq }] : [];
  });
}

/**
 * How many of an act's choices an Undo leaves because something newer stands on them; what was undone already is none
 * of those. `since`: what came after the act, newest first.
 */
export function countKept(
  events: readonly LedgerEvent[],
  { steps, since }: { steps: readonly Step[]; since: readonly LedgerEvent[] },
): number {
  return events.filter(({ seq, purpose, channel }) => {
    if (steps.some(({ undoes }) => undoes === seq)) return false;
    const newest = since.find((one) => one.purpose === purpose && one.channel === channel && one.seq > seq);
    return newest !== undefined && newest.act !== "undo";
  }).length;
}
