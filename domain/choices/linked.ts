import type { Recorded } from "./cells";
import { type ChoiceState, FREQUENCIES, type Frequency } from "./states";

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

/** What one record of a person says of a cell. */
export interface Voice<R extends Recorded = Recorded> {
  whose: string;
  recorded: R;
}

/** When two records were found to be one person; undefined: they were not. */
export type JoinedAt = (one: string, other: string) => Date | undefined;

/** A person with several records. */
export interface Joined {
  /** The oldest record, which acts go to: ids are in the order of time. */
  root: string;
  joinedAt: JoinedAt;
}

/** Joins as the database gives them: each pair, from both sides. */
export function joinsFrom(rows: readonly (readonly [one: string, other: string, at: Date])[]): JoinedAt {
  const moments = new Map(rows.map(([one, other, at]) => [`${one}/${other}`, at]));
  return (one, other) => moments.get(`${one}/${other}`);
}

/** Gathers what each record says, by cell. */
export function addVoice<R extends Recorded>(
  to: Map<string, Voice<R>[]>,
  key: string,
  voice: Voice<R>,
): void {
  to.set(key, [...(to.get(key) ?? []), voice]);
}

/** What holds for each cell of which some record of the person speaks. */
export function settleAll<R extends Recorded>(
  cells: ReadonlyMap<string, readonly Voice<R>[]>,
  person: Joined,
): Map<string, R> {
  const settled = new Map<string, R>();
  for (const [key, voices] of cells) {
    const choice = settle(voices, person);
    if (choice) settled.set(key, choice);
  }
  return settled;
}

/**
 * What holds for a person with several records: the most protective, until an act after they were found to be
 * one person settles it. A pause or a frequency decides of itself and leaves yes and no as they were; the database writes
 * with each act which of them it leaves standing.
 * Source: docs/architecture.md, linked customers.
 */
export function settle<R extends Recorded>(voices: readonly Voice<R>[], person: Joined): R | null {
  const said = unsettled(voices, { moment: "since", person });
  const first = said.toSorted((a, b) => RANK[a.state] - RANK[b.state])[0];
  if (first === undefined || voices.length === 1) return first ?? null;
  const latest = unsettled(voices, { moment: "at", person });
  const longest = Math.max(...latest.map((one) => one.pausedUntil?.getTime() ?? 0));
  const own = voices.find(({ whose }) => whose === person.root)?.recorded;
  const { seq, at, by, tool } = own ?? first;
  const frequency = leastOften(latest.map((one) => one.frequency));
  const settings = { frequency, seq, at, by, ...(tool ? { tool } : {}) };
  return { ...first, ...settings, pausedUntil: longest === 0 ? null : new Date(longest) };
}

/** What the records say that nothing has settled, and that is as protective as what holds. */
export function standFor<R extends Recorded>(voices: readonly Voice<R>[], person: Joined): R[] {
  const said = unsettled(voices, { moment: "since", person });
  const first = Math.min(...said.map(({ state }) => RANK[state]));
  return said.filter(({ state }) => RANK[state] === first);
}

const leastOften = (said: readonly (Frequency | null)[]): Frequency | null =>
  FREQUENCIES.findLast((one) => said.includes(one)) ?? null;

/**
 * What no older record has settled. A record that is found later and never spoke leaves standing what was settled
 * among those that were one person before.
 */
export function unsettled<R extends Recorded>(
  voices: readonly Voice<R>[],
  { moment, person }: { moment: "since" | "at"; person: Joined },
): R[] {
  const settles = (elder: Voice, whose: string): boolean => {
    const said = elder.recorded[moment];
    const joinedAt = person.joinedAt(elder.whose, whose);
    return elder.whose < whose && said !== null && joinedAt !== undefined && said > joinedAt;
  };
  return voices
    .filter(({ whose }) => !voices.some((elder) => settles(elder, whose)))
    .map(({ recorded }) => recorded);
}
