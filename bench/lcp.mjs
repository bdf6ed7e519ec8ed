/* What is measured: P8, the largest contentful paint of three pages, signed in, in a browser slowed down four times, 390
   wide, beside a Next page that draws sixty rows of one select. Fair, because both are production builds of the same Next,
   served by this machine, opened in turn in the same browser with an empty cache.
   Run: npm run bench:lcp -- [--data FOLDER] [--rounds 9] [--path /terms/privacy-notice]… */
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { Browserless } from "../e2e/browserless.ts";
import { databaseOf, freePort, startForthright } from "./started.mjs";

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    rounds: { type: "string", default: "9" },
    path: { type: "string", multiple: true, default: ["/choices", "/data", "/terms/privacy-notice"] },
  },
});
const here = dirname(fileURLToPath(import.meta.url));
const own = values.data === undefined;
const folder = values.data ?? mkdtempSync(join(tmpdir(), "forthright-lcp-"));
const middle = (list) => Math.round(list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)]);

/** The floor, built and served as it is. */
async function startFloor() {
  const dir = mkdtempSync(join(tmpdir(), "next-page-"));
  cpSync(join(here, "floors/next-page"), dir, { recursive: true });
  symlinkSync(join(here, "../node_modules"), join(dir, "node_modules"));
  const next = join(here, "../node_modules/next/dist/bin/next");
  const built = spawnSync(process.execPath, [next, "build", "--webpack"], { cwd: dir, encoding: "utf8" });
  if (built.status !== 0) throw new Error(built.stdout + built.stderr);
  const port = await freePort();
  const env = { ...process.env, DATABASE_URL: databaseOf(folder) };
  const server = spawn(process.execPath, [next, "start", "-p", String(port)], {
    cwd: dir,
    env,
    stdio: "ignore",
  });
  const url = `http://localhost:${port}`;
  while (
    !(await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    ))
  );
  return {
    url,
    stop() {
      server.kill();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Milliseconds until the largest text stands, as the browser tells it. */
async function paint(browser, { url, cookies }) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  await context.addCookies(cookies);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.goto(url, { waitUntil: "load" });
  const lcp = await page.evaluate(
    () =>
      new Promise((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime)).observe({
          type: "largest-contentful-paint",
          buffered: true,
        });
      }),
  );
  await context.close();
  return lcp;
}

const forthright = await startForthright(folder);
const floor = await startFloor();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH,
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  const site = forthright.url.replace("127.0.0.1", "localhost");
  const person = new Browserless(site);
  await person.signIn("ana.ribeiro@example.com");
  const cookies = [...person.cookies].map(([name, value]) => ({ name, value, url: site }));
  const pages = [["next-page", floor.url], ...values.path.map((path) => [path, site + path])];
  const seen = new Map(pages.map(([name]) => [name, []]));
  for (let round = -1; round < Number(values.rounds); round += 1)
    for (const [name, url] of pages) {
      const lcp = await paint(browser, { url, cookies });
      // The first round only warms what serves.
      if (round >= 0) seen.get(name).push(lcp);
    }
  const least = middle(seen.get("next-page"));
  console.log(`load ${loadavg()[0].toFixed(1)}, ${values.rounds} rounds, goal 1.5`);
  for (const [name, all] of seen)
    console.log(
      `${name.padEnd(24)} ${middle(all)} ms (${Math.round(Math.min(...all))}-${Math.round(Math.max(...all))})  ${(middle(all) / least).toFixed(2)} x`,
    );
} finally {
  await browser.close();
  floor.stop();
  await forthright.stop();
  if (own) rmSync(folder, { recursive: true, force: true });
}
