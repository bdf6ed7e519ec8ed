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
/** What the whole of `npm test` takes of each, so that it ends within its time; the rest is asked for by name. */
const ALWAYS = [
  ["break", "app-killed", "database-killed"],
  ["attack", "tokens", "smuggling", "exports", "floors"],
  ["bench"],
  ["mutation"],
];
const CLOSING = /^(\d+) passed, (\d+) failed, (\d+) skipped$/gm;

/** Runs the one that was asked for, with its further words, or what always runs. @returns what it came to. */
export async function shortForms({ say, asked, scratch, env }) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const [name, ...words] of asked.length > 0 ? [asked] : ALWAYS) {
    if (!Object.hasOwn(FORMS, name)) {
      say(`There is no ${name}; there are ${Object.keys(FORMS).join(", ")}.`);
      return { ...sum, failed: 1 };
    }
    say(`\n─ npm run ${name} -- --short ${words.join(" ")}`);
    const counts = await form({ program: FORMS[name], words, env: { ...env, TMPDIR: scratch } });
    for (const key of Object.keys(sum)) sum[key] += counts[key];
  }
  return sum;
}

/** That it ends badly without a count of its own is a failure too. */
function form({ program, words, env }) {
  return new Promise((resolve) => {
    const more = { TSX_TSCONFIG_PATH: join(root, "tsconfig.json"), ...env };
    const child = spawn(ownNode, [...typescript, program, "--short", ...words], {
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
