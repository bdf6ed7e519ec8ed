/** What a command gets: its own words and flags, and how to answer. */
export interface Call {
  /** The words after the command's name, `--json` and `--brand` taken out. */
  args: readonly string[];
  /** `--json`: answer with one JSON value on standard output and nothing else. */
  json: boolean;
  /** Absolute: `--brand FOLDER`, else FORTHRIGHT_BRAND, else the project's own `brand`. */
  brand: string;
  /** A line for the person at the terminal; dropped under `--json`. */
  say(line: string): void;
  /** The answer for programs; dropped without `--json`. */
  answer(value: unknown): void;
}

/** One command of `forthright`. Exit codes: 0 done, 1 found something wrong, 2 wrong usage. */
export interface Command {
  usage: string;
  run(call: Call): Promise<number>;
}

/** Wrong words or flags: the command's usage is shown and the exit code is 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
