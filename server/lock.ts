import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { birthOf, isAlive } from "./process-life";

/** Who works on a data folder, and where that is served once it is. */
export interface Holder {
  pid: number;
  birth: string;
  address?: string;
}

export interface Lock {
  /** Tells later comers where this is served. */
  servedAt(address: string): void;
  release(): void;
}

/** Another live process holds the data folder. */
export class LockedError extends Error {
  override readonly name = "LockedError";
  constructor(
    readonly holder: Holder,
    folder: string,
  ) {
    const where = holder.address ? `it is served at ${holder.address}` : "it is still starting";
    super(`The data in ${folder} is in use by process ${holder.pid}; ${where}. Stop that one first.`);
  }
}

const fileOf = (folder: string) => join(folder, "lock");

/** The live process that holds `folder`, if any. A process id used again by another process does not count. */
export function holderOf(folder: string): Holder | undefined {
  return readHolder(fileOf(folder));
}

function readHolder(file: string): Holder | undefined {
  try {
    const holder: Holder = JSON.parse(readFileSync(file, "utf8"));
    return isAlive(holder.pid) && birthOf(holder.pid) === holder.birth ? holder : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Takes `folder` for this process. Never from a live one; what a killed process left is taken over.
 * @throws LockedError that names the process and where it is served.
 */
export function takeLock(folder: string): Lock {
  mkdirSync(folder, { recursive: true });
  const mine: Holder = { pid: process.pid, birth: birthOf(process.pid) };
  for (let attempt = 0; !claim(folder, mine); attempt += 1) {
    const holder = holderOf(folder);
    if (holder || attempt > 20) throw new LockedError(holder ?? { pid: 0, birth: "" }, folder);
    clearStale(folder);
  }
  return {
    servedAt: (address) => writeFileSync(fileOf(folder), JSON.stringify({ ...mine, address })),
    release: () => {
      if (holderOf(folder)?.pid === process.pid) rmSync(fileOf(folder), { force: true });
    },
  };
}

/** Moved aside before it is thrown away: of two that clear at once, neither takes the other's fresh lock. */
function clearStale(folder: string): void {
  const aside = `${fileOf(folder)}.stale.${process.pid}`;
  try {
    renameSync(fileOf(folder), aside);
    if (readHolder(aside)) linkSync(aside, fileOf(folder));
  } catch {
    // somebody else was faster; the next look tells who
  }
  rmSync(aside, { force: true });
}

/** Written beside and linked into place, so that nobody ever reads half a lock. */
function claim(folder: string, mine: Holder): boolean {
  const draft = `${fileOf(folder)}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(mine));
  try {
    linkSync(draft, fileOf(folder));
    return true;
  } catch {
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}
