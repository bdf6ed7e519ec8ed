import type { Recorded } from "./cells";
import type { ChoiceState } from "./states";

/** How protective a state is, most first; one that states nothing comes last. */
const RANK: Record<ChoiceState, number> = {
  objected: 0,
  withdrawn: 0,
  refused: 0,
  pending: 1,
  granted: 2,
  not_objected: 2,
  unset: 3,
};

/** What another record of the same person says, and when the two were found to be one. */
export interface Linked {
  recorded: Recorded;
  joinedAt: Date;
}

/**
 * What holds for a person with several records: the most protective, until an act after they were found to be
 * one person settles it. Source: docs/architecture.md, linked customers.
 */
export function settle(own: Recorded | null, others: readonly Linked[]): Recorded | null {
  const open = others.filter(({ joinedAt }) => own === null || own.at <= joinedAt);
  const said = [...(own ? [own] : []), ...open.map(({ recorded }) => recorded)];
  const first = said.toSorted((a, b) => RANK[a.state] - RANK[b.state])[0];
  if (first === undefined) return null;
  const pauses = said.map(({ pausedUntil }) => pausedUntil?.getTime() ?? 0);
  const longest = Math.max(...pauses);
  return { ...first, pausedUntil: longest === 0 ? null : new Date(longest) };
}
