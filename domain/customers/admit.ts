import type { Tx } from "@/db/client";
import { customers } from "@/db/schema/customers";
import { byId } from "../brand";
import type { Found } from "../held-data/found";
import type { Identity } from "../held-data/identity";
import type { House } from "../house";
import { customerSealer, makeCustomerKey } from "./keys";
import {
  identityOf,
  type KnownKind,
  knownFrom,
  linkLookup,
  lookupOf,
  type OpenIdLogin,
  openIdLookup,
  settingsFrom,
} from "./known";
import type { Recognised } from "./recognise";
import {
  deleteJoins,
  deleteLink,
  deleteOpenIds,
  holdIdentifiers,
  keepWhatHolds,
  listIdentifiers,
  listJoins,
  seeingToo,
  writeIdentifier,
  writeJoins,
  writeLink,
  writeSettings,
} from "./store";
import { forgetGivenUp, writeKnown } from "./write-known";

/** A recognised person and what is known of them now. */
export interface Admission {
  person: Recognised;
  found: readonly Found[];
  /** What the sources say, in the order of the brand folder. */
  identities: readonly Identity[];
  /** False when a source did not answer. */
  complete: boolean;
  email: string | null;
  phone?: string | null;
  openId: OpenIdLogin | null;
  now: Date;
}

/** What came of an admission. */
export interface Admitted {
  /** The kinds of identifier that changed since they were read last. */
  kinds: KnownKind[];
  /** More, or other, than before is these records' now: whoever came in earlier may be somebody else. */
  moved: boolean;
}

/**
 * Writes what a sign-in proved: the person where they are new, their links, identifiers and, for several
 * records, that they are one. Identifiers only, sealed with the person's own key.
 */
export async function admit(tx: Tx, house: House, admission: Admission): Promise<Admitted> {
  const { person, identities, complete, email, phone = null, now } = admission;
  const [customerId = ""] = person.customerIds;
  await holdIdentifiers(tx, person.customerIds);
  await refuseStale(tx, person);
  if (person.isNew) await tx.insert(customers).values({ id: customerId });
  const sealer = person.isNew
    ? await makeCustomerKey(tx, house.keys, customerId)
    : await customerSealer(tx, house.keys, customerId);
  for (const link of person.stale) await deleteLink(tx, link);
  const links = newLinks(house, admission);
  for (const link of links)
    await writeLink(tx, { customerId, sealer }, { ...link, lookup: linkLookup(house, link) });
  const moved = await writeWhose(tx, house, { admission, links });
  await writeOpenId(tx, house, { customerId, sealer, login: admission.openId });
  const said = identities.length > 0 ? identities : identityOf({ email, phone });
  if (said.length === 0) return { kinds: [], moved };
  // Where no source describes the person, what is not said here is not given up either.
  const whole = complete && identities.length > 0;
  await writeSettings(tx, customerId, { ...settingsFrom(said), complete: whole });
  const lookups = [
    lookupOf(house, { kind: "email", value: email }),
    lookupOf(house, { kind: "phone", value: phone }),
  ];
  const proved = lookups.filter((lookup) => lookup !== null);
  if (complete) await forgetGivenUp(tx, house, { others: person.customerIds.slice(1), identities, proved });
  const writing = { customerId, sealer, now, complete: whole, proved };
  const kinds = await writeKnown(tx, knownFrom(house, said), writing);
  return { kinds, moved };
}

/** Who is one person with whom was changed by another sign-in meanwhile: look again. */
export class RecognisedAnew extends Error {
  override name = "RecognisedAnew";
}

/** @throws RecognisedAnew when records were joined or parted after the person was looked up. */
async function refuseStale(tx: Tx, { customerIds, joined }: Recognised): Promise<void> {
  const looked = customerIds.filter((id) => joined.has(id));
  if (looked.length === 0) return;
  const joins = await listJoins(tx, looked);
  const isSame = looked.every((id) => {
    const now = joins.filter((join) => join.customerId === id).map(({ otherId }) => otherId);
    return now.toSorted().join() === joined.get(id)?.toSorted().join();
  });
  if (!isSame) throw new RecognisedAnew();
}

/**
 * Writes which records are one person and which are not any more. Where that, or a link, is not as it was, who they
 * are at the brand's own sign-in is found anew: it was said of what they were before.
 * @returns whether it is not as it was.
 */
async function writeWhose(
  tx: Tx,
  house: House,
  { admission, links }: { admission: Admission; links: readonly Found[] },
): Promise<boolean> {
  const { customerIds, apart, stale, isNew } = admission.person;
  return seeingToo(tx, { own: customerIds, others: apart }, async () => {
    if (apart.length > 0) await keepWhatHolds(tx, [...customerIds, ...apart]);
    await deleteJoins(tx, customerIds, apart);
    const joined = await writeJoins(tx, customerIds);
    const moved = !isNew && links.length + stale.length + apart.length + joined > 0;
    const except = admission.openId && openIdLookup(house, admission.openId);
    if (moved) await deleteOpenIds(tx, { customerIds: [...customerIds, ...apart], except });
    return moved;
  });
}

/**
 * Links that no record of the person holds yet, of sources that decide. A source that takes its key from another
 * one, or from an address, is looked up by that each time: addresses are given up and pass to others.
 */
function newLinks(house: House, { person, found }: Admission): Found[] {
  const dropped = (link: { customerId: string; source: string }) =>
    person.stale.some(({ customerId, source }) => customerId === link.customerId && source === link.source);
  const held = person.links.filter((link) => !dropped(link));
  return found
    .filter(({ source }) => byId(house.brand.sources, source)?.find.kind === "sql")
    .filter((one) => !held.some((link) => link.lookup.equals(linkLookup(house, one))));
}

async function writeOpenId(
  tx: Tx,
  house: House,
  at: {
    customerId: string;
    sealer: Parameters<typeof writeIdentifier>[1]["sealer"];
    login: OpenIdLogin | null;
  },
): Promise<void> {
  if (!at.login) return;
  const lookup = openIdLookup(house, at.login);
  const rows = await listIdentifiers(tx, [at.customerId]);
  if (rows.some((row) => row.kind === "openid" && row.lookup.equals(lookup))) return;
  const value = `${at.login.issuer} ${at.login.subject}`;
  const known = { kind: "openid", value, lookup, verifiedAt: null, changedAt: null, told: false };
  await writeIdentifier(tx, { ...at, stored: undefined }, known);
}
