import { z } from "zod";
import type { Said } from "@/domain/brand/text";
import type { FullTextTree } from "./tree";

export type * from "./asked";
export type * from "./desk-view";
export type * from "./differences";
export type * from "./preview-view";
export type { Block, Clause, FullTextTree, Inline } from "./tree";

/** One version of one document, as a form or an address names it. */
export const VersionInput = z.object({
  document: z.string().regex(/^[a-z0-9_-]{1,100}$/u, "the id of a document"),
  version: z.iso.date("a version, such as 2026-06-01"),
});
export type VersionInput = z.infer<typeof VersionInput>;

/** What a customer says to a version; `hash` is that of what the page showed. Nothing is said by silence. */
export const DecideTermsInput = z.object({
  ...VersionInput.shape,
  hash: z.string().regex(/^[0-9a-f]{64}$/u, "the hash of a version"),
  decision: z.enum(["agree", "later", "refuse"]),
});
export type DecideTermsInput = z.infer<typeof DecideTermsInput>;

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

/** One published version of a document. */
export interface VersionLine {
  /** `YYYY-MM-DD`: in force from this day. */
  version: string;
  /** SHA-256 of the list of its texts, 64 hex digits: what a person is shown and decides about. */
  hash: string;
  publishedAt: Date;
  standing: "coming" | "in_force" | "past";
}

/** One published version of one document, for one reader: that in force, or the one asked for. */
export interface TermsView {
  document: string;
  name: Said;
  kind: TermsSummary["kind"];
  agreement: TermsSummary["agreement"];
  version: string;
  hash: string;
  standing: VersionLine["standing"];
  /** Every published version, newest first. */
  versions: VersionLine[];
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
