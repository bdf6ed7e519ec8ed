import type { Fault } from "./faults";

/** Quotes and lists inside each other, and letters without an empty line between: more is no text that people read. */
const DEEPEST = 30;
const LONGEST = 20_000;
const MOST_NOTES = 1_000;

const MARKER = /[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))/uy;

/** How many quotes and lists a line opens. */
function depthOf(line: string): number {
  MARKER.lastIndex = 0;
  let depth = 0;
  while (depth <= DEEPEST && MARKER.test(line)) depth += 1;
  return depth;
}

/**
 * What would take the parser too long, since its time grows with the square of it: told with its line before anything
 * is parsed.
 */
export function overLimit(source: string): Fault | undefined {
  let [block, line, notes] = [0, 0, 0];
  for (const text of source.split("\n")) {
    line += 1;
    block = text.trim() === "" ? 0 : block + text.length + 1;
    if (text.startsWith("[^")) notes += 1;
    if (notes > MOST_NOTES)
      return {
        line,
        column: 1,
        message: `there are more than ${MOST_NOTES} footnotes — say more in the text`,
      };
    if (depthOf(text) > DEEPEST) {
      const message = `quotes and lists stand more than ${DEEPEST} deep here — nest them less deeply`;
      return { line, column: 1, message };
    }
    if (block > LONGEST) {
      const message = `more than ${LONGEST} letters stand here without an empty line — part them into paragraphs`;
      return { line, column: 1, message };
    }
  }
  return undefined;
}
