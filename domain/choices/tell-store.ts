import type { Subject } from "../context";
import type { CustomerReference } from "../customers";
import { referenceLookup } from "../customers";
import { type Sealer, sealerOf } from "../customers/keys";
import type { House } from "../house";
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

/** What something told is judged by. */
export interface ToldFacts {
  subject: Subject;
  /** End of the chain that would be written to. */
  seq: number;
  /** What stands, by `cellKey`; settled where a person has several records. */
  cells: Map<string, Judged>;
  /** Null for a customer yet to be made. @throws DomainError `gone` for a person who was forgotten. */
  sealer: Sealer | null;
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
type Found = [
  root: string | null,
  linked: string[] | null,
  seq: number,
  key: string | null,
  rows: FactRow[] | null,
];

/** What one's own hand is: the page, a link, or staff because one asked. */
const HERE: ReadonlySet<string> = new Set(["customer", "token", "staff", "text"]);

/** One statement: who is meant, and what stands for the cells named. `null`: nobody here is known by that. */
export async function readTold(
  house: House,
  reference: CustomerReference,
  cells: readonly { purpose: string; channel: string }[],
): Promise<{ now: Date; facts: ToldFacts | null }> {
  const asked = [...new Map(cells.map((cell) => [cellKey(cell.purpose, cell.channel), cell])).values()];
  const { rows } = await house.db.pool.query<{ told: [now: string, found: Found] }>({
    name: "choice_facts",
    text: "select choice_facts($1, $2, $3, $4) as told",
    values: [
      "id" in reference ? reference.id : null,
      referenceLookup(house, reference)?.toString("hex") ?? null,
      asked.map(({ purpose }) => purpose),
      asked.map(({ channel }) => channel),
    ],
  });
  const [row] = rows;
  if (!row) throw new Error("the database gave no facts");
  const [now, found] = row.told;
  return { now: new Date(now), facts: factsOf(house, found) };
}

function factsOf(house: House, [root, linked, seq, key, rows]: Found): ToldFacts | null {
  if (root === null) return null;
  const sealer = key === null ? null : sealerOf(house.keys, root, Buffer.from(key, "base64"));
  return { subject: { id: root, linked: linked ?? [] }, seq, cells: cellsFrom(rows ?? []), sealer };
}

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
