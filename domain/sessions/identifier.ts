import { parsePhoneNumberFromString } from "libphonenumber-js";
import { normaliseCustomerNumber, normaliseEmail, normalisePhone } from "../customers/normalise";
import type { Proof } from "../held-data";
import type { Identity } from "../held-data/identity";
import type { House } from "../house";
import { canText, mailAddress, type Reachable } from "../messages";
import { isMeantAsPhone } from "./catalog";

/** What somebody typed to be found by. A customer number finds but proves nothing. */
export interface Typed {
  kind: "email" | "phone" | "customer_number";
  /** Normalised; a phone in E.164. */
  value: string;
  /** Digits may be either: the customer number that this is if nobody has the phone. */
  orNumber?: string | null;
}

/** Reads what was typed, or null when it can be neither an address, a phone nor a customer number. */
export function readTyped(house: House, who: string): Typed | null {
  if (who.includes("@")) {
    const value = mailAddress(who) && normaliseEmail(who);
    return value ? { kind: "email", value } : null;
  }
  const number = /^[^\p{C}@<>"]{1,60}$/u.test(who) ? normaliseCustomerNumber(who) : null;
  if (!canText(house)) return number ? { kind: "customer_number", value: number } : null;
  const phone = readPhone(who, house.brand.phoneCountry);
  if (isMeantAsPhone(who)) return phone === null ? null : { kind: "phone", value: phone };
  if (phone !== null) return { kind: "phone", value: phone, orNumber: number };
  return number ? { kind: "customer_number", value: number } : null;
}

/** A number that can be one, in E.164; without `+` it is read as one of the brand's country. */
function readPhone(who: string, phoneCountry: string): string | null {
  const number = normalisePhone(who.normalize("NFKC").trim(), { phoneCountry });
  const parsed = number === null ? undefined : parsePhoneNumberFromString(number);
  return parsed?.isPossible() ? number : null;
}

/** Looking by what was typed. */
export function proofOf({ kind, value }: Pick<Typed, "kind" | "value">): Proof {
  if (kind === "email") return { email: value };
  return kind === "phone" ? { phone: value } : { customerNumber: value };
}

/** Whether a source says that somebody has this address. `address.value` is normalised. */
export function hasAddress(house: House, identity: Identity | null, address: Reachable): boolean {
  if (identity === null) return false;
  if (address.kind === "email") return normaliseEmail(identity.email) === address.value;
  return phoneIn(house, identity) === address.value;
}

/** The phone of an identity, in E.164. */
export function phoneIn(house: House, { phone, country }: Identity): string | null {
  return normalisePhone(phone, { country, phoneCountry: house.brand.phoneCountry });
}
