import type { FullTextTree } from "@/domain/terms/tree";
import type { Category, Item } from "./brand-items";
import type { Protection, Recipient, Source } from "./brand-sources";
import type { TermsDocument } from "./brand-terms";
import type { DurationText } from "./duration";
import type { JURISDICTIONS } from "./schema/brand-file";
import type { BASES, FREQUENCIES } from "./schema/purposes-file";
import type { Text } from "./text";

export type Basis = (typeof BASES)[number];
export type Frequency = (typeof FREQUENCIES)[number];
export type Jurisdiction = (typeof JURISDICTIONS)[number];

/** What a brand declares, read and checked, defaults applied. Lists keep the folder's order. */
export interface Brand {
  name: Text;
  legalName: string;
  url: string;
  address: { street: string; city: string; postalCode: string; region?: string; country: string };
  contact: { email: string; phone?: string; privacyOfficer: { name?: string; email: string } };
  /** The first is for people whose country is unknown. */
  jurisdictions: Jurisdiction[];
  /** Canonical BCP 47 tags; the first is the default. */
  locales: string[];
  /** IANA. */
  timeZone: string;
  /** ISO 4217. */
  currency: string;
  /** ISO 3166-1 alpha-2: the country of a number without `+`. */
  phoneCountry: string;
  theme: Theme;
  authority?: { name: Text; url: string };
  desk: Desk;
  channels: Channel[];
  sources: Source[];
  categories: Category[];
  items: Item[];
  purposes: Purpose[];
  recipients: Recipient[];
  protection: Protection;
  terms: TermsDocument[];
  staffRules: StaffRules[];
  /** SHA-256 over the folder's named files, 64 hex digits. */
  hash: string;
}

/** Colours as `#rrggbb`; pictures as SVG source. */
export interface Theme {
  color: string;
  on: string;
  colorDark: string;
  onDark: string;
  /** A CSS length, 0 to 1rem. */
  radius: string;
  font?: string;
  fontHeading?: string;
  logo?: string;
  logoDark?: string;
  icon?: string;
}

export interface Desk {
  emailDomains: string[];
  reasons: Text[];
  /** A regular expression (flag u) that the whole ticket reference matches. */
  ticket?: string;
  names: "first" | "pseudonym";
  hours?: { from: string; to: string; days: string[] };
}

export interface Channel {
  id: string;
  name: Text;
  address: "email" | "phone" | "post" | "device";
  stop: "list_unsubscribe" | "keyword" | "none";
  stopWords: string[];
}

export interface Purpose {
  id: string;
  name: Text;
  why: Text;
  benefit: Text;
  ifOff: Text;
  basis: Basis;
  interest?: Text;
  /** Empty: the purpose has no channel and is one switch. */
  channels: string[];
  /** Of a locked purpose: channels that the customer may choose besides, off until then. */
  optionalChannels: string[];
  frequency: Frequency[];
  confirm: boolean;
  renewAfter?: DurationText;
  recipients: string[];
  signal?: "gpc";
  special: boolean;
  marketing: boolean;
  /** `YYYY-MM-DD`: earlier consent is asked for again. */
  reworded?: string;
  dpv?: string;
}

/** staff/rules.<role>.<locale>.md: handling rules that staff sign. */
export interface StaffRules {
  role: string;
  locale: string;
  /** The file as written. */
  markdown: string;
  tree: FullTextTree;
  /** SHA-256 of the file, 64 hex digits. */
  hash: string;
}

/** The entry with this id, or undefined. */
export function byId<T extends { id: string }>(list: readonly T[], id: string): T | undefined {
  return list.find((entry) => entry.id === id);
}
