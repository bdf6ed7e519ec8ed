import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customers } from "@/db/schema/customers";
import { byId } from "../brand";
import type { Found } from "../held-data/found";
import type { Identity } from "../held-data/identity";
import type { House } from "../house";
import { makeCustomerKey, type Sealer } from "./keys";
import { identityOf, knownFrom, linkLookup, settingsFrom } from "./known";
import { type CustomerReference, identifierOf, referenceLookup } from "./reference";
import { identifierOwners, writeLink, writeSettings } from "./store";
import { writeKnown } from "./write-known";

/** Somebody whom one of the brand's systems names and nobody here knew. */
export interface Newcomer {
  customerId: string;
  reference: CustomerReference;
  /** Where the sources know them; nowhere: all that is known is the identifier. */
  found: readonly Found[];
}

/** Somebody else wrote the same person a moment before: look again. */
export class AlreadyHere extends Error {
  override name = "AlreadyHere";
}

/** All that a system says of somebody, in the form of a source's own words. */
function alone(reference: CustomerReference): Identity[] {
  const identifier = identifierOf(reference);
  if (identifier === null) return [];
  const { kind, value } = identifier;
  return identityOf({ [kind === "customer_number" ? "customerNumber" : kind]: value });
}

/**
 * Writes a customer whom a system named: what the sources say, else the one identifier. Nothing of it counts as
 * proved. `tx` must see the new id.
 * @throws AlreadyHere when the identifier has got an owner meanwhile.
 */
export async function admitNewcomer(tx: Tx, house: House, newcomer: Newcomer): Promise<Sealer> {
  const { customerId, reference, found } = newcomer;
  await takeTurn(tx, house, reference);
  await tx.insert(customers).values({ id: customerId });
  const sealer = await makeCustomerKey(tx, house.keys, customerId);
  for (const link of found.filter(({ source }) => byId(house.brand.sources, source)?.find.kind === "sql"))
    await writeLink(tx, { customerId, sealer }, { ...link, lookup: linkLookup(house, link) });
  const identities = found.flatMap(({ identity }) => identity ?? []);
  const said = identities.length > 0 ? identities : alone(reference);
  await writeSettings(tx, customerId, { ...settingsFrom(said), complete: true });
  const now = new Date();
  const told = identities.length === 0;
  await writeKnown(tx, knownFrom(house, said), { customerId, sealer, now, complete: true, proved: [], told });
  return sealer;
}

/** Two calls about one unknown person make one customer: the second waits, and finds the first. */
async function takeTurn(tx: Tx, house: House, reference: CustomerReference): Promise<void> {
  const identifier = identifierOf(reference);
  const lookup = referenceLookup(house, reference);
  if (!identifier || !lookup) return;
  const hex = lookup.toString("hex");
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`identifier/${hex}`}, 0))`);
  await tx.execute(sql`select set_config('app.lookup', ${hex}, true)`);
  const owners = await identifierOwners(tx, { kind: identifier.kind, lookup });
  await tx.execute(sql`select set_config('app.lookup', '', true)`);
  if (owners.length > 0) throw new AlreadyHere();
}
