#!/usr/bin/env node
// npm test, npm run verify, test:unit, test:e2e: node start/test.mjs [verify|unit|e2e|short] [more words for that tool]
// Short forms of break, attack, bench and mutation come last, on what the journeys have built; short [NAME …] runs one.
// test:e2e -- --no-proxy: what is about who may see and do what, on a build without proxy.ts
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium } from "./chromium.mjs";
import { ensureInstalled, ownNode, root, stop } from "./install.mjs";
import { shortForms } from "./short-forms.mjs";
import { verify } from "./verify.mjs";
import { copyWithoutProxy } from "./without-proxy.mjs";

const say = (line) => process.stdout.write(`${line}\n`);
const [only, ...words] = process.argv.slice(2);
const stages = { verify: () => verify(say), unit, e2e, "no-proxy": () => e2e(["--no-proxy"]), short };
/** Who may see and do what must not hang on proxy.ts, which only sets headers. */
const AUTHORISATION = "@authorisation|isolation.spec|forgery.spec|scanner.spec";
if (only && !stages[only])
  stop(`usage: npm test, or node start/test.mjs ${Object.keys(stages).join(" | ")}`, 2);

ensureInstalled(say);
const scratch = mkdtempSync(join(tmpdir(), "forthright-test-"));
// PostgreSQL, which runs as another user where this is root, stays inside and goes with it.
chmodSync(scratch, 0o711);
process.once("exit", () => rmSync(scratch, { recursive: true, force: true }));
// A tool that is asked to end first ends what it started; only then is this over.
let running;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.on(signal, () => {
    if (!running) process.exit(1);
    running.once("exit", () => process.exit(1));
    running.kill("SIGINT");
  });

const sum = { passed: 0, failed: 0, skipped: 0 };
const titles = {
  verify: "Verify",
  unit: "Unit and integration",
  e2e: "End to end",
  "no-proxy": "Authorisation, on a build without proxy.ts",
  short: "Broken, attacked and measured, in short",
};
for (const name of only ? [only] : Object.keys(stages)) {
  say(`\n── ${titles[name]}`);
  const counts = await stages[name]();
  for (const key of Object.keys(sum)) sum[key] += counts[key];
}
say(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exitCode = sum.failed > 0 ? 1 : 0;

async function unit() {
  const report = join(scratch, "unit.json");
  const flags = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = await run(["node_modules/vitest/vitest.mjs", "run", ...flags, ...words], {});
  const told = read(report);
  if (!told) return { passed: 0, failed: 1, skipped: 0 };
  const counts = {
    passed: told.numPassedTests,
    failed: told.numFailedTests,
    skipped: told.numPendingTests + told.numTodoTests,
  };
  return settle(counts, code);
}

async function e2e(asked = words) {
  const chromium = findChromium(say);
  if (!chromium) {
    say("There is no Chromium. Set CHROMIUM_PATH, or install one with: npx playwright install chromium");
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const bare = asked.includes("--no-proxy");
  const report = join(scratch, bare ? "e2e-without-proxy.json" : "e2e.json");
  const env = {
    CHROMIUM_PATH: chromium,
    E2E_PORT: String(await freePort()),
    E2E_DATA: join(scratch, bare ? "data-without-proxy" : "data"),
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  };
  const args = ["node_modules/@playwright/test/cli.js", "test", "-c", "e2e/playwright.config.ts"];
  // The whole of `npm test` asks about authorisation once, on the build that has less to hold it.
  const rest = only ? asked : [...asked, "--grep-invert", AUTHORISATION];
  const more = bare ? [...asked.filter((word) => word !== "--no-proxy"), "--grep", AUTHORISATION] : rest;
  const code = await run([...args, ...more], env, bare ? copyWithoutProxy(scratch) : root);
  const stats = read(report)?.stats;
  if (!stats) return { passed: 0, failed: 1, skipped: 0 };
  return settle(
    { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped },
    code,
  );
}

async function short() {
  const chromium = findChromium(say);
  return shortForms({ say, scratch, asked: words, env: chromium ? { CHROMIUM_PATH: chromium } : {} });
}

/** A tool that ends badly without a failed test, say at its set-up, has failed all the same. */
function settle(counts, code) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function run(args, env, cwd = root) {
  return new Promise((resolve) => {
    const child = spawn(ownNode, args, { cwd, stdio: "inherit", env: { ...process.env, ...env } });
    running = child;
    child.once("error", () => resolve(1));
    child.once("exit", (code) => {
      running = undefined;
      resolve(code ?? 1);
    });
  });
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
