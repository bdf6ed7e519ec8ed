import type { Words } from "@/web/i18n";

/** What every part of one page needs: the reader's words, and what binds its forms to the reader. */
export interface Page {
  words: Words;
  /** Goes into each form; empty before sign-in. */
  stamp: string;
  /** Where a form leads back to. */
  path: string;
  /** Set while staff look on: by what name the parts of the page speak of the customer. */
  visit?: Visited | null;
  /** Set where staff look at a page of nobody: its forms are shown and cannot be sent. */
  preview?: Preview | null;
}

/** What leads elsewhere on a page that is only previewed. */
export interface Preview {
  /** The difference by clauses, which nobody can read before the version is published. */
  difference: string;
}

/** The customer of a visit as staff read it: "Ana", "Ana R."; or words for "the customer". */
export interface Visited {
  first: string;
  short: string;
}

/** A server action, as a form takes it. */
export type Act = (form: FormData) => Promise<void>;
