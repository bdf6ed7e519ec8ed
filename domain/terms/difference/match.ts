import type { Row } from "./rows";
import { tokens } from "./words";

/** Rows of the newer text to those of the older that they are, by their places. */
export type Pairs = ReadonlyMap<number, number>;

/** How alike two headings and two bodies must be to be taken for one clause. */
const TITLE_ALIKE = 0.6;
const BODY_ALIKE = 0.5;
/** With a heading that is much alike, this much of the words is enough. */
const BODY_SOMEWHAT = 0.2;

const plain = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll("&", " and ")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

interface Known {
  row: Row;
  at: number;
  title: Map<string, number>;
  body: Map<string, number>;
}

function bag(text: string, lang: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { key, word } of tokens(text.toLowerCase(), lang))
    if (word) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** How much two bags of words share, 0 to 1 (Sørensen–Dice). */
function alike(one: Map<string, number>, other: Map<string, number>): number {
  let [shared, all] = [0, 0];
  for (const [word, count] of one) shared += Math.min(count, other.get(word) ?? 0);
  for (const count of [...one.values(), ...other.values()]) all += count;
  return all === 0 ? 0 : (2 * shared) / all;
}

/** How sure it is that two clauses are one; 0: they are not. */
function likeness(one: Known, other: Known): number {
  const title = alike(one.title, other.title);
  const body = alike(one.body, other.body);
  const empty = one.body.size === 0 && other.body.size === 0;
  const same = (title >= TITLE_ALIKE && (empty || body >= BODY_SOMEWHAT)) || body >= BODY_ALIKE;
  return same ? title + body : 0;
}

function know(rows: readonly Row[], lang: string): Known[] {
  return rows.map((row, at) => ({ row, at, title: bag(plain(row.title), lang), body: bag(row.text, lang) }));
}

/** The surest pairs first, each clause once. */
function pairAlike(left: { before: Known[]; after: Known[] }, pairs: Map<number, number>): void {
  const found = left.after.flatMap((one) =>
    left.before.map((other) => ({ to: one.at, from: other.at, sure: likeness(one, other) })),
  );
  const taken = new Set<number>();
  for (const { to, from, sure } of found.sort((a, b) => b.sure - a.sure || a.to - b.to)) {
    if (sure === 0 || pairs.has(to) || taken.has(from)) continue;
    pairs.set(to, from);
    taken.add(from);
  }
}

/**
 * Which clause of the newer text is which of the older: by its anchor, then by its heading's words, then by how much
 * heading and words are alike.
 */
export function matchRows(before: readonly Row[], after: readonly Row[], lang: string): Pairs {
  const pairs = new Map<number, number>();
  const taken = new Set<number>();
  const pair = (same: (one: Row, other: Row) => boolean) =>
    after.forEach((one, to) => {
      if (pairs.has(to)) return;
      const from = before.findIndex((other, at) => !taken.has(at) && same(one, other));
      if (from < 0) return;
      pairs.set(to, from);
      taken.add(from);
    });
  pair((one, other) => one.anchor === other.anchor);
  pair(
    (one, other) =>
      one.depth > 0 && other.depth > 0 && plain(one.title) !== "" && plain(one.title) === plain(other.title),
  );
  const rest = {
    before: know(before, lang).filter(({ at, row }) => !taken.has(at) && row.depth > 0),
    after: know(after, lang).filter(({ at, row }) => !pairs.has(at) && row.depth > 0),
  };
  pairAlike(rest, pairs);
  return pairs;
}
