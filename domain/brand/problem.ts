/** One thing that is wrong in a brand folder. Lines and columns count from 1. */
export interface Problem {
  /** Path inside the folder, with `/`. */
  file: string;
  line: number;
  column: number;
  /** "what is wrong — what would be right" */
  message: string;
}

/** `FILE:LINE:COLUMN what is wrong — what would be right` */
export function formatProblem(problem: Problem): string {
  return `${problem.file}:${problem.line}:${problem.column} ${problem.message}`;
}

/** By file, line, column, then message; the same problem once. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  const unique = new Map(problems.map((problem) => [formatProblem(problem), problem]));
  return [...unique.values()].sort(
    (a, b) =>
      compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.message, b.message),
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
