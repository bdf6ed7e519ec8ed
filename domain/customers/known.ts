import type { Identity } from "../held-data/identity";
import type { House } from "../house";
import { normaliseCustomerNumber, normaliseEmail, normalisePhone } from "./normalise";

/** What is stored of a person so that they can be found or reached. Names are not. */
export const KNOWN_KINDS = ["email", "phone", "post", "device", "customer_number"] as const;
export type KnownKind = (typeof KNOWN_KINDS)[number];

/** One identifier as a source writes it, with its keyed hash. An empty value: the sources have none. */
export interface Known {
  kind: KnownKind;
  value: string;
  lookup: Buffer;
}

/** All that is known of somebody whom no source describes: the address that was proved, if there is one. */
export function identityOf(email: string | null): Identity[] {
  if (email === null) return [];
  const nothing = { name: null, phone: null, post: null, device: null };
  return [{ ...nothing, email, locale: null, country: null, region: null, customerNumber: null }];
}

const plain = (text: string | null): string | null => text?.normalize("NFC").trim() || null;

const read: Readonly<Record<KnownKind, (identity: Identity) => string | null>> = {
  email: (identity) => identity.email,
  phone: (identity) => identity.phone,
  post: (identity) => identity.post,
  device: (identity) => identity.device,
  customer_number: (identity) => identity.customerNumber,
};

/** Keyed hash of an identifier, or null when the text is none. Equal hashes are the same identifier. */
export function lookupOf(
  house: House,
  identifier: { kind: KnownKind; value: string | null; country?: string | null },
): Buffer | null {
  const { kind, value, country = null } = identifier;
  const { phoneCountry } = house.brand;
  const normalised = {
    email: () => normaliseEmail(value),
    phone: () => normalisePhone(value, { country, phoneCountry }),
    post: () => plain(value),
    device: () => plain(value),
    customer_number: () => normaliseCustomerNumber(value),
  }[kind]();
  return normalised === null ? null : house.keys.lookup(kind, normalised);
}

/** Of each kind the first that the sources give, in the order of the brand folder. */
export function knownFrom(house: House, identities: readonly Identity[]): Known[] {
  return KNOWN_KINDS.map((kind) => {
    for (const identity of identities) {
      const value = read[kind](identity);
      const lookup = lookupOf(house, { kind, value, country: identity.country });
      if (value !== null && lookup !== null) return { kind, value: value.trim(), lookup };
    }
    return { kind, value: "", lookup: house.keys.lookup(kind, "") };
  });
}

/** Where a person is and what they read, by the first source that says so. */
export function settingsFrom(identities: readonly Identity[]) {
  const first = (name: "locale" | "country" | "region") =>
    identities.map((identity) => identity[name]).find((value) => value !== null) ?? null;
  return { sourceLocale: first("locale"), country: first("country"), region: first("region") };
}

/** Keyed hash of one source's key of a person. */
export const linkLookup = (house: House, link: { source: string; key: string }): Buffer =>
  house.keys.lookup("link", `${link.source}\0${link.key}`);

/** Keyed hash of who somebody is at the brand's own sign-in. */
export const openIdLookup = (house: House, login: OpenIdLogin): Buffer =>
  house.keys.lookup("openid", `${login.issuer}\0${login.subject}`);

export interface OpenIdLogin {
  issuer: string;
  subject: string;
}
