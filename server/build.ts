import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { isCompiled } from "../start/compiled.mjs";
import { compileIfNeeded } from "./compile";
import { holderOf, takeLock } from "./lock";
import { until } from "./process-life";

/** What the pages are built from. A change anywhere else needs no new build. */
const SOURCES = [
  "app",
  "components",
  "web",
  "domain",
  "db/schema",
  "db/client.ts",
  "db/connection.ts",
  "db/silence.ts",
  "db/away.ts",
  "messages",
  "server/env.ts",
];
const SETTINGS = ["next.config.js", "proxy.ts", "postcss.config.mjs", "tsconfig.json", "package-lock.json"];
const STAMP = ".next/built-from";

/**
 * Builds the pages unless the last build was made from just these files, and compiles the programs; one builder at a
 * time.
 */
export async function buildIfNeeded(options: {
  lockFolder: string;
  say: (line: string) => void;
}): Promise<void> {
  const wanted = hashSources();
  if (builtFrom() === wanted && isCompiled()) return;
  await until(() => !holderOf(options.lockFolder), 10 * 60_000);
  const lock = takeLock(options.lockFolder);
  try {
    if (builtFrom() !== wanted) {
      options.say("Building the pages, because their sources are new. This takes about a minute.");
      await build();
      writeFileSync(STAMP, wanted);
    }
    await compileIfNeeded();
  } finally {
    lock.release();
  }
}

function builtFrom(): string {
  try {
    return readFileSync(STAMP, "utf8");
  } catch {
    return "";
  }
}

function hashSources(): string {
  const hash = createHash("sha256").update(process.version);
  for (const file of [...SOURCES.flatMap(filesUnder), ...SETTINGS].sort()) {
    hash.update(`\0${relative(".", file)}\0`);
    hash.update(readOrNothing(file));
  }
  return hash.digest("hex");
}

function filesUnder(path: string): string[] {
  if (/\.\w+$/.test(path)) return [path];
  try {
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}

function readOrNothing(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}

/** Its output is shown only when it fails. A process of its own, so that its memory goes with it. */
function build(): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    const atExit = () => child.kill();
    process.once("exit", atExit);
    const told: Buffer[] = [];
    child.stdout.on("data", (part: Buffer) => told.push(part));
    child.stderr.on("data", (part: Buffer) => told.push(part));
    child.once("error", reject);
    child.once("exit", (code) => {
      process.off("exit", atExit);
      if (code === 0) resolve();
      else reject(new Error(`The pages could not be built.\n${Buffer.concat(told)}`));
    });
  });
}
