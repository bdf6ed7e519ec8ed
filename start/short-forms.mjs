// What is measured and broken on purpose, in its short form: each prints how much passed as its last line.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ownNode, root } from "./install.mjs";
import { typescript } from "./own-node.mjs";

const FORMS = {
  break: "break/index.ts",
  attack: "attack/index.ts",
  bench: "bench/index.mjs",
  mutation: "mutation/index.mjs",
};
const CLOSING = /^(\d+) passed, (\d+) failed, (\d+) skipped$/gm;

/** Runs those that were asked for, or all, one after the other. @returns what they came to together. */
export async function shortForms({ say, asked, scratch, env }) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const [name, program] of Object.entries(FORMS)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    say(`\n─ npm run ${name} -- --short`);
    const counts = await form({ program, env: { ...env, TMPDIR: scratch } });
    for (const key of Object.keys(sum)) sum[key] += counts[key];
  }
  return sum;
}

/** One form; that it ends badly without a count of its own is a failure too. */
function form({ program, env }) {
  return new Promise((resolve) => {
    const more = { TSX_TSCONFIG_PATH: join(root, "tsconfig.json"), ...env };
    const child = spawn(ownNode, [...typescript, program, "--short"], {
      ...{ cwd: root, env: { ...process.env, ...more }, stdio: ["ignore", "pipe", "inherit"] },
    });
    let printed = "";
    child.stdout.setEncoding("utf8").on("data", (part) => {
      printed += part;
      process.stdout.write(part);
    });
    child.once("error", () => resolve({ passed: 0, failed: 1, skipped: 0 }));
    child.once("close", (code) => {
      const [passed, failed, skipped] = [...printed.matchAll(CLOSING)].at(-1)?.slice(1).map(Number) ?? [
        0, 1, 0,
      ];
      resolve({ passed, skipped, failed: code !== 0 && failed === 0 ? 1 : failed });
    });
  });
}
