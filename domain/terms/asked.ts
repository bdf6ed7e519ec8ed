import type { Said } from "@/domain/brand/text";
import type { ChangesForYou, VersionLine } from "./catalog";

/** What a person did about a version. `told`: by message; `shown`: they opened it. */
export type TermsAct = "told" | "shown" | "agree" | "later" | "refuse";

/** How one person and one document stand. */
export interface Standing {
  document: string;
  name: Said;
  agreement: "required" | "notice";
  /** The version in force, and its hash for the form. */
  now: VersionLine;
  /** Their newest decision, whichever version it was about; null: none. */
  decided: { decision: "agree" | "later" | "refuse"; version: string; at: Date } | null;
  /** The newest version they agreed to; null: none. */
  agreed: { version: string; at: Date } | null;
  /** Null where there is no earlier version to compare with, or nothing changed since. */
  changes: ChangesForYou | null;
  /**
   * `ask`: show the question now. `waits`: they said "not now" in this session. `tell`: tell and do not ask.
   * `nothing`: agreed, refused, seen, or not touched by what changed.
   */
  wants: "ask" | "waits" | "tell" | "nothing";
}

/** One line of a person's own record about terms, newest first. */
export interface TermsRecord {
  seq: number;
  document: string;
  name: Said;
  version: string;
  act: TermsAct;
  at: Date;
  locale: string;
  /** SHA-256 of the version's list of texts. */
  termsHash: string;
  /** SHA-256 of the points as they were shown, which are kept. */
  shownHash: string;
  hash: string;
}

/** What came of a decision. */
export interface DecideResult {
  changed: boolean;
  document: string;
  version: string;
  decision: "agree" | "later" | "refuse";
}
