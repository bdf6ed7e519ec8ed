/** One of our customers who may be the person who signs in, and how we came to think so. */
export interface Candidate {
  id: string;
  by: "link" | "email" | "phone" | "openid";
  /** Where they are found: source id to the hash of the key there. */
  links: ReadonlyMap<string, string>;
}

/** A link that no longer answers to what was proved. */
export interface StaleLink {
  customerId: string;
  source: string;
}

export interface Owners {
  /** Customers who are the person; none: somebody new. */
  ids: string[];
  stale: StaleLink[];
}

/**
 * Which of our customers a sign-in proved to be. Pure.
 * - Whoever is known at the brand's own sign-in is that customer and nobody else.
 * - A source that decides names its customer by key.
 * - An address alone counts only for a customer whom no such source contradicts: addresses are given up,
 *   and the next holder must not become the last one.
 * @param found source id to the hash of the key that was found there
 * @param deciding sources whose `identity` decides
 */
export function decideOwners(
  candidates: readonly Candidate[],
  at: { found: ReadonlyMap<string, string>; deciding: ReadonlySet<string> },
): Owners {
  const known = candidates.find(({ by }) => by === "openid");
  if (known) return { ids: [known.id], stale: [] };
  const linked = candidates.filter(({ by }) => by === "link");
  const named = candidates.filter(
    (candidate) => (candidate.by === "email" || candidate.by === "phone") && isUncontradicted(candidate, at),
  );
  const ids = [...new Set([...linked, ...named].map(({ id }) => id))].sort();
  return { ids, stale: linked.flatMap((candidate) => staleOf(candidate, at)) };
}

type At = { found: ReadonlyMap<string, string>; deciding: ReadonlySet<string> };

const isUncontradicted = ({ links }: Candidate, { found, deciding }: At): boolean =>
  [...links].every(([source, key]) => !deciding.has(source) || found.get(source) === key);

const staleOf = ({ id, links }: Candidate, { found, deciding }: At): StaleLink[] =>
  [...links]
    .filter(([source, key]) => deciding.has(source) && found.has(source) && found.get(source) !== key)
    .map(([source]) => ({ customerId: id, source }));
