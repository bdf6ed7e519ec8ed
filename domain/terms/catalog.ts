import type { Said } from "@/domain/brand/text";
import type { FullTextTree } from "./tree";

export type { Block, Clause, FullTextTree, Inline } from "./tree";

/** A document with a version in force. */
export interface TermsSummary {
  document: string;
  name: Said;
  kind: "privacy_notice" | "terms_of_service" | "cookie_policy" | "other";
  agreement: "required" | "notice";
  /** `YYYY-MM-DD`: in force from this day. */
  version: string;
  /** Minutes, at least 1. */
  readingTime: ReadingTime;
}

/** Whole minutes, at least 1. */
export interface ReadingTime {
  summary: number;
  full: number;
}

/** A clause, purpose or held item that a point leads to. */
export interface PointLink {
  id: string;
  name: Said;
}

export interface PointView {
  id: string;
  text: Said;
  surprising: boolean;
  /** `id` is the anchor in the full text that is shown; `name` the clause's heading. */
  clauses: PointLink[];
  purposes: PointLink[];
  items: PointLink[];
  /** Whether a person has checked the line against its clauses as they stand. */
  checked: boolean;
}

/** The newest version in force of one document, for one reader. */
export interface TermsView {
  document: string;
  name: Said;
  kind: TermsSummary["kind"];
  agreement: TermsSummary["agreement"];
  version: string;
  /** What is new, for people who know an earlier version. */
  changed?: Said;
  /** Surprising ones first, else as the brand wrote them. */
  points: PointView[];
  full: {
    /** The language of this text, for `lang=`. */
    lang: string;
    tree: FullTextTree;
    /** Anchor of a clause → the points that lead to it. */
    pointsOf: Record<string, string[]>;
  };
  /** The locale whose full text binds. */
  binding: string;
  /** Whether the full text shown is the one that binds. */
  binds: boolean;
  /** What the reader's language lacks, so that another is shown and the page says so. */
  missing: { summary: boolean; full: boolean };
  readingTime: ReadingTime;
}
