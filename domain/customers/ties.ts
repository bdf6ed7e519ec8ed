import { withSight } from "@/db/client";
import type { House } from "../house";
import { listJoins, listLinks } from "./store";

/** What holds records together: those that are one person, and where each is found. */
export interface Ties {
  /** Of all records, also of those that were only joined. */
  links: Awaited<ReturnType<typeof listLinks>>;
  /** A record, then those that were proved to be the same person. */
  recordsOf(id: string): string[];
}

/** Reads what ties these records to sources and to each other: a join is judged by the links behind it too. */
export async function readTies(house: House, ids: readonly string[]): Promise<Ties> {
  const joins = await withSight(house.db, { subjects: ids }, (tx) => listJoins(tx, ids));
  const all = [...new Set([...ids, ...joins.map(({ otherId }) => otherId)])];
  const links = await withSight(house.db, { subjects: all }, (tx) => listLinks(tx, all));
  const othersOf = (id: string) => joins.filter((join) => join.customerId === id).map((join) => join.otherId);
  return { links, recordsOf: (id) => [...new Set([id, ...othersOf(id)])] };
}
