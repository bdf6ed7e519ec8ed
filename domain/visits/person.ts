import type { Subject } from "../context";
import { knownBy, linkLookup, type Recognised, recognise, wholePerson } from "../customers";
import { normaliseCustomerNumber, normaliseEmail, normalisePhone } from "../customers/normalise";
import { type FindResult, findInSources, type Proof } from "../held-data";
import type { House } from "../house";
import { newId } from "../random";
import type { FindBy } from "./catalog";
import { subjectFrom } from "./resolve";

/** What is searched for, in its normal form. */
export interface Sought {
  by: FindBy;
  value: string;
}

/** The one person whom a search names. `recognised` is what `admit` writes of somebody who was never here. */
export interface FoundPerson {
  subject: Subject;
  recognised: Recognised;
  found: FindResult["found"];
  complete: boolean;
}

/** Reads what was typed; null when it cannot be an address or a number of that kind. */
export function readSought(house: House, typed: Sought): Sought | null {
  const { by } = typed;
  const value = {
    email: () => normaliseEmail(typed.value),
    phone: () => normalisePhone(typed.value, { phoneCountry: house.brand.phoneCountry }),
    customer_number: () => normaliseCustomerNumber(typed.value),
  }[by]();
  return value === null ? null : { by, value };
}

const proofOf = ({ by, value }: Sought): Proof =>
  by === "email" ? { email: value } : by === "phone" ? { phone: value } : { customerNumber: value };

/**
 * Finds the one person with exactly this address or number: in the sources, and where those name nobody, by what we
 * know. Null for nobody, for several, and where a source that may know them did not answer.
 */
export async function findPerson(house: House, sought: Sought): Promise<FoundPerson | null> {
  const { found, ambiguous, failed } = await findInSources(house, proofOf(sought), { evenly: true });
  if (ambiguous.length > 0) return null;
  const email = sought.by === "email" ? sought.value : null;
  const recognised = await recognise(house, { found, email, openId: null });
  // One person by what is written, two by what the sources say: a sign-in tells them apart.
  if (recognised.apart.length > 0 || recognised.stale.length > 0) return null;
  const complete = failed.length === 0;
  const person = (ids: readonly string[], is: Recognised): FoundPerson => ({
    ...{ subject: subjectFrom(ids), recognised: is, found, complete },
  });
  if (!recognised.isNew) {
    const [oldest = ""] = recognised.customerIds;
    return person(await wholePerson(house, heldBySource(house, recognised, found) ?? oldest), recognised);
  }
  const known = await knownBy(house, {
    ...{ kind: sought.by, value: sought.value, failed: failed.map(({ source }) => source) },
  });
  if (known.length > 0) return person(known, { ...recognised, isNew: false, customerIds: known });
  return found.length > 0 && complete ? person(recognised.customerIds, recognised) : null;
}

/**
 * The record that a source has under its own key. Another one that is only known by the address may be somebody else's
 * until a sign-in proves it, and nothing of what the brand holds is behind it.
 */
const heldBySource = (house: House, { links }: Recognised, found: FoundPerson["found"]): string | undefined =>
  links.find((link) =>
    found.some((one) => one.source === link.source && linkLookup(house, one).equals(link.lookup)),
  )?.customerId;

/** Somebody who is nobody: the steps that a search takes where there is no one, so that it takes them always. */
export const nobody = (): Subject => ({ id: newId(), linked: [] });
