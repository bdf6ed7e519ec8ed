import type { Identity } from "./identity";

/** What a person proved to hold, or (a customer number) only said. One of them. */
export type Proof = { email: string } | { phone: string } | { customerNumber: string };

/** A customer of one source. `identity` null: the key came from elsewhere, the source says nothing of who it is. */
export interface Found {
  source: string;
  key: string;
  identity: Identity | null;
}

export interface FindResult {
  found: Found[];
  /** Sources where two keys count or a 21st was proposed: no one may be let in. */
  ambiguous: string[];
  /** Sources that did not answer. `reason` is for logs. */
  failed: { source: string; reason: string }[];
}
