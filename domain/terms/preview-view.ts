import type { Said } from "@/domain/brand/text";
import type { ChoicesView } from "../choices/catalog";
import type { Standing, TermsView } from "./catalog";

/** The customer that a version is shown to: nobody real. */
export interface ImaginedCustomer {
  /** Purposes that are on; null: what is on for somebody who never decided anything. */
  on: readonly string[] | null;
  /** Items held about them. */
  held: readonly string[];
  /** The published version that they agreed to or read last; null: the newest earlier one. `""`: none. */
  since: string | null;
  /** A locale that the brand offers. */
  locale: string;
}

/** Something that can be picked for the imagined customer. `fixed`: nobody decides about it. */
export interface Pick {
  id: string;
  name: Said;
  on: boolean;
  fixed: boolean;
}

/** One version as that customer would see it on the day it is in force, and what can be picked. */
export interface TermsPreview {
  /** The document's name for whoever looks at the preview; so are those of what can be picked. */
  name: Said;
  view: TermsView;
  standing: Standing;
  choices: ChoicesView;
  purposes: Pick[];
  items: Pick[];
  /** Earlier published versions, newest first, and the one that is compared with. */
  earlier: string[];
  since: string | null;
}
