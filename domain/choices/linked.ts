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
export interface Linked<R extends Recorded = Recorded> {
  recorded: R;
  joinedAt: Date;
}

/**
 * What holds for a person with several records: the most protective, until an act after they were found to be
 * one person settles it. A pause or a frequency decides of itself and leaves yes and no as they were.
 * Source: docs/architecture.md, linked customers.
 */
export function settle<R extends Recorded>(own: R | null, others: readonly Linked<R>[]): R | null {
  const said = [own, ...others.filter(undecidedBy(own?.since ?? null))]
    .map(recordOf)
    .filter((one) => one !== null);
  const first = said.toSorted((a, b) => RANK[a.state] - RANK[b.state])[0];
  if (first === undefined) return null;
  const latest = [own, ...others.filter(undecidedBy(own?.at ?? null))].map(recordOf);
  const longest = Math.max(...latest.map((one) => one?.pausedUntil?.getTime() ?? 0));
  const { frequency, seq, at, by, tool } = own ?? first;
  const settings = { frequency: frequency ?? first.frequency, seq, at, by, ...(tool ? { tool } : {}) };
  return { ...first, ...settings, pausedUntil: longest === 0 ? null : new Date(longest) };
}

/** What was said of one's own since the two were found to be one settles it; `null`: nothing was. */
const undecidedBy =
  (moment: Date | null) =>
  ({ joinedAt }: { joinedAt: Date }): boolean =>
    moment === null || moment <= joinedAt;

const recordOf = <R extends Recorded>(one: R | Linked<R> | null): R | null =>
  one !== null && "recorded" in one ? one.recorded : one;
