import { type Sealer, sealerOf } from "../customers/keys";
import type { House } from "../house";
import { type JoinedAt, joinsFrom } from "./linked";
import { cellsFrom, type FactRow, type Judged } from "./tell-store";

/** What the database gives of several people, each row behind whose it is. */
export interface Facts {
  joins: readonly [whose: string, other: string, joinedAt: string][] | null;
  cells: readonly FactRow[] | null;
  heads: readonly [whose: string, seq: number][] | null;
  keys: readonly [whose: string, sealed: string][] | null;
}

/** One person with what stands for them. */
export interface OnShelf {
  /** The oldest record of the person, which is written to. */
  id: string;
  /** The other records. */
  linked: string[];
  /** End of the chain. */
  seq: number;
  /** By `cellKey`. */
  cells: Map<string, Judged>;
  /** Opens the key; null for a person who was forgotten. */
  sealer: (() => Sealer) | null;
}

/** What came back, by whose it is. One person is one, however many records name them. */
export class Shelf {
  private readonly made = new Map<string, OnShelf>();
  private readonly joins: ReadonlyMap<string, [string, string, string][]>;
  private readonly joinedAt: JoinedAt;
  private readonly cells: ReadonlyMap<string, FactRow[]>;
  private readonly heads: ReadonlyMap<string, [string, number][]>;
  private readonly keys: ReadonlyMap<string, [string, string][]>;

  constructor(
    private readonly house: House,
    { joins, cells, heads, keys }: Facts,
  ) {
    this.joins = byOwner(joins);
    this.joinedAt = joinsFrom((joins ?? []).map(([one, other, at]) => [one, other, new Date(at)]));
    this.cells = byOwner(cells);
    this.heads = byOwner(heads);
    this.keys = byOwner(keys);
  }

  /** The person whom a record belongs to. */
  personOf(whose: string): OnShelf {
    const [id = whose, ...linked] = [whose, ...this.joinsOf(whose).map(([, other]) => other)].sort();
    const known = this.made.get(id) ?? this.make(id, linked);
    this.made.set(id, known);
    return known;
  }

  private make(id: string, linked: string[]): OnShelf {
    const rows = [id, ...linked].flatMap((whose) => this.cells.get(whose) ?? []);
    const [, seq] = this.heads.get(id)?.[0] ?? [id, 0];
    return {
      id,
      linked,
      seq,
      cells: cellsFrom(rows, { root: id, joinedAt: this.joinedAt }),
      sealer: this.sealerOf(id),
    };
  }

  private sealerOf(id: string): OnShelf["sealer"] {
    const [, key] = this.keys.get(id)?.[0] ?? [id, null];
    return key === null ? null : once(() => sealerOf(this.house.keys, id, Buffer.from(key, "base64")));
  }

  private readonly joinsOf = (whose: string) => this.joins.get(whose) ?? [];
}

/** Opens a key once, and only where something is written. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Rows by the id that stands first in them. */
export function byOwner<R extends [string, ...unknown[]]>(rows: readonly R[] | null): Map<string, R[]> {
  const found = new Map<string, R[]>();
  for (const row of rows ?? []) {
    const known = found.get(row[0]);
    if (known) known.push(row);
    else found.set(row[0], [row]);
  }
  return found;
}
