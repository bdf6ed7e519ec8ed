import type { Outcome } from "./fault";

/** One fault and what came of it. */
export interface Tried extends Outcome {
  name: string;
  title: string;
  seconds: number;
}

/** Whether everything that had to hold held. */
export const held = ({ numbers }: Outcome): boolean => numbers.every((number) => number.held);

/** All of it as one table: the fault, what was done, its numbers, the goals, and whether each held. */
export function tableOf(tried: readonly Tried[]): string {
  const head = ["fault", "number", "came", "goal", "held"];
  const rows = tried.flatMap((one) => rowsOf(one));
  const lines = [head, ...rows];
  const widths = head.map((_, at) => Math.max(...lines.map((line) => (line[at] ?? "").length)));
  const drawn = lines.map((line) =>
    line
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [drawn[0], widths.map((width) => "─".repeat(width)).join("  "), ...drawn.slice(1)].join("\n");
}

function rowsOf({ title, done, skipped, numbers, seconds }: Tried): string[][] {
  const told = skipped ? `skipped: ${skipped}` : `${done} (${seconds.toFixed(0)} s)`;
  return [
    [title, told, "", "", ""],
    ...numbers.map(({ what, came, goal, held }) => ["", what, came, goal, goal ? (held ? "yes" : "NO") : ""]),
  ];
}
