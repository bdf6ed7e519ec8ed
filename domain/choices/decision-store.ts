import type { Database } from "@/db/client";
import { cellKey, type Recorded } from "./cells";
import type { Person } from "./decision";
import { type Linked, settle } from "./linked";
import { ADDRESS_STATES } from "./states";
import { toRecorded } from "./store";

/** What the database is asked about one question. */
export interface Wanted {
  /** Exactly one of the two says who: our own id, or the keyed hash of an identifier. */
  id: string | null;
  lookup: Buffer | null;
  purpose: string;
  channel: string;
  /** Other cells that matter, as `cellKey` writes them. */
  more: readonly string[];
  /** Kind of address that the channel needs, `""` where none; and the hash of having none. */
  kind: string;
  empty: Buffer | null;
  /** Whether the purpose has frequencies, so that the newest use matters. */
  often: boolean;
}

/** The people of each question, in the order asked. */
export interface Facts {
  now: Date;
  people: Person[][];
}

type Cell = [
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
];
type Found = [
  n: number,
  known: boolean,
  cells: Cell[] | null,
  address: string | null,
  lastUse: string | null,
  head: [seq: number, hash: string] | null,
];

const TEXT = "select decision_facts($1, $2, $3, $4, $5, $6, $7, $8) as facts";

/**
 * Reads what a batch needs, in one round trip and one statement: the function names its subjects to the wall
 * itself, so they are visible to that statement alone.
 */
export async function readFacts(db: Database, wanted: readonly Wanted[]): Promise<Facts> {
  const hex = (hash: Buffer | null) => hash?.toString("hex") ?? null;
  const { rows } = await db.pool.query<{ facts: [now: string, found: Found[]] }>({
    name: "decision_facts",
    text: TEXT,
    values: [
      wanted.map(({ id }) => id),
      wanted.map(({ lookup }) => hex(lookup)),
      wanted.map(({ purpose }) => purpose),
      wanted.map(({ channel }) => channel),
      wanted.map(({ more }) => more.join(",")),
      wanted.map(({ kind }) => kind),
      wanted.map(({ empty }) => hex(empty) ?? ""),
      wanted.map(({ often }) => often),
    ],
  });
  const [row] = rows;
  if (!row) throw new Error("the database gave no facts");
  const [now, found] = row.facts;
  const people: Person[][] = wanted.map(() => []);
  for (const one of found) if (one[1]) people[one[0] - 1]?.push(personOf(one, wanted[one[0] - 1]));
  return { now: new Date(now), people };
}

function personOf([, , cells, address, lastUse, head]: Found, wanted: Wanted | undefined): Person {
  const kept = ADDRESS_STATES.find((state) => state === address) ?? "missing";
  return {
    said: settled(cells ?? []),
    address: wanted?.kind ? kept : null,
    lastUse: momentOf(lastUse),
    ledger: head === null ? null : { seq: head[0], hash: head[1] },
  };
}

const momentOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

/** One answer for each cell: the person's own record, settled with those found to be theirs. */
function settled(cells: readonly Cell[]): Map<string, Recorded> {
  const own = new Map<string, Recorded>();
  const others = new Map<string, Linked[]>();
  for (const cell of cells) {
    const key = cellKey(cell[1], cell[2]);
    const recorded = recordedOf(cell);
    if (cell[0] === null) own.set(key, recorded);
    else others.set(key, [...(others.get(key) ?? []), { recorded, joinedAt: new Date(cell[0]) }]);
  }
  for (const [key, linked] of others) {
    const choice = settle(own.get(key) ?? null, linked);
    if (choice) own.set(key, choice);
  }
  return own;
}

function recordedOf([, , , seq, state, pausedUntil, frequency, since, actorKind, at]: Cell): Recorded {
  return toRecorded({
    seq,
    state,
    pausedUntil: momentOf(pausedUntil),
    frequency,
    since: momentOf(since),
    actorKind,
    at: new Date(at),
  });
}
