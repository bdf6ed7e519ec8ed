import { withSight } from "@/db/client";
import type { Found } from "../held-data/found";
import type { House } from "../house";
import { newId } from "../random";
import { linkLookup, lookupOf, type OpenIdLogin, openIdLookup } from "./known";
import { type Candidate, decideOwners, type OurRecord, type StaleLink } from "./owners";
import { identifierOwners, linkOwner } from "./store";
import { readTies, type Ties } from "./ties";

/** Everything that a sign-in proved. */
export interface Proved {
  found: readonly Found[];
  /** An address that the person holds, normalised. */
  email: string | null;
  /** A number that the person holds, in E.164. */
  phone?: string | null;
  openId: OpenIdLogin | null;
}

/** Which of our records the person is; `isNew` when there is none yet. Oldest first. */
export interface Recognised {
  customerIds: string[];
  isNew: boolean;
  stale: StaleLink[];
  /** Records that were joined to these and turn out to be somebody else's. */
  apart: string[];
  /** Links that are known already, hash of the key by source. */
  links: { customerId: string; source: string; lookup: Buffer; sealed: Buffer }[];
  /** With whom each record that was looked up was one person then. */
  joined: ReadonlyMap<string, readonly string[]>;
}

/**
 * Looks up who a sign-in proved to be. Reads ours only; each look shows just the rows of one exact hash.
 * A person with nothing found and no record is new only where `found` has something: the caller decides.
 */
export async function recognise(house: House, proved: Proved): Promise<Recognised> {
  const named = await findCandidates(house, proved);
  const { links, recordsOf } = await readTies(house, [...new Set(named.map(({ id }) => id))]);
  const candidates = named.map(({ id, by }): Candidate => {
    const [own = id, ...others] = recordsOf(id);
    return { by, ...placeOf(links, own), joined: others.map((other) => placeOf(links, other)) };
  });
  const { ids, stale, apart } = decideOwners(candidates, {
    found: new Map(proved.found.map((link) => [link.source, linkLookup(house, link).toString("hex")])),
    deciding: new Set(
      house.brand.sources.filter(({ find }) => find.kind === "sql").map((source) => source.id),
    ),
  });
  const nobody = { isNew: true, stale: [], apart: [], links: [], joined: new Map() };
  if (ids.length === 0) return { customerIds: [newId()], ...nobody };
  const theirs = links.filter((link) => ids.includes(link.customerId));
  const joined = new Map(candidates.map(({ id, joined: others }) => [id, others.map((other) => other.id)]));
  return { customerIds: ids, isNew: false, stale, apart, links: theirs, joined };
}

function placeOf(links: Ties["links"], id: string): OurRecord {
  const own = links.filter((link) => link.customerId === id);
  return { id, links: new Map(own.map((link) => [link.source, link.lookup.toString("hex")])) };
}

type Named = Pick<Candidate, "id" | "by">;

async function findCandidates(
  house: House,
  { found, email, phone = null, openId }: Proved,
): Promise<Named[]> {
  const named: Named[] = [];
  for (const link of found) {
    const lookup = linkLookup(house, link);
    const id = await withSight(house.db, { lookup }, (tx) => linkOwner(tx, lookup));
    if (id) named.push({ id, by: "link" });
  }
  const byIdentifier = async (by: "email" | "phone" | "openid", lookup: Buffer | null) => {
    if (lookup === null) return;
    const ids = await withSight(house.db, { lookup }, (tx) => identifierOwners(tx, { kind: by, lookup }));
    named.push(...ids.map((id) => ({ id, by })));
  };
  await byIdentifier("email", lookupOf(house, { kind: "email", value: email }));
  await byIdentifier("phone", lookupOf(house, { kind: "phone", value: phone }));
  await byIdentifier("openid", openId && openIdLookup(house, openId));
  return named;
}
