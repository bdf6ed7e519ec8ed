import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { ownNode, root } from "./install.mjs";

const tool = (path) => join("node_modules", path);
const ROOMS =
  "app components web api domain db server cli start brand client lint e2e bench break attack mutation proxy.ts";

/** What `npm run verify` checks; none of it needs a database. */
const steps = [
  ["types", [tool("typescript/bin/tsc"), "--noEmit", "--incremental", "false"]],
  ["format and lint", [tool("@biomejs/biome/bin/biome"), "check", "--error-on-warnings", "."]],
  [
    "import rules",
    [
      tool("dependency-cruiser/bin/dependency-cruiser.mjs"),
      "--config",
      ".dependency-cruiser.cjs",
      ...rooms(),
    ],
  ],
  ["dead code", [tool("knip/bin/knip.js"), "--no-progress", "--no-config-hints"]],
  ["the API's document", ["--import", "tsx", "lint/document.ts"]],
  ["our own rules, missing translations, exact versions", ["--import", "tsx", "lint/run.ts"]],
];

function rooms() {
  const there = new Set(readdirSync(root));
  return ROOMS.split(" ").filter((room) => there.has(room));
}

/** Runs every step, two at a time, and says how each went. */
export async function verify(say) {
  const left = [
    ...steps.map(
      ([name, args]) =>
        () =>
          run(name, args),
    ),
    migrationsMatch,
  ];
  const results = [];
  const worker = async () => {
    for (let step = left.shift(); step; step = left.shift()) results.push(tell(await step(), say));
  };
  await Promise.all([worker(), worker()]);
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed, skipped: 0 };
}

function tell({ name, told, ok, ms }, say) {
  say(`${ok ? "✓" : "✗"} ${name} (${(ms / 1000).toFixed(1)} s)`);
  if (!ok) say(told.trimEnd());
  return ok;
}

function run(name, args) {
  const began = performance.now();
  return new Promise((resolve) => {
    const child = spawn(ownNode, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let told = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (part) => {
        told += part;
      });
    const done = (ok) => resolve({ name, told, ok, ms: performance.now() - began });
    child.once("error", (error) => {
      told += error.message;
      done(false);
    });
    child.once("close", (code) => done(code === 0));
  });
}

/** Generates into a copy: a file more than before means that the schema says what no migration does. */
async function migrationsMatch() {
  const name = "migrations match the schema";
  const copy = mkdtempSync(join(root, "node_modules", ".migrations-"));
  try {
    cpSync(join(root, "db/migrations"), copy, { recursive: true });
    const before = readdirSync(copy).length;
    const flags = [
      "--dialect=postgresql",
      "--schema=./db/schema/index.ts",
      `--out=./${relative(root, copy)}`,
    ];
    const made = await run(name, [tool("drizzle-kit/bin.cjs"), "generate", ...flags]);
    const same = readdirSync(copy).length === before;
    const told = same ? made.told : "The schema has changed. Run: npm run db:generate";
    return { ...made, told, ok: made.ok && same };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
