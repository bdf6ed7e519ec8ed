import { cellKey, type Recorded } from "./cells";
import type { Position } from "./decision";
import { addVoice, type Joined, settleAll, standFor, unsettled, type Voice } from "./linked";
import { toRecorded } from "./store";

/** A recorded cell with the event that decided it. */
export interface Judged extends Recorded {
  hash: string;
  /** When yes or no was decided, as the ledger counts it; and whether here, by the person's own hand. */
  decidedAt: Date | null;
  decidedHere: boolean;
  actedHereAt: Date | null;
}

/** One cell of one record, as the database gives it. */
export type FactRow = [
  whose: string,
  purpose: string,
  channel: string,
  seq: number,
  state: string,
  pausedUntil: string | null,
  frequency: string | null,
  since: string | null,
  actorKind: string,
  at: string,
  hash: string,
  decidedBy: string | null,
  decidedAt: string | null,
];
/** What one's own hand is: the page, a link, or staff because one asked. */
const HERE: ReadonlySet<string> = new Set(["customer", "token", "staff", "text"]);

/** What stands for each cell, by `cellKey`: settled where a person has several records. */
export function cellsFrom(rows: readonly FactRow[], person: Joined): Map<string, Judged> {
  const own = new Map<string, Judged>();
  const voices = new Map<string, Voice<Judged>[]>();
  for (const row of rows) {
    const [whose, purpose, channel] = row;
    const recorded = judgedOf(row);
    const key = cellKey(purpose, channel);
    if (whose === person.root) own.set(key, recorded);
    addVoice(voices, key, { whose, recorded });
  }
  const settled = settleAll(voices, person);
  for (const [key, holds] of settled) {
    const ownDecidedAt = own.get(key)?.decidedAt ?? null;
    const decided = decidedOf(voices.get(key) ?? [], person);
    settled.set(key, { ...holds, ...decided, decidedAt: newest(decided.decidedAt, ownDecidedAt) });
  }
  return settled;
}

/**
 * Who decided what holds, and when: the last of those who say so. And when the person last acted here, on whichever
 * record: a system or a file that speaks of one of them must not stand above that.
 */
function decidedOf(
  voices: readonly Voice<Judged>[],
  person: Joined,
): Pick<Judged, "decidedAt" | "decidedHere" | "actedHereAt"> {
  const last = standFor(voices, person).reduce((one, other) =>
    newest(one.decidedAt, other.decidedAt) === one.decidedAt ? one : other,
  );
  const acted = unsettled(voices, { moment: "at", person }).map(({ actedHereAt }) => actedHereAt);
  return {
    decidedAt: last.decidedAt,
    decidedHere: last.decidedHere,
    actedHereAt: acted.reduce(newest, null),
  };
}

const newest = (one: Date | null, other: Date | null): Date | null =>
  one === null || (other !== null && other > one) ? other : one;

function judgedOf(row: FactRow): Judged {
  const [, , , seq, state, pausedUntil, frequency, since, actorKind, at, hash, decidedBy, decidedAt] = row;
  const moment = (text: string | null) => (text === null ? null : new Date(text));
  const recorded = toRecorded({
    ...{ seq, state, frequency, actorKind, at: new Date(at) },
    ...{ pausedUntil: moment(pausedUntil), since: moment(since) },
  });
  const decidedHere = HERE.has(decidedBy ?? "");
  return {
    ...recorded,
    hash,
    decidedHere,
    decidedAt: newest(recorded.since, decidedHere ? moment(decidedAt) : null),
    actedHereAt: HERE.has(actorKind) ? recorded.at : null,
  };
}

/** A place in the ledger, of what stands. */
export const positionOf = ({ seq, hash }: Judged): Position => ({ seq, hash });
