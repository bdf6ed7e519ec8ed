import { diffArrays } from "diff";
import type { Mark } from "../differences";

/** A word or sign with the space behind it; a line's end stands alone. */
interface Token {
  /** What is compared: NFC, without the space behind. */
  key: string;
  text: string;
  word: boolean;
}

/** More edits than this and the two are simply different: nobody reads such a patchwork. */
const MOST_EDITS = 1_500;
const LINE_END = "\n";

const segmenters = new Map<string, Intl.Segmenter>();

function segmenterOf(lang: string): Intl.Segmenter {
  const known = segmenters.get(lang) ?? new Intl.Segmenter(lang, { granularity: "word" });
  segmenters.set(lang, known);
  return known;
}

/** The words of a text as its language parts them, so that Chinese has words too. */
export function tokens(text: string, lang: string): Token[] {
  const found: Token[] = [];
  for (const { segment, isWordLike } of segmenterOf(lang).segment(text.normalize("NFC"))) {
    const last = found.at(-1);
    if (segment.includes("\n")) found.push({ key: LINE_END, text: LINE_END, word: false });
    else if (segment.trim() !== "") found.push({ key: segment, text: segment, word: isWordLike === true });
    else if (last && last.key !== LINE_END) last.text = `${last.key} `;
  }
  return found;
}

interface Run {
  kind: Mark["kind"];
  tokens: Token[];
}

function runsOf(before: Token[], after: Token[]): Run[] {
  const comparator = (a: Token, b: Token) => a.key === b.key;
  const parts = diffArrays(before, after, { comparator, maxEditLength: MOST_EDITS });
  if (parts === undefined)
    return [
      { kind: "removed", tokens: before },
      { kind: "added", tokens: after },
    ];
  return parts.map(({ added, removed, value }) => {
    const kind = added ? "added" : removed ? "removed" : "same";
    return { kind, tokens: value };
  });
}

/** Signs alone between two changes are read with them, so that a change is one piece. */
function whole(runs: readonly Run[]): Run[] {
  const joined: Run[] = [];
  let [removed, added]: Token[][] = [[], []];
  const flush = () => {
    if (removed?.length) joined.push({ kind: "removed", tokens: removed });
    if (added?.length) joined.push({ kind: "added", tokens: added });
    [removed, added] = [[], []];
  };
  runs.forEach((run, at) => {
    const signs = run.tokens.every(({ word, key }) => !word && key !== LINE_END);
    const between = removed?.length && added?.length && at < runs.length - 1;
    if (run.kind === "removed" || (run.kind === "same" && signs && between)) removed?.push(...run.tokens);
    if (run.kind === "added" || (run.kind === "same" && signs && between)) added?.push(...run.tokens);
    if (run.kind !== "same" || (signs && between)) return;
    flush();
    joined.push(run);
  });
  flush();
  return joined;
}

/** Runs as marks, one list a line. */
function byLine(runs: readonly Run[]): Mark[][] {
  const lines: Mark[][] = [[]];
  for (const { kind, tokens: run } of runs)
    for (const { key, text } of run) {
      const line = lines.at(-1) ?? [];
      const last = line.at(-1);
      if (key === LINE_END) lines.push([]);
      else if (last?.kind === kind) last.text += text;
      else line.push({ kind, text });
    }
  return lines.filter((line) => line.length > 0);
}

/**
 * Two texts as one, with what was taken out and what was put in, word by word; one list a line. `lang` parts the
 * words.
 */
export function markWords(before: string, after: string, lang: string): Mark[][] {
  if (before === after) return linesAs("same", after);
  return byLine(whole(runsOf(tokens(before, lang), tokens(after, lang))));
}

/** A text's lines, all of one kind. */
export function linesAs(kind: Mark["kind"], text: string): Mark[][] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => [{ kind, text: line }]);
}
