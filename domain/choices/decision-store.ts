import type { Database } from "@/db/client";
import { cellKey, type Recorded } from "./cells";
import type { Person, Position } from "./decision";
import { addVoice, type JoinedAt, joinsFrom, settleAll, type Voice } from "./linked";
import type { AddressState, StopState } from "./states";
import { speakerOf, toRecorded } from "./store";

/** What the database is asked about one question. */
export interface Wanted {
  /** Exactly one of the two says who: our own id, or the keyed hash of an identifier. */
  id: string | null;
  lookup: Buffer | null;
  purpose: string;
  channel: string;
  /** Other cells that matter. */
  more: readonly { purpose: string; channel: string }[];
  /** Kind of address that the channel needs, `""` where none; and the hash of having none. */
  kind: string;
  empty: string;
  /** Whether a text may have stopped the channel. */
  stops: boolean;
  /** Whether the purpose has frequencies, so that the newest use matters. */
  often: boolean;
}

/** The people of each question, in the order asked. */
export interface Facts {
  now: Date;
  people: Person[][];
}

type Cell = [
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
  decidedBy: string,
];
type Found = [
  now: string,
  asked: number[],
  people: string[],
  joins: [whose: string, other: string, joinedAt: string][] | null,
  cells: Cell[] | null,
  identifiers: [whose: string, kind: string, lookup: string, isProved: boolean][] | null,
  uses: [whose: string, purpose: string, channel: string, at: string][] | null,
  heads: [whose: string, seq: number, hash: string][] | null,
  stops: [lookup: string, state: StopState][] | null,
];

const NOBODY = "00000000-0000-0000-0000-000000000000";
const TEXT = "select decision_facts($1, $2, $3, $4, $5, $6) as facts";
const distinct = (values: string[]): string[] => [...new Set(values)];

/**
 * Reads what a batch needs, in one round trip and one statement: the function names its subjects to the wall
 * itself, so they are visible to that statement alone.
 */
export async function readFacts(db: Database, wanted: readonly Wanted[]): Promise<Facts> {
  const cells = wanted.flatMap((one) => (one.more.length === 0 ? [one] : [one, ...one.more]));
  const { rows } = await db.pool.query<{ facts: Found }>({
    name: "decision_facts",
    text: TEXT,
    values: [
      wanted.map(({ id }) => id),
      wanted.map(({ lookup }) => lookup?.toString("hex") ?? null),
      distinct(cells.map(({ purpose }) => purpose)),
      distinct(cells.map(({ channel }) => channel)),
      distinct(wanted.map(({ kind }) => kind)),
      distinct(wanted.filter(({ often }) => often).map(({ purpose }) => purpose)),
    ],
  });
  const [row] = rows;
  if (!row) throw new Error("the database gave no facts");
  return assemble(row.facts, wanted);
}

function assemble(facts: Found, wanted: readonly Wanted[]): Facts {
  const shelf = new Shelf(facts);
  const people: Person[][] = wanted.map(() => []);
  const met = new Set<string>();
  for (const [index, whose] of facts[2].entries()) {
    const n = (facts[1][index] ?? 0) - 1;
    const one = wanted[n];
    if (!one || whose === NOBODY) continue;
    const root = shelf.rootOf(whose);
    const name = `${n}/${root}`;
    if (!met.has(name)) people[n]?.push(shelf.personOf(root, one));
    met.add(name);
  }
  for (const [n, one] of wanted.entries())
    if (people[n]?.length === 0 && shelf.stopOf([], one)) people[n]?.push(shelf.strangerOf(one));
  return { now: new Date(facts[0]), people };
}

/** What came back, by whose it is. */
class Shelf {
  private readonly joins: ReadonlyMap<string, [string, string, string][]>;
  private readonly joinedAt: JoinedAt;
  private readonly cells: ReadonlyMap<string, Cell[]>;
  private readonly identifiers: ReadonlyMap<string, [string, string, string, boolean][]>;
  private readonly uses: ReadonlyMap<string, [string, string, string, string][]>;
  private readonly heads: ReadonlyMap<string, [string, number, string][]>;
  private readonly stops: ReadonlyMap<string, StopState>;

  constructor([, , , joins, cells, identifiers, uses, heads, stops]: Found) {
    this.joins = byOwner(joins);
    this.joinedAt = joinsFrom((joins ?? []).map(([one, other, at]) => [one, other, new Date(at)]));
    this.cells = byOwner(cells);
    this.identifiers = byOwner(identifiers);
    this.uses = byOwner(uses);
    this.heads = byOwner(heads);
    // Of several lines that a number wrote to, a stop comes before what is unclear.
    this.stops = new Map((stops ?? []).toSorted(([, a], [, b]) => b.localeCompare(a)));
  }

  /** The oldest record of a person: ids are in the order of time. */
  rootOf(whose: string): string {
    const others = (this.joins.get(whose) ?? []).map(([, other]) => other);
    return [whose, ...others].sort()[0] ?? whose;
  }

  personOf(root: string, wanted: Wanted): Person {
    const records = [root, ...(this.joins.get(root) ?? []).map(([, other]) => other).sort()];
    return {
      said: this.saidBy(records, keysOf(wanted)),
      address: wanted.kind === "" ? null : this.addressOf(records, wanted),
      stop: this.stopOf(records, wanted),
      lastUse: wanted.often ? this.lastUse(records, wanted) : null,
      ledger: this.headOf(root),
    };
  }

  /** Somebody of whom nothing is known but that their number said stop. */
  strangerOf(wanted: Wanted): Person {
    return { said: new Map(), address: null, stop: this.stopOf([], wanted), lastUse: null, ledger: null };
  }

  /** Of any number of the person, and of the one that was asked by. */
  stopOf(records: readonly string[], { stops, kind, lookup }: Wanted): StopState | null {
    if (!stops || this.stops.size === 0) return null;
    const numbers = records
      .flatMap((record) => this.identifiers.get(record) ?? [])
      .filter(([, which]) => which === kind)
      .map(([, , hash]) => hash);
    const states = [...numbers, lookup?.toString("hex") ?? ""].map((hash) => this.stops.get(hash));
    return states.find((one) => one === "stopped") ?? states.find((one) => one !== undefined) ?? null;
  }

  /** One answer for each cell that matters: the person's own record, settled with those found to be theirs. */
  private saidBy(records: readonly string[], keys: readonly string[]): Map<string, Recorded> {
    const voices = new Map<string, Voice[]>();
    for (const whose of records)
      for (const { key, recorded } of this.recorded(whose, keys)) addVoice(voices, key, { whose, recorded });
    return settleAll(voices, { root: records[0] ?? NOBODY, joinedAt: this.joinedAt });
  }

  /** What came back is of all questions together; most of it is another's. */
  private recorded(whose: string, keys: readonly string[]): { key: string; recorded: Recorded }[] {
    return (this.cells.get(whose) ?? []).flatMap((cell) => {
      const key = cellKey(cell[1], cell[2]);
      return keys.includes(key) ? [{ key, recorded: recordedOf(cell) }] : [];
    });
  }

  /** Of the oldest record that has one. */
  private addressOf(records: readonly string[], { kind, empty }: Wanted): AddressState {
    for (const record of records)
      for (const [, which, lookup, isProved] of this.identifiers.get(record) ?? [])
        if (which === kind && lookup !== empty) return isProved ? "ok" : "unverified";
    return "missing";
  }

  private lastUse(records: readonly string[], { purpose, channel }: Wanted): Date | null {
    const times = records
      .flatMap((record) => this.uses.get(record) ?? [])
      .filter((use) => use[1] === purpose && use[2] === channel)
      .map((use) => new Date(use[3]).getTime());
    return times.length === 0 ? null : new Date(Math.max(...times));
  }

  private headOf(root: string): Position | null {
    const [head] = this.heads.get(root) ?? [];
    return head ? { seq: head[1], hash: head[2] } : null;
  }
}

const keysOf = ({ purpose, channel, more }: Wanted): string[] =>
  [{ purpose, channel }, ...more].map((cell) => cellKey(cell.purpose, cell.channel));

function byOwner<R extends [string, ...unknown[]]>(rows: readonly R[] | null): Map<string, R[]> {
  const found = new Map<string, R[]>();
  for (const row of rows ?? []) {
    const known = found.get(row[0]);
    if (known) known.push(row);
    else found.set(row[0], [row]);
  }
  return found;
}

const momentOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

function recordedOf(cell: Cell): Recorded {
  const [, , , seq, state, pausedUntil, frequency, since, actorKind, at, decidedBy] = cell;
  const recorded = toRecorded({
    ...{ seq, state, frequency, actorKind, at: new Date(at) },
    ...{ pausedUntil: momentOf(pausedUntil), since: momentOf(since) },
  });
  return { ...recorded, decidedBy: speakerOf(decidedBy) };
}
