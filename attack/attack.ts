import type { Target } from "./target";

/** One way to attack the product from outside: by HTTP, SMTP and SQL alone. */
export interface Attack {
  /** As `npm run attack -- <name>` has it: the file's own name. */
  name: string;
  /** Its row in docs/threat-model.md. */
  threat: string;
  /** Signs people out and ends keys, so it runs when nobody else needs them any more. */
  disturbs?: boolean;
  /** Needs a house of its own or none, so it runs beside those that share the target. */
  beside?: boolean;
  /** Runs after all others, because it reads what they left behind. */
  last?: boolean;
  run(target: Target): Promise<Outcome>;
}

export interface Outcome {
  /** How many single tries there were. */
  tried: number;
  /** How many of them the product withstood. */
  held: number;
  /** What it did not withstand, one line each: what was sent, and what came of it. */
  findings: string[];
}

/** Counts tries and keeps what was found. */
export class Tally implements Outcome {
  tried = 0;
  held = 0;
  readonly findings: string[] = [];

  /** One try: it held, or `finding` says what came of it. */
  check(holds: boolean, finding: string | (() => string)): void {
    this.tried += 1;
    if (holds) this.held += 1;
    else this.findings.push(typeof finding === "string" ? finding : finding());
  }
}
