import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { exactVersions } from "./exact-versions";
import { formActions } from "./form-actions";
import { messages } from "./messages";
import type { Check, Files, Problem } from "./problem";
import { processEnv } from "./process-env";
import { useClient } from "./use-client";

/** The rules that no tool knows, by the name under which they are reported. */
export const checks: Readonly<Record<string, Check>> = {
  formActions,
  exactVersions,
  messages,
  processEnv,
  useClient,
};

/** Every finding, as `FILE:LINE rule: what is wrong — what would be right`. */
export function findAll(files: Files): string[] {
  return Object.entries(checks).flatMap(([name, check]) =>
    check(files).map((problem) => line(name, problem)),
  );
}

const line = (name: string, { file, line, message }: Problem) => `${file}:${line} ${name}: ${message}`;

/** What git knows or would add: nothing that was built or installed. */
export function readProject(): Files {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  const wanted = listed
    .split("\0")
    .filter((file) => /\.(ts|tsx|js|mjs|cjs)$|^package\.json$|^messages\//.test(file));
  return new Map(wanted.flatMap((file) => read(file)));
}

function read(file: string): [string, string][] {
  try {
    return [[file, readFileSync(file, "utf8")]];
  } catch {
    return []; // deleted, not yet committed
  }
}
