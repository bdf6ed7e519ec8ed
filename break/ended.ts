/** What must be gone when this program is, however it ends. */
const open = new Set<() => void>();

/** Remembers how to end something at once; call what it returns when that is done. */
export function endAtExit(end: () => void): () => void {
  open.add(end);
  return () => open.delete(end);
}

/** Ends everything that is still there. */
export function endAll(): void {
  for (const end of open) {
    try {
      end();
    } catch {
      // it ended by itself in between
    }
  }
  open.clear();
}

process.once("exit", endAll);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(130));
