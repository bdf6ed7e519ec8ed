import type { TextMeaning } from "./keywords";

/** Where a number stands on one line of the brand's. `open`: it said START, or nothing that stops. */
export type LineState = "open" | "stopped" | "unclear";

/** What becomes of a text. */
export interface Outcome {
  /** Null: the line stays as it is. */
  to: LineState | null;
  /** The one text that answers it; null: none. */
  answer: "stopped" | "started" | "help" | null;
}

/**
 * What a text does to the line it came in on: pure. A stop is confirmed once, START only takes back what holds, and
 * what is unclear never loosens a stop.
 */
export function outcomeOf(means: TextMeaning, line: LineState): Outcome {
  if (means === "help") return { to: null, answer: "help" };
  if (means === "stop") return line === "stopped" ? SAME : { to: "stopped", answer: "stopped" };
  if (means === "start") return line === "open" ? SAME : { to: "open", answer: "started" };
  return { to: means === "unclear" && line !== "stopped" ? "unclear" : null, answer: null };
}

const SAME: Outcome = { to: null, answer: null };
