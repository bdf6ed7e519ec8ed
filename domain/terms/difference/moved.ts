import type { Pairs } from "./match";
import type { Row } from "./rows";

/** The places in a list of numbers that make up its longest rising run. */
function longestRising(values: readonly number[]): Set<number> {
  const best: { length: number; before: number }[] = [];
  values.forEach((value, at) => {
    let [length, before] = [1, -1];
    for (let earlier = 0; earlier < at; earlier += 1) {
      const known = best[earlier];
      if (known && (values[earlier] ?? 0) < value && known.length + 1 > length)
        [length, before] = [known.length + 1, earlier];
    }
    best.push({ length, before });
  });
  const rising = new Set<number>();
  let at = best.reduce((top, { length }, place) => (length > (best[top]?.length ?? 0) ? place : top), 0);
  while (at >= 0 && best.length > 0) {
    rising.add(at);
    at = best[at]?.before ?? -1;
  }
  return rising;
}

/** Whether the clause stands inside another clause than before; a parent that is new or gone counts as none. */
function elsewhere(
  parents: { before: number; after: number },
  pairs: Pairs,
  gone: ReadonlySet<number>,
): boolean {
  const { before, after } = parents;
  const was = gone.has(before) ? undefined : before;
  const is = after < 0 ? -1 : pairs.get(after);
  return was !== undefined && is !== undefined && was !== is;
}

/**
 * The places in the newer text of clauses that stand elsewhere: inside another clause, or in another order among
 * those beside them. As few as explain the order; what only makes room for another has not moved.
 */
export function movedRows(
  texts: { before: readonly Row[]; after: readonly Row[] },
  pairs: Pairs,
): Set<number> {
  const kept = new Set(pairs.values());
  const gone = new Set(texts.before.flatMap((_, at) => (kept.has(at) ? [] : [at])));
  const moved = new Set<number>();
  const beside = new Map<number, number[]>();
  for (const [to, from] of [...pairs].sort(([a], [b]) => a - b)) {
    const parents = { before: texts.before[from]?.parent ?? -1, after: texts.after[to]?.parent ?? -1 };
    if (elsewhere(parents, pairs, gone)) moved.add(to);
    else beside.set(parents.after, [...(beside.get(parents.after) ?? []), to]);
  }
  for (const places of beside.values()) {
    const rising = longestRising(places.map((to) => pairs.get(to) ?? 0));
    places.forEach((to, at) => {
      if (!rising.has(at)) moved.add(to);
    });
  }
  return moved;
}
