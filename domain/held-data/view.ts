import type { Said } from "@/domain/brand/text";
import type { FailureKind } from "./sources/failure";

/** Where a held item comes from, in page order. */
export const ORIGINS = ["given", "observed", "received", "inferred"] as const;
export type Origin = (typeof ORIGINS)[number];

export type Basis =
  | "consent"
  | "legitimate_interest"
  | "contract"
  | "legal_obligation"
  | "vital_interest"
  | "public_task";

export interface Named {
  id: string;
  name: Said;
}

/** One box of the correct form. `name` is the form field's name. */
export interface CorrectBox {
  name: string;
  label: Said;
  kind: "text" | "email" | "phone" | "number" | "date" | "boolean" | "url";
  max: number | null;
  pattern: string | null;
}

export type CorrectOffer =
  | { by: "self"; boxes: CorrectBox[] }
  | { by: "request" }
  | { by: "nobody"; because: Said | null };

export type EraseOffer = { by: "delete" | "anonymise" | "task" } | { by: "keep"; because: Said };

/** How long it is kept, as declared. The computed date comes with the value (`HeldValue.kept`). */
export type KeepRule =
  | { kind: "for"; period: string; because: Said } // ISO 8601 duration
  | { kind: "until"; because: Said }
  | { kind: "while"; because: Said };

export interface HeldPurpose extends Named {
  basis: Basis;
  benefit: Said;
}

export interface HeldRecipient extends Named {
  whatFor: Said;
  country: string;
}

/** What "stop using" would turn off. No channel: all of that purpose. */
export interface StopTarget {
  purpose: Named;
  channel: Named | null;
}

/** Everything about one held item but its value. */
export interface HeldCard {
  id: string;
  name: Said;
  category: Named & { about: Said };
  why: Said;
  origin: Origin;
  originDetail: Said | null; // received from whom, or how it was worked out
  source: Named;
  shape: "field" | "row" | "list";
  purposes: HeldPurpose[];
  noPurpose: Said | null;
  recipients: HeldRecipient[];
  keep: KeepRule;
  lastUsed: { at: Date; title: string } | null;
  correct: CorrectOffer;
  erase: EraseOffer;
  stop: StopTarget[]; // empty: "stop using" is not offered
  goesOn: Said[]; // purposes that no stop reaches, by name
  notMe: boolean; // "this is not me" is offered (inferred)
  masked: boolean;
  special: boolean;
}

export interface HeldGroup {
  origin: Origin;
  cards: HeldCard[];
}

/** A correction that waits for the code sent to the new address. */
export interface WaitingCorrection {
  id: string;
  item: string;
  sentTo: string; // masked
  expiresAt: Date;
}

export interface HeldDataView {
  groups: HeldGroup[]; // only origins that have cards, in the order of ORIGINS
  total: number;
  sources: Named[]; // those in play for this customer
  waiting: WaitingCorrection[];
}

/** What came of a correction. */
export type Correction =
  | { outcome: "corrected"; item: string }
  | { outcome: "unchanged"; item: string }
  | { outcome: "code_sent"; item: string; waiting: WaitingCorrection }
  | { outcome: "request_filed"; item: string; requestId: string };

export interface Stopped {
  item: string;
  stopped: StopTarget[]; // what went off now; empty: all of it was off already
}

export interface Filed {
  item: string;
  requestId: string;
  stopped: StopTarget[];
}

/** Whether a source answers now, and how it did before in this process. Never what it said, nor its address. */
export interface SourceHealth {
  id: string;
  name: Said;
  kind: "postgres" | "http";
  answered: boolean;
  ms: number;
  failure: FailureKind | null;
  lately: { answeredAt: Date | null; failedAt: Date | null; failure: FailureKind | null };
}
