import type { ClauseChange, ClauseDifference, DifferenceView } from "../differences";
import type { FullTextTree } from "../tree";
import { matchRows, type Pairs } from "./match";
import { movedRows } from "./moved";
import { FOOTNOTES, type Row, rowsOf } from "./rows";
import { linesAs, markWords } from "./words";

const shownAnchor = (row: Row): string => (row.anchor === FOOTNOTES ? "" : row.anchor);

function kept(
  [before, after]: [Row, Row],
  { moved, lang }: { moved: boolean; lang: string },
): ClauseDifference {
  const changes: ClauseChange[] = [
    ...(before.title === after.title ? [] : (["renamed"] as const)),
    ...(moved ? (["moved"] as const) : []),
    ...(before.text === after.text ? [] : (["reworded"] as const)),
  ];
  return {
    ...{ kind: "kept", changes, anchor: shownAnchor(after), before: shownAnchor(before), depth: after.depth },
    title: markWords(before.title, after.title, lang).flat(),
    body: markWords(before.text, after.text, lang),
  };
}

function alone(row: Row, kind: "added" | "removed"): ClauseDifference {
  return {
    ...{ kind, changes: [], anchor: shownAnchor(row), depth: row.depth },
    before: kind === "removed" ? shownAnchor(row) : null,
    title: linesAs(kind, row.title).flat(),
    body: linesAs(kind, row.text),
  };
}

/** Removed clauses by the place in the newer text before which they stood. */
function removedBefore(texts: { before: Row[]; after: Row[] }, pairs: Pairs): Map<number, Row[]> {
  const placeOf = new Map([...pairs].map(([to, from]) => [from, to]));
  const found = new Map<number, Row[]>();
  let place = 0;
  texts.before.forEach((row, at) => {
    const to = placeOf.get(at);
    if (to === undefined) found.set(place, [...(found.get(place) ?? []), row]);
    else place = to + 1;
  });
  return found;
}

/**
 * Two texts clause by clause, in the order of the newer one: what is added, removed, renamed, moved, reworded or the
 * same, with its words marked. `lang` parts the words.
 */
export function compareTexts(before: FullTextTree, after: FullTextTree, lang: string): ClauseDifference[] {
  const texts = { before: rowsOf(before), after: rowsOf(after) };
  const pairs = matchRows(texts.before, texts.after, lang);
  const moved = movedRows(texts, pairs);
  const removed = removedBefore(texts, pairs);
  const gone = (place: number) => (removed.get(place) ?? []).map((row) => alone(row, "removed"));
  const clauses = texts.after.flatMap((row, to) => {
    const earlier = texts.before[pairs.get(to) ?? -1];
    const here = earlier ? kept([earlier, row], { moved: moved.has(to), lang }) : alone(row, "added");
    return [...gone(to), here];
  });
  return [...clauses, ...gone(texts.after.length)];
}

/** How many clauses are added, removed, changed and the same. */
export function countChanges(clauses: readonly ClauseDifference[]): DifferenceView["counts"] {
  const counts = { added: 0, removed: 0, unchanged: 0, renamed: 0, moved: 0, reworded: 0 };
  for (const { kind, changes } of clauses) {
    if (kind !== "kept") counts[kind] += 1;
    else if (changes.length === 0) counts.unchanged += 1;
    for (const change of changes) counts[change] += 1;
  }
  return counts;
}
