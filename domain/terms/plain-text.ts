import { createHash } from "node:crypto";
import type { Block, Clause, FullTextTree, Inline } from "./tree";

function inlineText(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if ("children" in node) return inlineText(node.children);
      if (node.type === "break") return "\n";
      // Where a line was only wrapped, the paragraph goes on.
      return "value" in node ? node.value.replaceAll(/\r?\n/g, " ") : "";
    })
    .join("");
}

function blockText(block: Block, cells: string): string {
  switch (block.type) {
    case "paragraph":
      return inlineText(block.children);
    case "quote":
      return blocksText(block.children, cells);
    case "list":
      return block.items.map((item) => blocksText(item.children, cells)).join("\n");
    case "table":
      return [block.head, ...block.rows].map((row) => row.map(inlineText).join(cells)).join("\n");
    default:
      return "value" in block ? block.value : "";
  }
}

/** The words of blocks, one line each paragraph, list item and cell. `cells`: what stands between cells instead. */
export function blocksText(blocks: readonly Block[], cells = "\n"): string {
  return blocks.map((block) => blockText(block, cells)).join("\n");
}

/** A clause's words: its heading, what follows, and the clauses inside it. */
export function clauseText(clause: Clause): string {
  return [inlineText(clause.title), blocksText(clause.blocks), ...clause.clauses.map(clauseText)].join("\n");
}

/** A clause's heading as plain words. */
export function clauseTitle(clause: Clause): string {
  return inlineText(clause.title).trim();
}

/** All words of a full text, footnotes included. */
export function fullTextWords(tree: FullTextTree): string {
  const footnotes = tree.footnotes.map((footnote) => blocksText(footnote.blocks));
  return [blocksText(tree.intro), ...tree.clauses.map(clauseText), ...footnotes].join("\n");
}

/** Every clause of a text, those inside others too, in reading order. */
export function allClauses(tree: { clauses: readonly Clause[] }): Clause[] {
  return tree.clauses.flatMap((clause) => [clause, ...allClauses(clause)]);
}

/**
 * The check mark of clauses, in the order given: 12 hex digits of the SHA-256 of their words,
 * NFC, white space collapsed.
 */
export function checkMark(clauses: readonly Clause[]): string {
  const words = clauses.map(clauseText).join("\n").normalize("NFC").replaceAll(/\s+/g, " ").trim();
  return createHash("sha256").update(words).digest("hex").slice(0, 12);
}
