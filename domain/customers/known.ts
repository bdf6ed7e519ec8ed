import type { Identity } from "../held-data/identity";
import type { House } from "../house";
import { normaliseCustomerNumber, normaliseEmail, normalisePhone } from "./normalise";

/** What is stored of a person so that they can be found or reached. Names are not. */
export const KNOWN_KINDS = ["email", "phone", "post", "device", "customer_number"] as const;
export type KnownKind = (typeof KNOWN_KINDS)[number];

/**
 * One identifier as a source writes it, a phone in E.164, with its keyed hash. An empty value: the sources have none.
 */
export interface Known {
  kind: KnownKind;
  value: string;
  lookup: Buffer;
}

const nobody: Identity = {
  ...{ name: null, email: null, phone: null, post: null, device: null },
  ...{ locale: null, country: null, region: null, customerNumber: null },
};

/** All that is known of somebody whom no source describes: what they proved, or a system said. */
export const identityOf = (said: Partial<Identity>): Identity[] =>
  Object.values(said).some((value) => value !== null) ? [{ ...nobody, ...said }] : [];

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
  const normalised = normaliseKnown(house.brand.phoneCountry, identifier);
  return normalised === null ? null : house.keys.lookup(identifier.kind, normalised);
}

function normaliseKnown(
  phoneCountry: string,
  { kind, value, country = null }: { kind: KnownKind; value: string | null; country?: string | null },
): string | null {
  return {
    email: () => normaliseEmail(value),
    phone: () => normalisePhone(value, { country, phoneCountry }),
    post: () => plain(value),
    device: () => plain(value),
    customer_number: () => normaliseCustomerNumber(value),
  }[kind]();
}

/** An identifier as it is kept: a phone in E.164, so that a text finds its way without the country; else as written. */
export function keptAs(
  house: House,
  identifier: { kind: KnownKind; value: string; country?: string | null },
): string {
  const { kind, value } = identifier;
  const number = kind === "phone" ? normaliseKnown(house.brand.phoneCountry, identifier) : null;
  return number ?? value.trim();
}

/** Of each kind the first that the sources give, in the order of the brand folder. */
export function knownFrom(house: House, identities: readonly Identity[]): Known[] {
  return KNOWN_KINDS.map((kind) => {
    for (const identity of identities) {
      const value = read[kind](identity);
      if (value === null) continue;
      const lookup = lookupOf(house, { kind, value, country: identity.country });
      if (lookup !== null)
        return { kind, value: keptAs(house, { kind, value, country: identity.country }), lookup };
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
