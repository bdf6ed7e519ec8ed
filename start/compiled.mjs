// What `npm run build` compiled, for as long as none of its sources is newer.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "./install.mjs";
import { typescript } from "./own-node.mjs";

/** How Node is called for production: with the compiled server, or with its sources where that is old or missing. */
export function serving(project = root) {
  const compiled = join(project, ".next/serve/serve.mjs");
  if (!isFresh(project, compiled)) return { program: [...typescript, "server/serve.ts"], env: {} };
  // The engine keeps what it has parsed, so that the next start need not parse it again.
  return { program: [compiled], env: { NODE_COMPILE_CACHE: join(project, ".next/cache/code") } };
}

function isFresh(project, compiled) {
  try {
    const made = statSync(compiled).mtimeMs;
    const sources = JSON.parse(readFileSync(join(project, ".next/serve/made-from.json"), "utf8"));
    return sources.every((path) => statSync(join(project, path)).mtimeMs <= made);
  } catch {
    return false;
  }
}
