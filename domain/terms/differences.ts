import type { Said } from "@/domain/brand/text";
import type { PointView } from "./catalog";

/** A run of words; told apart by more than colour when shown. */
export interface Mark {
  kind: "same" | "added" | "removed";
  text: string;
}

/** What became of a clause that both versions have. */
export type ClauseChange = "renamed" | "moved" | "reworded";

/** One clause of either version, in the order of the newer; a removed one stands where it stood. */
export interface ClauseDifference {
  kind: "added" | "removed" | "kept";
  /** Of a kept clause; none: unchanged. Always in the order renamed, moved, reworded. */
  changes: ClauseChange[];
  /** Anchor in the newer text, or in the older where it was removed; `""`: what stands before the first heading. */
  anchor: string;
  /** Anchor in the older text; null where it was added. */
  before: string | null;
  /** Heading level, 1 to 6; 0 for what stands before the first heading, and for the footnotes. */
  depth: number;
  /** The heading with its marks; empty where there is none. */
  title: Mark[];
  /** The clause's own words without those of the clauses inside it, one list a paragraph; marks where it differs. */
  body: Mark[][];
}

/** The difference between two published versions of one document. */
export interface DifferenceView {
  document: string;
  name: Said;
  /** Versions, the older first whichever way round they were asked for. */
  from: string;
  to: string;
  /** The language that was compared, for `lang=`. */
  lang: string;
  /** Whether that language binds. */
  binds: boolean;
  clauses: ClauseDifference[];
  /** How many are added, removed, renamed, moved, reworded and unchanged; one clause may count twice. */
  counts: Record<"added" | "removed" | "unchanged" | ClauseChange, number>;
}

/** Why a point concerns this person: a purpose that is on, or an item that is held about them. */
export interface Concern {
  kind: "purpose" | "item";
  id: string;
  name: Said;
}

/** One point that is not as it was. */
export interface PointChange {
  /** `clause`: the line stands as it did, the words of its clause do not. */
  kind: "new" | "reworded" | "clause";
  point: PointView;
  /** The line as it was; null where it is new. */
  before: Said | null;
  /** Empty: it concerns everybody or nobody in particular. */
  concerns: Concern[];
}

/** What is new since the version that this person last agreed to or was shown. */
export interface ChangesForYou {
  document: string;
  name: Said;
  from: string;
  to: string;
  since: { what: "agreed" | "refused" | "shown" | "joined"; at: Date };
  /** The brand's sentence on what is new. */
  changed: Said | null;
  /** Those that touch purposes they have on or items held about them; surprising ones first. */
  yours: PointChange[];
  /** "Also changed". */
  others: PointChange[];
  /** Lines of the earlier version that are gone. */
  gone: { id: string; text: Said }[];
  /** Sources that did not answer: what they may hold counts as held. */
  unsure: Said[];
  /** The text changed and no line says whom it touches, so it is taken to touch everybody. */
  everybody: boolean;
}
