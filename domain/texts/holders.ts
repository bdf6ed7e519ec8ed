import { withSight } from "@/db/client";
import type { Subject } from "../context";
import { subjectIds } from "../context";
import { identifierOwners, wholePerson } from "../customers";
import type { House } from "../house";

/** Everybody whose number it is, each person once with all their records, in an order that never changes. */
export async function holdersOf(house: House, lookup: Buffer): Promise<Subject[]> {
  const owners = await withSight(house.db, { lookup }, (tx) =>
    identifierOwners(tx, { kind: "phone", lookup }),
  );
  const people = new Map<string, Subject>();
  for (const owner of owners) {
    const [id = owner, ...linked] = await wholePerson(house, owner);
    people.set(id, { id, linked });
  }
  return [...people.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Their records, for the wall. */
export const recordsOf = (people: readonly Subject[]): string[] => people.flatMap((one) => subjectIds(one));
