import type { AddressKind, Frequency } from "@/domain/choices/catalog";

/** Whose exports are understood. */
export const TOOLS = ["mailchimp", "shopify", "klaviyo", "hubspot", "customerio", "forthright"] as const;
export type Tool = (typeof TOOLS)[number];

/** As they call themselves. */
export const TOOL_NAMES: Readonly<Record<Tool, string>> = {
  mailchimp: "Mailchimp",
  shopify: "Shopify",
  klaviyo: "Klaviyo",
  hubspot: "HubSpot",
  customerio: "Customer.io",
  forthright: "Forthright",
};

/** What a tool is called, also one that this version does not know. */
export const toolName = (tool: string): string =>
  TOOLS.some((one) => one === tool) ? TOOL_NAMES[tool as Tool] : tool;

/** Encodings that may be said; without one the file itself tells, as far as it can. */
export const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1252", "gbk", "gb18030", "big5"] as const;
export type Encoding = (typeof ENCODINGS)[number];

/**
 * What becomes of one choice of one row. The first four are written; `unchanged`: it is so already; `kept`: what stands
 * here is stronger; `blank`: nothing was said; the others were said and cannot be taken.
 */
export const OUTCOMES = [
  "on",
  "off",
  "waiting",
  "set",
  "unchanged",
  "kept",
  "blank",
  "unclear",
  "no_address",
  "other_address",
  "undeliverable",
  "unconfirmed",
  "not_offered",
  "broken",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Outcomes that somebody may want to mend in the file. */
export const PROBLEMS: readonly Outcome[] = ["broken", "unclear", "no_address", "not_offered"];

/** One purpose and channel that a column speaks of; `""`: the one switch. */
export interface MappedCell {
  purpose: string;
  channel: string;
  /** As it was written; "" for our own file, whose rows name their choice. */
  column: string;
  /** Which address the channel needs; null: none. */
  address: AddressKind | null;
}

/** What a row says of one choice. */
export interface Said {
  cell: MappedCell;
  to: "on" | "off" | "blank" | "unclear" | "undeliverable";
  /** When the customer said so; null: the file does not say. */
  at: Date | null;
  /** The file shows that the address was proved by a link. */
  confirmed: boolean;
  /** As it stood in the file, for the evidence. */
  word: string;
  /** Of our own file: the exact state, and what was set besides. */
  exact?: Exact;
}

export interface Exact {
  act: "grant" | "ask" | "withdraw" | "cancel" | "object" | "unobject" | null;
  pausedUntil: Date | null;
  frequency: Frequency | null;
}

/** One row in our words. */
export interface Reading {
  email: string | null;
  phone: string | null;
  customerNumber: string | null;
  /** ISO 3166-1 alpha-2 by which a local number is read; "?" where the row names one that cannot be read. */
  country: string | null;
  said: readonly Said[];
  /** The tool's own id of the person, for the evidence. */
  reference?: string;
}

/** One thing that somebody may mend: where, what is there, and what would be right. */
export interface Example {
  outcome: Outcome;
  file: string;
  line: number;
  purpose: string;
  channel: string;
  /** Masked. */
  address: string;
  /** What stood there, where it is no address. */
  word: string;
}

export interface ImportReport {
  /** The same file was in already, in the same reading: nothing was done. */
  already: boolean;
  /** It was ended by hand after a batch, and can go on. */
  stopped: boolean;
  dryRun: boolean;
  tool: Tool;
  file: string;
  sha256: string;
  rows: number;
  /** Customers made, with what the file says they are known by alone. */
  newcomers: number;
  /** Choices by outcome. */
  counts: Record<Outcome, number>;
  /** Of those turned on: without the time when they were said. */
  undated: number;
  /** The first few of each problem. */
  examples: Example[];
  /** Lines that were not UTF-8 and were read as windows-1252. */
  otherEncoding: number;
  /** The brand's sources did not answer, so people were made without asking them any more. */
  sourcesSilent: boolean;
}

/** The file, a column or an option is not what it should be; the message says what would be. */
export class ImportMistake extends Error {
  override readonly name = "ImportMistake";
}

/** Told by its name: errors may come from another copy of this file. */
export const isImportMistake = (error: unknown): error is ImportMistake =>
  error instanceof Error && error.name === "ImportMistake";
