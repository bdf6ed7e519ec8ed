import type { Nodes } from "mdast";

/** One thing that is wrong in a full text. Lines and columns count from 1. */
export interface Fault {
  line: number;
  column: number;
  message: string;
}

/** What one reading of a full text collects on its way. */
export interface Reading {
  source: string;
  faults: Fault[];
  /** Link targets of `[text][label]`, by normalised label. */
  definitions: Map<string, string>;
  /** Footnote labels in order of use. */
  footnotes: string[];
  /** HTML tags refused once: their closing tags are not told again. */
  refused: Set<string>;
  /** Places that links may lead to: clauses and `<a id>`. */
  anchors: Set<string>;
  /** Links to `#anchor`, looked up once all anchors are known. */
  pending: { anchor: string; line: number; column: number }[];
}

export function placeOf(node: Nodes): { line: number; column: number } {
  const start = node.position?.start;
  return { line: start?.line ?? 1, column: start?.column ?? 1 };
}
