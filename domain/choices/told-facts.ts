import type { Subject } from "../context";
import { type CustomerReference, referenceLookup } from "../customers";
import type { Sealer } from "../customers/keys";
import type { House } from "../house";
import { Together, togetherIn } from "../together";
import { cellKey } from "./cells";
import { type Facts, type OnShelf, Shelf } from "./shelf";
import type { Judged } from "./tell-store";

/** What something told is judged by. */
export interface ToldFacts {
  subject: Subject;
  /** End of the chain that would be written to. */
  seq: number;
  /** What stands, by `cellKey`; settled where a person has several records. */
  cells: Map<string, Judged>;
  /** Opens the person's key. Null for a customer yet to be made, and for a person who was forgotten. */
  sealer: (() => Sealer) | null;
}

interface Asked {
  id: string | null;
  /** Keyed hash of an identifier, as hex. */
  lookup: string | null;
  cells: readonly { purpose: string; channel: string }[];
}

interface Told {
  now: Date;
  facts: ToldFacts | null;
}

type Found = [
  now: string,
  asked: number[],
  owners: string[],
  joins: Facts["joins"],
  cells: Facts["cells"],
  heads: Facts["heads"],
  keys: Facts["keys"],
];

/**
 * Who is meant, and what stands for the cells named; `null`: nobody here is known by that. Calls that come at one
 * time are one statement.
 */
export function readTold(
  house: House,
  reference: CustomerReference,
  cells: readonly { purpose: string; channel: string }[],
): Promise<Told> {
  const id = "id" in reference ? reference.id : null;
  const lookup = referenceLookup(house, reference)?.toString("hex") ?? null;
  return reading(house).do({ id, lookup, cells });
}

const reading = (house: House) =>
  togetherIn<Asked, Told>(
    house,
    "choices.told-facts",
    () => new Together((asked) => readMany(house, asked), { most: 64, lanes: 2 }),
  );

async function readMany(house: House, asked: readonly Asked[]): Promise<Told[]> {
  const cells = new Map(
    asked.flatMap((one) => one.cells.map((cell) => [cellKey(cell.purpose, cell.channel), cell])),
  );
  const { rows } = await house.db.pool.query<{ told: Found }>({
    name: "told_facts",
    text: "select told_facts($1, $2, $3, $4) as told",
    values: [
      asked.map(({ id }) => id),
      asked.map(({ lookup }) => lookup),
      [...new Set([...cells.values()].map(({ purpose }) => purpose))],
      [...new Set([...cells.values()].map(({ channel }) => channel))],
    ],
  });
  const [row] = rows;
  if (!row) throw new Error("the database gave no facts");
  const [now, found, owners, joins, stands, heads, keys] = row.told;
  const shelf = new Shelf(house, { joins, cells: stands, heads, keys });
  const people = new Map(found.map((n, at) => [n, shelf.personOf(owners[at] ?? "")]));
  return asked.map((_, index) => ({ now: new Date(now), facts: factsOf(people.get(index + 1)) }));
}

function factsOf(person: OnShelf | undefined): ToldFacts | null {
  if (!person) return null;
  const { id, linked, seq, cells, sealer } = person;
  return { subject: { id, linked }, seq, cells, sealer };
}
