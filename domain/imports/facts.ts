import { byOwner, type FactRow, type OnShelf, Shelf } from "../choices";
import type { House } from "../house";

/** Somebody whom a file speaks of, with what stands for them. */
export interface Person extends OnShelf {
  /** What they are known by: kind to the keyed hashes of it, as hex. */
  knownBy: Map<string, Set<string>>;
}

type Found = [
  now: string,
  asked: number[],
  owners: string[],
  joins: [whose: string, other: string, joinedAt: string][] | null,
  cells: FactRow[] | null,
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
  return { now: new Date(row.facts[0]), people: peopleOf(house, row.facts, lookups) };
}

function peopleOf(house: House, found: Found, lookups: readonly string[]): Map<string, Person> {
  const [, asked, owners, joins, cells, heads, identifiers, keys] = found;
  const shelf = new Shelf(house, { joins, cells, heads, keys });
  const known = byOwner(identifiers);
  const made = new Map<string, Person>();
  const people = new Map<string, Person>();
  for (const [at, n] of asked.entries()) {
    const one = shelf.personOf(owners[at] ?? "");
    const person = made.get(one.id) ?? { ...one, knownBy: knownByOf(one, known) };
    made.set(one.id, person);
    people.set(lookups[n - 1] ?? "", person);
  }
  return people;
}

function knownByOf(
  { id, linked }: OnShelf,
  known: ReadonlyMap<string, [string, string, string][]>,
): Person["knownBy"] {
  const found: Person["knownBy"] = new Map();
  for (const [, kind, hex] of [id, ...linked].flatMap((whose) => known.get(whose) ?? []))
    found.set(kind, (found.get(kind) ?? new Set()).add(hex));
  return found;
}
