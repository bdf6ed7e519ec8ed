/* What is compared: the largest contentful paint (P8) of three pages, signed in, in a browser slowed down four times, 390
   wide, beside a Next page that draws sixty rows of one select. Fair, because both are production builds of the same
   Next, served by this machine, opened in turn in the same browser with an empty cache; unfair to us on purpose, because
   the floor has no style, no picture, nobody signed in, and a tenth of the words.
   Run alone: tsx bench/figures/lcp.mjs [--customers 1000] (Chromium as for the tests) */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import { alone, isProgram } from "../alone.mjs";
import { buildPages, signedIn } from "../floor-pages.mjs";
import { median } from "../measure.mjs";

export const figures = ["P8"];

const GOAL = 1.5;
const SLOWER = 4;
const LEAST_ROUNDS = 9;
const PAGES = ["/choices", "/data", "/terms/privacy-notice"];

/** @returns a row for each page. */
export async function measure(bench) {
  bench.say(`P8: largest contentful paint of ${PAGES.join(", ")} beside next-page`);
  const floor = buildPages("next-page", { DATABASE_URL: bench.database });
  const served = await floor.start();
  const args = ["--no-sandbox", "--disable-gpu"];
  const browser = await chromium.launch({ executablePath: chromiumHere(), args });
  try {
    const { site, cookies } = await signedIn(bench.url);
    const pages = [["next-page", served.url], ...PAGES.map((path) => [path, site + path])];
    const rounds = Math.max(LEAST_ROUNDS, bench.rounds);
    return rowsOf(await paints(browser, { pages, cookies, rounds }));
  } finally {
    await browser.close();
    await served.stop();
    floor.remove();
  }
}

/** CHROMIUM_PATH, else the system's own, else the one that Playwright keeps. */
function chromiumHere() {
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const folders = (process.env.PATH ?? "").split(delimiter);
  const places = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return process.env.CHROMIUM_PATH ?? places.find((place) => existsSync(place));
}

/** Milliseconds of each page in each round, in turn; the first round only warms what serves. */
async function paints(browser, { pages, cookies, rounds }) {
  const seen = new Map(pages.map(([name]) => [name, []]));
  for (let round = -1; round < rounds; round += 1)
    for (const [name, url] of pages) {
      const lcp = await paint(browser, { url, cookies });
      if (round >= 0) seen.get(name).push(Math.round(lcp));
    }
  return seen;
}

/** Milliseconds until the largest text stands, as the browser tells it. */
async function paint(browser, where) {
  const { context, lcp } = await shown(browser, where);
  await context.close();
  return lcp;
}

async function shown(browser, { url, cookies, before = async () => undefined }) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  await context.addCookies(cookies);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  await before(page);
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
  return { context, lcp };
}

/**
 * The trace of a page that is opened for the second time: its events, and the process and thread that drew it, from the navigation
 * until the largest text stood, in the trace's own microseconds.
 */
export async function traced(bench, path) {
  const args = ["--no-sandbox", "--disable-gpu"];
  const browser = await chromium.launch({ executablePath: chromiumHere(), args });
  try {
    const { site, cookies } = await signedIn(bench.url);
    const where = { url: site + path, cookies };
    await paint(browser, where);
    const categories = ["devtools.timeline", "blink.user_timing", "loading", "v8"];
    const before = (page) => browser.startTracing(page, { categories });
    const { lcp } = await shown(browser, { ...where, before });
    const { traceEvents: events } = JSON.parse((await browser.stopTracing()).toString());
    const began = events.findLast(
      ({ name, args }) => name === "navigationStart" && args?.data?.documentLoaderURL === where.url,
    );
    return { events, pid: began.pid, tid: began.tid, from: began.ts, until: began.ts + lcp * 1_000 };
  } finally {
    await browser.close();
  }
}

function rowsOf(seen) {
  const floor = median(seen.get("next-page"));
  return PAGES.map((path) => {
    const ours = median(seen.get(path));
    const ratio = ours / floor;
    return {
      ...{ figure: "P8", what: `${path}, largest contentful paint`, floorName: "next-page", floor, ours },
      ...{ unit: "ms", ratio, goal: `≤ ${GOAL} ×`, met: ratio <= GOAL },
      more: { slower: SLOWER, rounds: { floor: seen.get("next-page"), ours: seen.get(path) } },
    };
  });
}

if (isProgram(import.meta.url)) await alone({ measure });
