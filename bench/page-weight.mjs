/* What is compared: the JavaScript a browser loads for each customer page, gzipped, beside that of an empty App Router
   page of the same Next version. Fair, because both are production builds, counted the same way: every script the page's
   HTML names, without the noModule polyfill that no current browser loads.
   Run: node bench/page-weight.mjs <address of a running Forthright> [session cookie] */
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { isProgram } from "./alone.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const GOAL = 1.1;

/** Bytes of JavaScript, gzipped, that the page at `url` loads. */
export async function weigh(url, headers = {}) {
  const page = await fetch(url, { headers, redirect: "manual" });
  if (page.status !== 200) throw new Error(`${url} answered ${page.status}`);
  const html = await page.text();
  const scripts = new Set();
  for (const [tag] of html.matchAll(/<script\b[^>]*>/g)) {
    const src = /\bsrc="([^"]+)"/.exec(tag)?.[1];
    if (src && !/\bnomodule\b/i.test(tag)) scripts.add(new URL(src.replaceAll("&amp;", "&"), url).href);
  }
  let bytes = 0;
  for (const src of scripts) {
    const script = await fetch(src, { headers: { "accept-encoding": "identity" } });
    bytes += gzipSync(Buffer.from(await script.arrayBuffer())).length;
  }
  return bytes;
}

async function emptyPage() {
  const dir = mkdtempSync(join(tmpdir(), "next-empty-"));
  cpSync(join(here, "floors/next-empty"), dir, { recursive: true });
  symlinkSync(join(here, "../node_modules"), join(dir, "node_modules"));
  const next = join(here, "../node_modules/next/dist/bin/next");
  const built = spawnSync(process.execPath, [next, "build", "--webpack"], { cwd: dir, encoding: "utf8" });
  if (built.status !== 0) throw new Error(built.stdout + built.stderr);
  const port = await freePort();
  const server = spawn(process.execPath, [next, "start", "-p", String(port)], { cwd: dir, stdio: "ignore" });
  try {
    const url = `http://localhost:${port}/`;
    await answering(url);
    return await weigh(url);
  } finally {
    server.kill();
    rmSync(dir, { recursive: true, force: true });
  }
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function answering(url) {
  for (let tries = 0; tries < 200; tries += 1) {
    const up = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} does not answer`);
}

async function main([address, cookie]) {
  if (!address) {
    console.error("Say which Forthright to weigh: node bench/page-weight.mjs http://localhost:3000 [cookie]");
    process.exit(2);
  }
  const pages = JSON.parse(readFileSync(join(here, "../e2e/routes.json"), "utf8"));
  const floor = await emptyPage();
  const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
  console.log(`an empty Next page: ${kB(floor)} of JavaScript, gzipped; goal ≤ ${GOAL} ×`);
  let met = true;
  for (const route of pages) {
    if (route.path.includes("[") || (route.signedIn && !cookie)) continue;
    const ours = await weigh(new URL(route.path, address), route.signedIn ? { cookie } : {});
    met &&= ours / floor <= GOAL;
    console.log(`${route.path.padEnd(24)} ${kB(ours).padStart(10)}  ${(ours / floor).toFixed(3)} ×`);
  }
  process.exit(met ? 0 : 1);
}

if (isProgram(import.meta.url)) await main(process.argv.slice(2));
