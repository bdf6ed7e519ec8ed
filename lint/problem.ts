/** One thing that a check of ours found. Lines count from 1. */
export interface Problem {
  file: string;
  line: number;
  message: string;
}

/** Source files by their path from the project's folder, with `/`. */
export type Files = ReadonlyMap<string, string>;

/** Looks at files and says what is wrong in them. */
export type Check = (files: Files) => Problem[];

/** The line on which the character at `offset` stands. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
