import { type CustomerReference, lookupOf } from "../customers";
import { normaliseEmail, normalisePhone } from "../customers/normalise";
import type { House } from "../house";
import type { Reading } from "./catalog";

/** One identifier of a row, in its normal form. */
export interface Key {
  kind: "email" | "phone" | "customer_number";
  value: string;
  /** Keyed hash, as hex. */
  hex: string;
}

/** Who a row speaks of. */
export interface Who {
  /** What the person is named by: the address first, else the number, else the customer number. */
  first: Key;
  keys: readonly Key[];
}

/** Null where nothing in the row can be read as an identifier. */
export function whoOf(house: House, reading: Reading): Who | null {
  const email = normaliseEmail(reading.email);
  const phone = phoneOf(house, reading);
  const keys = [
    keyOf(house, "email", email),
    keyOf(house, "phone", phone),
    keyOf(house, "customer_number", reading.customerNumber || null),
  ].filter((key) => key !== null);
  const [first] = keys;
  return first ? { first, keys } : null;
}

function keyOf(house: House, kind: Key["kind"], value: string | null): Key | null {
  const lookup = value === null ? null : lookupOf(house, { kind, value });
  return value === null || lookup === null ? null : { kind, value, hex: lookup.toString("hex") };
}

/** A local number of a country that cannot be read is no number: a guess would reach somebody else. */
function phoneOf({ brand }: House, { phone, country }: Reading): string | null {
  if (!phone) return null;
  const local = !/^\s*(\+|00)/u.test(phone);
  if (local && country === "?") return null;
  const by = { country: country === "?" ? null : country, phoneCountry: brand.phoneCountry };
  const number = normalisePhone(phone, by);
  return number !== null && number.length >= 8 ? number : null;
}

/** The same as the brand's systems would name the person. */
export function referenceOf({ kind, value }: Key): CustomerReference {
  if (kind === "email") return { email: value };
  return kind === "phone" ? { phone: value } : { customer_number: value };
}
