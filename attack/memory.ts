import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { Target } from "./target";

/** Bytes of memory that the product's process holds now, the least of a few looks; null where the system tells nobody. */
export async function memoryOf(target: Target): Promise<number | null> {
  const pid = processOf(target);
  if (pid === null) return null;
  let least = Number.POSITIVE_INFINITY;
  for (let look = 0; look < 8; look += 1) {
    const told = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    least = Math.min(least, Number(told) * 1024);
    await pause(250);
  }
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
