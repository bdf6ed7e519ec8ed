import type { Ground } from "./ground";

/** One number at the end of a fault: what it says, what it came to, and what it had to be. */
export interface Measured {
  what: string;
  /** Already with its unit: `0`, `412 ms`. */
  came: string;
  goal: string;
  held: boolean;
  /** What is said of time hangs on the machine too: the short form, which runs beside other things, only tells it. */
  ofTime?: true;
}

/** What came of one fault. `skipped` says why it could not be done here. */
export interface Outcome {
  /** What was done, in one sentence with its counts. */
  done: string;
  numbers: readonly Measured[];
  skipped?: string;
}

/** How much of it: the short form is for every change, the long one for releases. */
export interface Extent {
  short: boolean;
  /** The long form's count or seconds, or the short one's. */
  of(long: number, short: number): number;
  /** How often something is killed, unless the command said how often. */
  kills(long: number, short: number): number;
  say(line: string): void;
}

/** One way to break an installation. It leaves nothing running but the ground it was given. */
export interface Fault {
  name: string;
  title: string;
  run(ground: Ground, extent: Extent): Promise<Outcome>;
}

/** A count that must be exactly this. */
export const exactly = (what: string, came: number, goal: number): Measured => ({
  ...{ what, came: String(came), goal: String(goal), held: came === goal },
});

/** A time in milliseconds that may be at most this. */
export const within = (what: string, ms: number, goalMs: number): Measured => ({
  ...{ what, came: duration(ms), goal: `≤ ${duration(goalMs)}`, held: ms <= goalMs, ofTime: true },
});

/** Something that is only told. */
export const told = (what: string, came: number | string): Measured => ({
  ...{ what, came: String(came), goal: "", held: true },
});

/** Whether something is as it has to be. */
export const holds = (what: string, held: boolean, came = held ? "yes" : "no"): Measured => ({
  ...{ what, came, goal: "yes", held },
});

const duration = (ms: number): string =>
  !Number.isFinite(ms) ? "never" : ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;

/** The value below which `part` of all values lie; 0 of none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
