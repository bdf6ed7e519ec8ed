import type { Recorded } from "./cells";
import { type AddressState, REASONS, type StopState } from "./states";

/** Every reason of a decision. The last three are never given yet. */
export const DECISION_REASONS = [
  ...REASONS,
  "frequency",
  "item_not_covered",
  "no_such_purpose",
  "invalid",
  "signal",
  "restricted",
  "forgotten",
] as const;
export type DecisionReason = (typeof DECISION_REASONS)[number];

/** What a system asks: may this be done, by this channel (`""`: none), with these held items? */
export interface Question {
  purpose: string;
  channel: string;
  items: readonly string[];
}

/** One person, with all the records that are known to be theirs. */
export interface Person {
  /** What holds for a cell, by `cellKey`; a cell that is not there was never spoken of. */
  said: ReadonlyMap<string, Recorded>;
  /** Of the channel asked for. Null: it needs none, or nothing is known of this person. */
  address: AddressState | null;
  /** What a text from their number did to the channel asked for. */
  stop: StopState | null;
  /** The newest use of that purpose and channel that was reported. */
  lastUse: Date | null;
  ledger: Position | null;
}

/** A place in a person's ledger. */
export interface Position {
  seq: number;
  /** 64 hex digits. */
  hash: string;
}

/** May it be done? `because` is one plain sentence without a value of anybody. */
export interface Decision {
  decision: "allow" | "deny";
  reason: DecisionReason;
  because: string;
  ledger: Position | null;
  /** Until when the answer may be kept. */
  validUntil: Date;
}
