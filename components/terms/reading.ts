import type { ChoicesView } from "@/domain/choices/catalog";
import type { TermsView } from "@/domain/terms/catalog";
import type { Act, Page } from "../page";

/** What the switches beside a point do; each leads back to the point. */
export interface PointActs {
  set: Act;
  object: Act;
  allow: Act;
  undo: Act;
}

/** What each part of a text beside its points is given. */
export interface TermsReading {
  page: Page;
  view: TermsView;
  /** The reader's own choices; null where nobody is signed in. */
  choices: ChoicesView | null;
  acts: PointActs;
  /** The point that the address names. */
  chosen: string | null;
}

/** A point's place on the page. */
export const pointId = (id: string): string => `point-${id}`;
