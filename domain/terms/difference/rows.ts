import { blocksText, clauseTitle } from "../plain-text";
import type { Block, Clause, FullTextTree } from "../tree";

/** A clause on its own: its heading and its words without those of the clauses inside it. */
export interface Row {
  anchor: string;
  depth: number;
  title: string;
  text: string;
  /** Where its parent stands among the rows; -1: none. */
  parent: number;
}

/** The anchor of the footnotes, which no heading can have. */
export const FOOTNOTES = "#footnotes";

/** The row of a table is read as one line. */
const wordsOf = (blocks: readonly Block[]): string => tidy(blocksText(blocks, " · "));

const tidy = (text: string): string =>
  text
    .normalize("NFC")
    .split("\n")
    .map((line) => line.replaceAll(/\s+/g, " ").trim())
    .filter((line) => line !== "")
    .join("\n");

/** Every clause of a text in reading order; what stands before the first heading is first, footnotes are last. */
export function rowsOf(tree: FullTextTree): Row[] {
  const rows: Row[] = [];
  const outside = (anchor: string, blocks: readonly Block[]): void => {
    const text = wordsOf(blocks);
    if (text !== "") rows.push({ anchor, depth: 0, title: "", text, parent: -1 });
  };
  outside("", tree.intro);
  const walk = (clause: Clause, parent: number): void => {
    const { anchor, depth, blocks } = clause;
    const at = rows.push({
      ...{ anchor, depth, parent },
      ...{
        title: clauseTitle(clause).normalize("NFC").replaceAll(/\s+/g, " "),
        text: wordsOf(blocks),
      },
    });
    for (const inside of clause.clauses) walk(inside, at - 1);
  };
  for (const clause of tree.clauses) walk(clause, -1);
  outside(
    FOOTNOTES,
    tree.footnotes.flatMap(({ blocks }) => blocks),
  );
  return rows;
}
