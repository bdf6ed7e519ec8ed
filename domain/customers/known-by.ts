import { withSight } from "@/db/client";
import type { House } from "../house";
import { type KnownKind, lookupOf } from "./known";
import { identifierOwners } from "./store";
import { readTies } from "./ties";

/** An identifier that was asked for, and the sources that could not say anything about it. */
export interface AskedFor {
  kind: KnownKind;
  value: string;
  failed: readonly string[];
}

/**
 * The records of the one person whom only we know by this identifier, after the sources named nobody. Whoever has a
 * key in a source that answered, on any of their records, is not meant: there the identifier is another's by now, or
 * nobody's.
 * @returns ids, oldest first; none also where it is the identifier of several people.
 */
export async function knownBy(house: House, asked: AskedFor): Promise<string[]> {
  const lookup = lookupOf(house, asked);
  if (lookup === null) return [];
  const named = await withSight(house.db, { lookup }, (tx) =>
    identifierOwners(tx, { kind: asked.kind, lookup }),
  );
  const { links, recordsOf } = await readTies(house, named);
  const deciding = new Set(
    house.brand.sources
      .filter(({ id, find }) => find.kind === "sql" && !asked.failed.includes(id))
      .map(({ id }) => id),
  );
  const answering = links.filter(({ source }) => deciding.has(source)).map(({ customerId }) => customerId);
  const meant = named.filter((id) => !recordsOf(id).some((one) => answering.includes(one)));
  const [first] = meant.toSorted();
  if (first === undefined) return [];
  const person = recordsOf(first).sort();
  return meant.every((id) => person.includes(id)) ? person : [];
}

/** A record and those that were proved to be the same person, oldest first. */
export async function wholePerson(house: House, customerId: string): Promise<string[]> {
  return (await readTies(house, [customerId])).recordsOf(customerId).sort();
}
