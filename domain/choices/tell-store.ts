import { cellKey, type Recorded } from "./cells";
import type { Position } from "./decision";
import { type Linked, settle } from "./linked";
import { toRecorded } from "./store";

/** A recorded cell with the event that decided it. */
export interface Judged extends Recorded {
  hash: string;
  /** When yes or no was decided, as the ledger counts it; and whether here, by the person's own hand. */
  decidedAt: Date | null;
  decidedHere: boolean;
  actedHereAt: Date | null;
}

/** One cell of one record, as the database gives it; `joinedAt` null: the person's own. */
export type FactRow = [
  joinedAt: string | null,
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
export function cellsFrom(rows: readonly FactRow[]): Map<string, Judged> {
  const own = new Map<string, Judged>();
  const others = new Map<string, Linked<Judged>[]>();
  for (const row of rows) {
    const key = cellKey(row[1], row[2]);
    if (row[0] === null) own.set(key, judgedOf(row));
    else
      others.set(key, [...(others.get(key) ?? []), { recorded: judgedOf(row), joinedAt: new Date(row[0]) }]);
  }
  for (const [key, linked] of others) {
    const mine = own.get(key) ?? null;
    const holds = settle(mine, linked);
    if (holds) own.set(key, { ...holds, decidedAt: newest(holds.decidedAt, mine?.decidedAt ?? null) });
  }
  return own;
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
