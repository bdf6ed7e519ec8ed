import { maskIdentifier } from "../customers";
import { type Example, OUTCOMES, type Outcome, PROBLEMS, type Said } from "./catalog";
import type { Key } from "./who";

/** As many examples of each problem as anybody reads. */
const EXAMPLES = 5;
const LONGEST_WORD = 40;

/** Where something stands in the export. */
export interface Place {
  file: string;
  line: number;
}

/** What became of the rows so far. */
export interface Counts {
  rows: number;
  newcomers: number;
  undated: number;
  outcomes: Record<Outcome, number>;
}

export const noCounts = (): Counts => ({
  ...{ rows: 0, newcomers: 0, undated: 0 },
  outcomes: Object.fromEntries(OUTCOMES.map((one) => [one, 0])) as Record<Outcome, number>,
});

/** As they are kept with the import. */
export const packCounts = ({ outcomes, ...rest }: Counts): Record<string, number> => ({
  ...rest,
  ...outcomes,
});

/** The counts of an import that was begun before. */
export function unpackCounts(kept: Record<string, number>): Counts {
  const counts = noCounts();
  for (const name of ["rows", "newcomers", "undated"] as const) counts[name] = kept[name] ?? 0;
  for (const outcome of OUTCOMES) counts.outcomes[outcome] = kept[outcome] ?? 0;
  return counts;
}

/** Counts what a batch comes to, and keeps the first examples of what somebody may want to mend. */
export class Tally {
  readonly counts: Counts;
  readonly examples: Example[] = [];

  constructor(before: Counts = noCounts()) {
    this.counts = { ...before, outcomes: { ...before.outcomes } };
  }

  /** This and what came of one more batch. */
  with({ counts, examples }: Tally): Tally {
    const sum = new Tally(this.counts);
    for (const name of ["rows", "newcomers", "undated"] as const) sum.counts[name] += counts[name];
    for (const outcome of OUTCOMES) sum.counts.outcomes[outcome] += counts.outcomes[outcome];
    sum.examples.push(...this.examples, ...examples.filter(({ outcome }) => this.isWanted(outcome)));
    return sum;
  }

  add(place: Place, { said, outcome, key }: { said: Said; outcome: Outcome; key: Key | null }): void {
    this.counts.outcomes[outcome] += 1;
    if (outcome === "on" && said.at === null) this.counts.undated += 1;
    if (!PROBLEMS.includes(outcome) || !this.isWanted(outcome)) return;
    const { purpose, channel } = said.cell;
    const word = outcome === "no_address" ? "" : said.word.slice(0, LONGEST_WORD);
    this.examples.push({ outcome, ...place, purpose, channel, address: maskOf(key), word });
  }

  /** A whole row that cannot be taken. */
  addRow(place: Place, outcome: "broken" | "no_address"): void {
    this.counts.outcomes[outcome] += 1;
    if (this.isWanted(outcome))
      this.examples.push({ outcome, ...place, purpose: "", channel: "", address: "", word: "" });
  }

  private isWanted(outcome: Outcome): boolean {
    return this.examples.filter((one) => one.outcome === outcome).length < EXAMPLES;
  }
}

const maskOf = (key: Key | null): string => (key ? maskIdentifier(key.kind, key.value) : "");
