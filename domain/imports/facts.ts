import { cellsFrom, type FactRow, type Judged } from "../choices";
import { type Sealer, sealerOf } from "../customers/keys";
import type { House } from "../house";

/** Somebody whom a file speaks of, with what stands for them. */
export interface Person {
  id: string;
  /** Other records of the same person. */
  linked: readonly string[];
  /** End of the chain. */
  seq: number;
  /** By `cellKey`. */
  cells: Map<string, Judged>;
  /** What they are known by: kind to the keyed hashes of it, as hex. */
  knownBy: Map<string, Set<string>>;
  /** Null for a person who was forgotten. */
  sealer: (() => Sealer) | null;
}

type Cell = FactRow extends [unknown, ...infer Rest] ? Rest : never;
type Found = [
  now: string,
  asked: number[],
  owners: string[],
  joins: [whose: string, other: string, joinedAt: string][] | null,
  cells: [whose: string, ...cell: Cell][] | null,
  heads: [whose: string, seq: number][] | null,
  identifiers: [whose: string, kind: string, lookup: string][] | null,
  keys: [whose: string, sealed: string][] | null,
];

/** What a batch is judged by, in one statement: who is known by those hashes, and what stands for the cells. */
export async function readImportFacts(
  house: House,
  { lookups, cells }: { lookups: readonly string[]; cells: readonly { purpose: string; channel: string }[] },
): Promise<{ now: Date; people: Map<string, Person> }> {
  const { rows } = await house.db.pool.query<{ facts: Found }>({
    name: "import_facts",
    text: "select import_facts($1, $2, $3) as facts",
    values: [
      lookups,
      [...new Set(cells.map(({ purpose }) => purpose))],
      [...new Set(cells.map(({ channel }) => channel))],
    ],
  });
  const [row] = rows;
  if (!row) throw new Error("the database gave no facts");
  const shelf = new Shelf(house, row.facts);
  const people = new Map<string, Person>();
  for (const [at, n] of row.facts[1].entries())
    people.set(lookups[n - 1] ?? "", shelf.personOf(row.facts[2][at] ?? ""));
  return { now: new Date(row.facts[0]), people };
}

/** What came back, by whose it is. One record is one person, however many lookups name it. */
class Shelf {
  private readonly made = new Map<string, Person>();
  private readonly joins: ReadonlyMap<string, [string, string, string][]>;
  private readonly cells: ReadonlyMap<string, [string, ...Cell][]>;
  private readonly heads: ReadonlyMap<string, [string, number][]>;
  private readonly identifiers: ReadonlyMap<string, [string, string, string][]>;
  private readonly keys: ReadonlyMap<string, [string, string][]>;

  constructor(
    private readonly house: House,
    [, , , joins, cells, heads, identifiers, keys]: Found,
  ) {
    this.joins = byOwner(joins);
    this.cells = byOwner(cells);
    this.heads = byOwner(heads);
    this.identifiers = byOwner(identifiers);
    this.keys = byOwner(keys);
  }

  personOf(whose: string): Person {
    const [id = whose, ...linked] = [whose, ...this.joinsOf(whose).map(([, other]) => other)].sort();
    const known = this.made.get(id) ?? this.make(id, linked);
    this.made.set(id, known);
    return known;
  }

  private make(id: string, linked: string[]): Person {
    const records = [id, ...linked];
    const joined = new Map(this.joinsOf(id).map(([, other, at]) => [other, at]));
    const rows = records.flatMap((whose) =>
      (this.cells.get(whose) ?? []).map(([, ...cell]): FactRow => [joined.get(whose) ?? null, ...cell]),
    );
    const [, seq] = this.heads.get(id)?.[0] ?? [id, 0];
    return {
      id,
      linked,
      seq,
      cells: cellsFrom(rows),
      knownBy: this.knownBy(records),
      sealer: this.sealerOf(id),
    };
  }

  private knownBy(records: readonly string[]): Map<string, Set<string>> {
    const found = new Map<string, Set<string>>();
    for (const [, kind, hex] of records.flatMap((whose) => this.identifiers.get(whose) ?? []))
      found.set(kind, (found.get(kind) ?? new Set()).add(hex));
    return found;
  }

  private sealerOf(id: string): Person["sealer"] {
    const [, key] = this.keys.get(id)?.[0] ?? [id, null];
    return key === null ? null : once(() => sealerOf(this.house.keys, id, Buffer.from(key, "base64")));
  }

  private readonly joinsOf = (whose: string) => this.joins.get(whose) ?? [];
}

/** Opens a key once, and only where something is written. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function byOwner<R extends [string, ...unknown[]]>(rows: readonly R[] | null): Map<string, R[]> {
  const found = new Map<string, R[]>();
  for (const row of rows ?? []) {
    const known = found.get(row[0]);
    if (known) known.push(row);
    else found.set(row[0], [row]);
  }
  return found;
}
