import type { DurationText } from "./duration";
import type { FORMATS, ORIGINS } from "./schema/data-file";
import type { Text } from "./text";

export type Format = (typeof FORMATS)[number];
export type Origin = (typeof ORIGINS)[number];
export type Shape = "field" | "row" | "list";

/** A heading under which items stand. Its defaults are already applied to its items. */
export interface Category {
  id: string;
  name: Text;
  about: Text;
}

/** SQL for a `postgres` source (`:customer_key`), a JMESPath expression for an `http` one. */
export type Query = string;

export type Keep =
  | { kind: "for"; for: DurationText; from: Query; because: Text }
  | { kind: "until"; until: Query; because: Text }
  | { kind: "while_customer"; because: Text };

/** `write` takes `:customer_key` and `:value`, or for a row `:<column>` of the `columns` that can be edited. */
export type Correct =
  | { by: "self"; write: string; columns: string[]; max?: number; pattern?: string }
  | { by: "request" }
  | { by: "nobody"; because?: Text };

/** `rows`: how many rows `write` may touch, a number or SQL that counts. */
export type EraseAct =
  | { by: "delete" | "anonymise"; write: string; rows: number | string }
  | { by: "task"; task: string };

/** Refused until then (a past day or NULL refuses nothing); `afterwards` runs on request. */
export interface EraseKeep {
  by: "keep";
  because: Text;
  until: { kind: "day"; day: string } | { kind: "query"; query: Query };
  afterwards: EraseAct;
}
export type Erase = EraseAct | EraseKeep;

/** A column of a row or list. */
export interface Field {
  column: string;
  /** Undefined only where hidden. */
  name?: Text;
  format?: Format;
  /** With `money`: the column that holds the currency's code. */
  currencyColumn?: string;
  mask: boolean;
  /** false: in the copy, not on the page. */
  page: boolean;
  hide: boolean;
  max?: number;
  pattern?: string;
}

export interface Sort {
  column: string;
  descending: boolean;
}

export interface Item {
  id: string;
  name: Text;
  category: string;
  why: Text;
  origin: Origin;
  /** Where origin is `received`. */
  receivedFrom?: Text;
  /** Where origin is `inferred`. */
  workedOut?: Text;
  source: string;
  read: Query;
  shape: Shape;
  /** Of a field. */
  format?: Format;
  /** Of a field with `money`: a code (ISO 4217). */
  currency?: string;
  /** Of a row or list, in page order; else empty. */
  fields: Field[];
  sort: Sort[];
  /** Empty where `noPurpose` says why it is still here. */
  purposes: string[];
  noPurpose?: Text;
  keep: Keep;
  /** The item's own, or its category's; besides the purposes' own. */
  recipients: string[];
  mask: boolean;
  /** GDPR art. 9: always masked, never shown in a visit. */
  special: boolean;
  correct: Correct;
  erase: Erase;
  /** What "stop using" turns off; undefined: every purpose it serves that can be turned off. */
  stop?: { purpose: string; channel?: string }[];
  dpv?: string;
}
