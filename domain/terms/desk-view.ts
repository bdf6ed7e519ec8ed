import type { Said } from "@/domain/brand/text";
import type { ClauseDifference } from "./catalog";

/** What a number of a text is followed by. */
export type AmountUnit = "minute" | "hour" | "day" | "week" | "month" | "year" | "percent";

/** What the sentence of a finding names; which of these, its kind says. */
export interface FindingNames {
  /** Of a purpose or held item that is not there. */
  id?: string;
  /** Of the clause that is meant. */
  title?: string;
  /** Purposes and items by the brand's own names. */
  names?: string[];
  amount?: { unit: AmountUnit; own: number; theirs: number[] };
  /** The first day that would do: `YYYY-MM-DD`. */
  day?: string;
}

/** Something that stands in the way of publishing (`stops`), or that a person should look at. */
export interface TermsFinding {
  stops: boolean;
  kind:
    | "stale"
    | "unchecked"
    | "no_clause"
    | "no_point"
    | "no_binding_text"
    | "unknown_purpose"
    | "unknown_item"
    | "past"
    | "other_words"
    | "mentioned"
    | "numbers";
  document: string;
  version: string;
  /** Of the summary or text that is meant. */
  locale: string;
  /** Ids and anchors; null where the finding is about none. */
  point: string | null;
  clause: string | null;
  /** In plain English, one sentence: what is wrong and what would be right. */
  message: string;
  /** For telling the same in another language. */
  named: FindingNames;
}

/** How hard a text is to read. */
export interface Reading {
  locale: string;
  /** Flesch-Kincaid grade, English only. */
  grade: number | null;
  /** LIX, for languages written with spaces. */
  lix: number | null;
  /** Mean length of a sentence: words, or Han characters in Chinese. */
  meanSentence: number;
  /** Sentences over 25 words or 50 Han characters. */
  tooLong: string[];
}

/** One point beside the clauses it stands for, and what became of those since the version published last. */
export interface PointCheck {
  id: string;
  text: Said;
  surprising: boolean;
  state: "checked" | "unchecked" | "stale";
  clauses: { anchor: string; title: Said; difference: ClauseDifference | null }[];
  findings: TermsFinding[];
}

/** One version in the folder, as the desk reads it. */
export interface DeskVersion {
  version: string;
  hash: string;
  /** Null: a candidate. */
  publishedAt: Date | null;
  standing: "candidate" | "coming" | "in_force" | "past";
  /** Whether nothing stops it from being published. False for what is published already. */
  publishable: boolean;
  findings: TermsFinding[];
}

/** One document at the desk. */
export interface DeskDocument {
  document: string;
  name: Said;
  kind: string;
  agreement: "required" | "notice";
  binding: string;
  /** Newest first: those of the folder and those published. */
  versions: DeskVersion[];
}

/** One version of the folder in full, for the side-by-side check. */
export interface DeskVersionView extends DeskVersion {
  document: string;
  name: Said;
  agreement: "required" | "notice";
  binding: string;
  /** The version published last before it, which it is compared with. */
  comparedWith: string | null;
  points: PointCheck[];
  difference: ClauseDifference[];
  reading: { summary: Reading[]; full: Reading[] };
}
