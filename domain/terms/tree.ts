/** Words inside a block. Plain data: safe to render, and to send. */
export type Inline =
  | { type: "text"; value: string }
  | { type: "strong" | "emphasis" | "delete"; children: Inline[] }
  | { type: "code"; value: string }
  | { type: "break" }
  /** `href` is http, https, mailto or `#anchor`; nothing else becomes a link. */
  | { type: "link"; href: string; children: Inline[] }
  /** An `<a id>`: a place that links may lead to. */
  | { type: "anchor"; id: string }
  | { type: "footnote_reference"; id: string; number: number };

export type Block =
  | { type: "paragraph"; children: Inline[] }
  | { type: "quote"; children: Block[] }
  | { type: "list"; ordered: boolean; start: number; items: ListItem[] }
  | { type: "code"; value: string }
  | { type: "rule" }
  | { type: "table"; align: ("left" | "right" | "center" | null)[]; head: Inline[][]; rows: Inline[][][] };

export interface ListItem {
  /** Of a task list; undefined elsewhere. */
  checked?: boolean;
  children: Block[];
}

/** A heading and what follows it, up to the next of the same or a higher level. */
export interface Clause {
  /** The id that `#…` leads to. */
  anchor: string;
  /** Heading level, 1 to 6. */
  depth: number;
  title: Inline[];
  /** What stands before the first heading below this one. */
  blocks: Block[];
  clauses: Clause[];
}

export interface Footnote {
  id: string;
  number: number;
  blocks: Block[];
}

/** A full text: what stands before the first heading, the clauses, the footnotes in order of use. */
export interface FullTextTree {
  intro: Block[];
  clauses: Clause[];
  footnotes: Footnote[];
}
