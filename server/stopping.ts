const SAME_CTRL_C_MS = 1_500;
/** Longer than every grace on the way out together; what still hangs then is left to the next start to recover. */
const LONGEST_STOP_MS = 60_000;

// Whoever read our words may be gone first; words that nobody reads must not keep us from ending in order.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

/**
 * Runs `stop` once when the process is asked to end: Ctrl-C, SIGTERM, a closed terminal, or the death of the
 * process that started this one. Asked again later than a moment, it ends at once.
 * @returns `now`, which does the same from within.
 */
export function onStop(stop: (why: string) => Promise<void>): { now(why: string, code?: number): void } {
  let asked = 0;
  const begin = (why: string, code = 0) => {
    // npm and the terminal both pass one Ctrl-C on.
    if (asked > 0 && performance.now() - asked < SAME_CTRL_C_MS) return;
    if (asked > 0) process.exit(1);
    asked = performance.now();
    setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref();
    stop(why).then(
      () => process.exit(code),
      (error: unknown) => {
        console.error(error instanceof Error ? error.message : error);
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => begin(signal));
  if (process.connected) process.once("disconnect", () => begin("the starting process ended"));
  return { now: begin };
}
