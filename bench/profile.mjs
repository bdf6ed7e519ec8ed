/* Where the time of a figure goes: profiles of the product while it does what the figure measures, as the figure asks for it, each
   drawn as a flame graph under bench/results. `paint` is the browser's main thread until the largest text stands.
   Run: node --import tsx bench/profile.mjs [decision hundred choice form page data notice paint start import]
   [--customers 20000] [--seconds 8] [--data FOLDER] */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { opened } from "./alone.mjs";
import { sent, switches } from "./figures/action.mjs";
import { inEmpty, written } from "./figures/import.mjs";
import { traced } from "./figures/lcp.mjs";
import { rps } from "./figures/pages.mjs";
import { serve } from "./figures/start.mjs";
import { flame } from "./flame.mjs";
import { signedIn } from "./floor-pages.mjs";
import { load } from "./measure.mjs";
import { leavesProfile, leftIn, mainThread, profileOf } from "./profiled.mjs";
import { freePort, startForthright } from "./started.mjs";

const one = (list) => list[Math.floor(Math.random() * list.length)];
const asking = ({ people }) => ({ customer: { id: one(people.ids) }, ...one(people.cells) });
const decisions = (many) => (bench) => {
  const body = () => ({ requests: Array.from({ length: many }, () => asking(bench)) });
  const { url, headers } = bench;
  return (seconds) =>
    load({ url, path: "/api/v1/decisions", headers, expects: '"decision":"', body, seconds });
};
const page = (path) => async (bench) => {
  const { site, cookie } = await signedIn(bench.url);
  return (seconds) => rps({ url: site + path, headers: { cookie }, seconds });
};

/** What is asked of a product that runs: each makes the load of so many seconds. */
const ASKED = {
  decision: { title: "P1: POST /api/v1/decisions, one decision, 16 connections", load: decisions(1) },
  hundred: { title: "P2: POST /api/v1/decisions, a hundred decisions, 16 connections", load: decisions(100) },
  choice: {
    title: "P3: POST /api/v1/choices, one choice, 16 connections",
    load: ({ url, headers, people }) => {
      const body = () => people.turn(one(people.emails));
      const asked = { url, path: "/api/v1/choices", headers, idempotent: true, expects: '"recorded":true' };
      return (seconds) => load({ ...asked, body, seconds });
    },
  },
  form: {
    title: "P4: a choice by the form of /choices, without scripts, 5 people",
    load: async (bench) => {
      const forms = await switches(bench);
      return (seconds) => sent({ ...forms, seconds });
    },
  },
  page: { title: "P5: /choices drawn, signed in, 16 connections", load: page("/choices") },
  data: { title: "P6: /data drawn, signed in, 16 connections", load: page("/data") },
  notice: {
    title: "P8: a text of 7,000 words drawn, signed in, 16 connections",
    load: page("/terms/privacy-notice"),
  },
};
const PAINT =
  "P8: the browser's main thread, four times slower, until the largest text of /terms/privacy-notice";
const START = "P13: from the start to the first page, database warm, and the end";
const IMPORT = "P11: forthright import of 100,000 rows";
const names = [...Object.keys(ASKED), "paint", "start", "import"];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    customers: { type: "string", default: "20000" },
    seconds: { type: "string", default: "8" },
    data: { type: "string" },
  },
});
const wrong = positionals.find((name) => !names.includes(name));
if (wrong) {
  console.error(`There is no ${wrong} to profile; there are ${names.join(", ")}.`);
  process.exit(2);
}
const wanted = positionals.length > 0 ? positionals : names;
const folder = values.data ?? mkdtempSync(join(tmpdir(), "forthright-bench-"));
if (wanted.includes("import")) await inImport();
if (wanted.some((name) => name !== "import")) await ofProduct(wanted);

async function ofProduct(asked) {
  const inspect = await freePort();
  const app = await startForthright(folder, { inspect });
  try {
    const bench = await opened({ app, folder, values });
    for (const name of asked.filter((name) => ASKED[name])) await underLoad(name, { bench, inspect });
    if (asked.includes("paint")) await inPaint(bench);
    if (asked.includes("start")) await inStart(bench);
  } finally {
    await app.stop();
  }
}

async function underLoad(name, { bench, inspect }) {
  const { title, load } = ASKED[name];
  const run = await load(bench);
  await run(3);
  // The end of a load breaks off what is under way, which takes its own time.
  await pause(1_000);
  const [profile] = await Promise.all([profileOf(inspect, bench.seconds), run(bench.seconds + 1)]);
  draw(name, profile, title);
}

async function inPaint(bench) {
  const { events, ...at } = await traced(bench, "/terms/privacy-notice");
  draw("paint", mainThread(events, at), PAINT);
}

async function inStart(bench) {
  const left = mkdtempSync(join(tmpdir(), "profiles-"));
  const { stop } = await serve(bench, leavesProfile(left));
  await stop();
  draw("start", leftIn(left), START);
}

async function inImport() {
  const left = mkdtempSync(join(tmpdir(), "profiles-"));
  await inEmpty((at) => written({ ...at, rows: 100_000, env: leavesProfile(left) }));
  draw("import", leftIn(left), IMPORT);
}

function draw(name, profile, title) {
  mkdirSync("bench/results", { recursive: true });
  writeFileSync(`bench/results/${name}.svg`, flame(profile, title));
  console.log(`bench/results/${name}.svg`);
}
