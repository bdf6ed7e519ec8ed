import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Target } from "./target";

/** Bytes of the product's process after it let go of whatever nobody holds any more. */
export interface Memory {
  /** What its own objects and buffers take: a leak is here. */
  live: number;
  /** What the system gave it. Its allocator keeps pages that were in use once. */
  resident: number;
}

/** The environment in which the product answers `memoryOf`. */
export const memoryEnv = (): Record<string, string> => ({
  NODE_OPTIONS: `--import=${join(import.meta.dirname, "memory-witness.mjs")}`,
  ATTACK_MEMORY: join(tmpdir(), `forthright-memory-${process.pid}`),
});

/** What the product's process holds now, the least of a few looks; null where the system tells nobody of processes. */
export async function memoryOf(target: Target): Promise<Memory | null> {
  const pid = processOf(target);
  const file = memoryEnv().ATTACK_MEMORY ?? "";
  if (pid === null) return null;
  const least = { live: Number.POSITIVE_INFINITY, resident: Number.POSITIVE_INFINITY };
  for (let look = 0; look < 4; look += 1) {
    rmSync(file, { force: true });
    process.kill(Number(pid), "SIGUSR2");
    for (const until = Date.now() + 30_000; !existsSync(file) && Date.now() < until; ) await pause(50);
    const told: NodeJS.MemoryUsage = JSON.parse(readFileSync(file, "utf8"));
    least.live = Math.min(least.live, told.heapUsed + told.external);
    least.resident = Math.min(least.resident, told.rss);
  }
  rmSync(file, { force: true });
  return least;
}

/** The server is the one whose command names this data and our program for it. */
function processOf({ folder }: Target): string | null {
  try {
    const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    return all.find((pid) => serves(pid, folder)) ?? null;
  } catch {
    return null;
  }
}

function serves(pid: string, folder: string): boolean {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    return words.includes(folder) && words.includes("server/start.ts");
  } catch {
    return false;
  }
}
