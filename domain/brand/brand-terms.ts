import type { FullTextTree } from "@/domain/terms/tree";
import type { Text } from "./text";

/** One text of the brand, in versions, oldest first. */
export interface TermsDocument {
  id: string;
  name: Text;
  kind: "privacy_notice" | "terms_of_service" | "cookie_policy" | "other";
  /** What a new version asks of a customer. */
  agreement: "required" | "notice";
  /** The locale that binds. */
  binding: string;
  /** Anchors of clauses in the binding text that need a point. */
  mustHavePoint: string[];
  versions: TermsVersion[];
}

/** In force from its day on. */
export interface TermsVersion {
  /** `YYYY-MM-DD`, in the brand's time zone. */
  version: string;
  /** One per locale; the binding one is among them. */
  full: FullText[];
  /** One per locale; the binding one is among them; all have the same point ids. */
  summaries: Summary[];
}

export interface FullText {
  locale: string;
  /** SHA-256 of the file, 64 hex digits. */
  hash: string;
  /** The file as written. */
  markdown: string;
  tree: FullTextTree;
}

export interface Summary {
  locale: string;
  /** SHA-256 of the file, 64 hex digits. */
  hash: string;
  /** The file as written. */
  yaml: string;
  changed?: string;
  points: Point[];
}

/** One line of the plain summary, bound to clauses by their anchors. */
export interface Point {
  id: string;
  text: string;
  clauses: string[];
  purposes: string[];
  items: string[];
  surprising: boolean;
  /** 12 hex digits of the clauses' text when a person last checked this line. */
  checked?: string;
}
