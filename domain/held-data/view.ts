import type { Said } from "@/domain/brand/text";
import type { Shown } from "./shown";

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
  kind: "text" | "email" | "phone" | "number" | "date" | "boolean";
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

export interface ShownField {
  column: string;
  name: Said;
  value: Shown;
}

export interface HeldColumn {
  column: string;
  name: Said;
  numeric: boolean; // aligned to the end
  sortable: boolean;
}

export interface HeldRow {
  id: string; // reveals this row's masked columns
  masked: boolean; // something in it may still be revealed
  cells: Shown[]; // in the order of `columns`
}

/** When it goes, computed from the source. `date` is YYYY-MM-DD; null: no date can be given. */
export interface KeptUntil {
  date: string | null;
  past: boolean;
  lockedUntil: string | null; // erase is refused until then (kept by law); null: not refused
}

/** The words now held, for the boxes of the correct form. Only where `correct.by` is self and shown. */
export type BoxValues = Record<string, string>;

interface Read {
  item: string;
  kept: KeptUntil;
}

export type HeldValue =
  | (Read & { kind: "field"; value: Shown; boxes: BoxValues })
  | (Read & { kind: "row"; fields: ShownField[]; boxes: BoxValues })
  | (Read & {
      kind: "list";
      columns: HeldColumn[];
      rows: HeldRow[];
      total: number;
      page: number;
      pages: number;
      pageSize: number;
      sort: string; // "-invoice_date": a column, "-" for newest or largest first; "" as declared
    })
  | (Read & { kind: "empty" })
  | (Read & { kind: "masked"; hint: string; count: number | null }) // count: records, for a list
  | { kind: "unavailable"; item: string; sourceName: Said; at: string }; // at: RFC 3339

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
