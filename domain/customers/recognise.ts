import { withSight } from "@/db/client";
import type { Found } from "../held-data/found";
import type { House } from "../house";
import { newId } from "../random";
import { linkLookup, lookupOf, type OpenIdLogin, openIdLookup } from "./known";
import { type Candidate, decideOwners, type StaleLink } from "./owners";
import { identifierOwners, linkOwner, listJoins, listLinks } from "./store";

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
  /** Links that are known already, hash of the key by source. */
  links: { customerId: string; source: string; lookup: Buffer; sealed: Buffer }[];
}

/**
 * Looks up who a sign-in proved to be. Reads ours only; each look shows just the rows of one exact hash.
 * A person with nothing found and no record is new only where `found` has something: the caller decides.
 */
export async function recognise(house: House, proved: Proved): Promise<Recognised> {
  const named = await findCandidates(house, proved);
  const ids = [...new Set(named.map(({ id }) => id))];
  const { links, joins } = await withSight(house.db, { subjects: ids }, async (tx) => ({
    links: await listLinks(tx, ids),
    joins: await listJoins(tx, ids),
  }));
  const candidates = named.map((one): Candidate => {
    const own = links.filter((link) => link.customerId === one.id);
    return { ...one, links: new Map(own.map((link) => [link.source, link.lookup.toString("hex")])) };
  });
  const { ids: owners, stale } = decideOwners(candidates, {
    found: new Map(proved.found.map((link) => [link.source, linkLookup(house, link).toString("hex")])),
    deciding: new Set(house.brand.sources.filter(({ find }) => find.kind === "sql").map(({ id }) => id)),
  });
  if (owners.length === 0) return { customerIds: [newId()], isNew: true, stale: [], links: [] };
  const others = joins.filter((join) => owners.includes(join.customerId)).map((join) => join.otherId);
  const customerIds = [...new Set([...owners, ...others])].sort();
  return { customerIds, isNew: false, stale, links: await linksOf(house, customerIds) };
}

const linksOf = (house: House, customerIds: string[]) =>
  withSight(house.db, { subjects: customerIds }, (tx) => listLinks(tx, customerIds));

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
