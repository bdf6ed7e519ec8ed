// What the build compiled, for as long as none of its sources is newer.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "./install.mjs";

/** Below the project: the compiled programs, and the list of what they were made from. */
export const COMPILED = ".next/compiled";
export const MADE_FROM = "made-from.json";

/** How Node is called for one of our programs, from whatever folder: compiled, or as its source where that is newer. */
export function program(name, source, project = root) {
  // Found by its full name, and only when it is asked for: before the first installation it is not there.
  if (!isCompiled(project))
    return { flags: ["--import", import.meta.resolve("tsx"), join(project, source)], env: {} };
  // The engine keeps what it has parsed, so that the next start need not parse it again.
  const env = { NODE_COMPILE_CACHE: join(project, ".next/cache/code") };
  return { flags: [join(project, COMPILED, `${name}.mjs`)], env };
}

/** Whether the programs are there and none of their sources is newer. */
export function isCompiled(project = root) {
  const list = join(project, COMPILED, MADE_FROM);
  try {
    const made = statSync(list).mtimeMs;
    const sources = JSON.parse(readFileSync(list, "utf8"));
    return sources.every((path) => statSync(join(project, path)).mtimeMs <= made);
  } catch {
    return false;
  }
}
