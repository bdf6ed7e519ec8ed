/** One of our records, and where it is found: source id to the hash of the key there. */
export interface OurRecord {
  id: string;
  links: ReadonlyMap<string, string>;
}

/** One of our customers who may be the person who signs in, and how we came to think so. */
export interface Candidate extends OurRecord {
  by: "link" | "email" | "phone" | "openid";
  /** Records that were proved to be the same person before. */
  joined: readonly OurRecord[];
}

/** A link that no longer answers to what was proved. */
export interface StaleLink {
  customerId: string;
  source: string;
}

export interface Owners {
  /** Customers who are the person, with what was joined to them; none: somebody new. */
  ids: string[];
  stale: StaleLink[];
  /** Records that were joined to theirs and are somebody else's. */
  apart: string[];
}

/**
 * Which of our customers a sign-in proved to be. Pure.
 * - Whoever is known at the brand's own sign-in is that customer and nobody else.
 * - A source that decides names its customer by key. What was joined to that record comes with it, unless such a
 *   source has the person under another key than it: then the record that was named stands alone.
 * - An address alone counts only for a customer whom no such source contradicts, on none of the records that are one
 *   person: addresses are given up, and the next holder must not become the last one.
 * @param found source id to the hash of the key that was found there
 * @param deciding sources whose `identity` decides
 */
export function decideOwners(candidates: readonly Candidate[], at: At): Owners {
  const known = candidates.find(({ by }) => by === "openid");
  if (known) return { ids: idsOf(recordsOf(known)), stale: [], apart: [] };
  const linked = candidates.filter(({ by }) => by === "link");
  const named = candidates
    .filter(({ by }) => by === "email" || by === "phone")
    .filter((candidate) => recordsOf(candidate).every((one) => isUncontradicted(one, at)));
  const isAlone = ({ joined }: Candidate) => joined.some((one) => staleOf(one, at).length > 0);
  const theirs = linked.flatMap((one) => (isAlone(one) ? [one] : recordsOf(one)));
  const ids = idsOf([...theirs, ...named.flatMap(recordsOf)]);
  const left = linked.filter(isAlone).flatMap(({ joined }) => joined);
  return {
    ids,
    stale: linked.flatMap((candidate) => staleOf(candidate, at)),
    apart: idsOf(left).filter((id) => !ids.includes(id)),
  };
}

interface At {
  found: ReadonlyMap<string, string>;
  deciding: ReadonlySet<string>;
}

const recordsOf = (candidate: Candidate): OurRecord[] => [candidate, ...candidate.joined];

const idsOf = (records: readonly OurRecord[]): string[] => [...new Set(records.map(({ id }) => id))].sort();

const isUncontradicted = ({ links }: OurRecord, { found, deciding }: At): boolean =>
  [...links].every(([source, key]) => !deciding.has(source) || found.get(source) === key);

const staleOf = ({ id, links }: OurRecord, { found, deciding }: At): StaleLink[] =>
  [...links]
    .filter(([source, key]) => deciding.has(source) && found.has(source) && found.get(source) !== key)
    .map(([source]) => ({ customerId: id, source }));
