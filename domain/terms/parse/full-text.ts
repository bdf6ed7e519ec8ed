import type { FootnoteDefinition, Root } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import type { Footnote, FullTextTree } from "../tree";
import { readBlocks } from "./blocks";
import { readClauses } from "./clauses";
import type { Fault, Reading } from "./faults";
import { overLimit } from "./limits";

export interface ParsedFullText {
  tree: FullTextTree;
  faults: Fault[];
}

const parser = unified().use(remarkParse).use(remarkGfm).freeze();

/** Blanks front matter, so that it is not shown and every line keeps its number. */
function withoutFrontMatter(markdown: string): string {
  const match = /^---[ \t]*\r?\n[\s\S]*?\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(markdown);
  return match ? match[0].replace(/[^\r\n]/g, "") + markdown.slice(match[0].length) : markdown;
}

function startReading(source: string, root: Root): Reading {
  const definitions = new Map<string, string>();
  for (const node of root.children) {
    if (node.type === "definition" && !definitions.has(node.identifier))
      definitions.set(node.identifier, node.url);
  }
  return {
    source,
    faults: [],
    definitions,
    footnotes: [],
    refused: new Set(),
    anchors: new Set(),
    pending: [],
  };
}

/** Footnotes in order of use; those that nothing refers to come last, so that no words are lost. */
function readFootnotes(root: Root, reading: Reading): Footnote[] {
  const written = new Map<string, FootnoteDefinition>();
  for (const node of root.children) {
    if (node.type === "footnoteDefinition" && !written.has(node.identifier))
      written.set(node.identifier, node);
  }
  const done: Footnote[] = [];
  const next = () =>
    reading.footnotes[done.length] ?? [...written.keys()].find((id) => !reading.footnotes.includes(id));
  for (let id = next(); id !== undefined; id = next()) {
    if (!reading.footnotes.includes(id)) reading.footnotes.push(id);
    done.push({ id, number: done.length + 1, blocks: readBlocks(written.get(id)?.children ?? [], reading) });
  }
  return done;
}

function checkLinks(reading: Reading): void {
  for (const { anchor, line, column } of reading.pending) {
    if (reading.anchors.has(anchor)) continue;
    const message = `the link leads to #${anchor}, which is not in this text — mend the anchor, or add the clause`;
    reading.faults.push({ line, column, message });
  }
}

/**
 * Reads a full text (CommonMark with GFM tables and footnotes) into plain data that is safe to
 * render. Never throws; what is refused is a fault with its line.
 */
export function parseFullText(markdown: string): ParsedFullText {
  const source = withoutFrontMatter(markdown);
  const over = overLimit(source);
  if (over) return { tree: { intro: [], clauses: [], footnotes: [] }, faults: [over] };
  try {
    const root = parser.parse(source);
    const reading = startReading(source, root);
    const { intro, clauses } = readClauses(root.children, reading);
    const footnotes = readFootnotes(root, reading);
    checkLinks(reading);
    return { tree: { intro, clauses, footnotes }, faults: reading.faults };
  } catch {
    const fault = { line: 1, column: 1, message: "this cannot be read as Markdown — nest it less deeply" };
    return { tree: { intro: [], clauses: [], footnotes: [] }, faults: [fault] };
  }
}
