/* What is compared: /choices drawn for somebody signed in (P5) beside a Next page that draws sixty rows of one select, by
   the same load in turn; the first byte of /data while one of its sources hangs (P6) beside that of /choices, and when
   what the other sources hold has come; the scripts of every customer page, gzipped, beside those of an empty page (P7).
   Fair, because all are production builds of the same Next on the same cores; unfair to us on purpose, because the floor
   knows nobody and reads no choice. P6 has the demo's three systems and our own records, and no load. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import autocannon from "autocannon";
import pg from "pg";
import { alone, isProgram } from "../alone.mjs";
import { buildPages, signedIn } from "../floor-pages.mjs";
import { median } from "../measure.mjs";
import { weigh } from "../page-weight.mjs";

export const figures = ["P5", "P6", "P7"];

const GOALS = { P5: 0.6, P6: 1.3, P7: 1.1 };
const CONNECTIONS = 16;
const HANGS_MS = 2_000;
const routes = join(dirname(fileURLToPath(import.meta.url)), "../../e2e/routes.json");

/** @returns the rows of the three. */
export async function measure(bench) {
  const person = await signedIn(bench.url);
  return [await drawn(bench, person), ...(await early(bench, person)), await scripts(bench, person)];
}

async function drawn(bench, { site, cookie }) {
  bench.say("P5: /choices drawn beside next-page");
  const pages = buildPages("next-page", { DATABASE_URL: bench.database });
  const bare = await pages.start();
  const taken = { floor: [], ours: [] };
  try {
    for (let round = -1; round < bench.rounds; round += 1) {
      const seconds = round < 0 ? 3 : bench.seconds;
      const [floor, ours] = [
        await rps({ url: bare.url, seconds }),
        await rps({ url: `${site}/choices`, headers: { cookie }, seconds }),
      ];
      if (round >= 0) taken.floor.push(floor) && taken.ours.push(ours);
    }
  } finally {
    await bare.stop();
    pages.remove();
  }
  const [floor, ours] = [median(taken.floor), median(taken.ours)];
  return {
    ...{ figure: "P5", what: "/choices drawn, signed in", floorName: "next-page", floor, ours, unit: "rps" },
    ...{
      ratio: ours / floor,
      goal: `≥ ${GOALS.P5} ×`,
      met: ours / floor >= GOALS.P5,
      more: { rounds: taken },
    },
  };
}

/** Pages a second. @throws on any answer but 2xx. */
export async function rps({ url, headers = {}, seconds }) {
  const took = await autocannon({ url, headers, connections: CONNECTIONS, duration: seconds });
  if (took.non2xx || took.errors || took.timeouts)
    throw new Error(`${url}: ${took.non2xx} not 2xx, ${took.errors} errors, ${took.timeouts} timeouts`);
  return took.requests.total / took.duration;
}

/** The mailing system hangs for two seconds in each answer; whatever comes before its end is not held up by it. */
async function early(bench, { site, cookie }) {
  bench.say("P6: the first byte of /data while a source hangs");
  const url = new URL(bench.database);
  url.pathname = "/juniper_marketing";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  const taken = { choices: [], data: [], others: [], whole: [] };
  try {
    for (let round = -1; round < Math.max(9, bench.rounds); round += 1) {
      const choices = await read(`${site}/choices`, cookie);
      const data = await whileHanging(client, () => read(`${site}/data`, cookie));
      if (round < 0) continue;
      taken.choices.push(choices.first);
      taken.data.push(data.first);
      taken.others.push(data.times.filter((ms) => ms < HANGS_MS / 2).at(-1));
      taken.whole.push(data.times.at(-1));
    }
  } finally {
    await client.end();
  }
  return earlyRows(taken);
}

async function whileHanging(client, work) {
  await client.query(
    "begin; lock table mailing.contact, mailing.delivery, insight.interest in access exclusive mode",
  );
  const working = work();
  await pause(HANGS_MS);
  await client.query("rollback");
  return working;
}

/** Milliseconds until the first byte, and until each later part. */
async function read(url, cookie) {
  const from = performance.now();
  const answer = await fetch(url, { headers: { cookie } });
  const times = [];
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
  for await (const part of answer.body) if (part.length > 0) times.push(performance.now() - from);
  return { first: times[0], times };
}

function earlyRows({ choices, data, others, whole }) {
  const [floor, ours, rest] = [median(choices), median(data), median(others)];
  const common = { figure: "P6", unit: "ms" };
  return [
    {
      ...{ ...common, what: "/data, first byte while a source hangs", floorName: "/choices", floor, ours },
      ...{
        ratio: ours / floor,
        goal: `≤ ${GOALS.P6} ×`,
        met: ours / floor <= GOALS.P6,
        more: { choices, data },
      },
    },
    {
      ...{ ...common, what: "/data, what the other sources hold", floorName: "the source that hangs" },
      ...{ floor: HANGS_MS, ours: rest, ratio: rest / HANGS_MS, goal: "before it", met: rest < HANGS_MS / 2 },
      more: { others, whole: median(whole) },
    },
  ];
}

async function scripts(bench, { site, cookie }) {
  bench.say("P7: the scripts of every customer page");
  const pages = buildPages("next-empty");
  const bare = await pages.start();
  try {
    const floor = (await weigh(bare.url)) / 1_000;
    const sizes = await each(site, cookie);
    const ours = Math.max(...Object.values(sizes));
    return {
      ...{ figure: "P7", what: "scripts, heaviest customer page", floorName: "next-empty", floor, ours },
      ...{
        unit: "kB",
        ratio: ours / floor,
        goal: `≤ ${GOALS.P7} ×`,
        met: ours / floor <= GOALS.P7,
        more: sizes,
      },
    };
  } finally {
    await bare.stop();
    pages.remove();
  }
}

/** Kilobytes of scripts of each page that a customer can open. */
async function each(site, cookie) {
  const sizes = {};
  for (const { path, signedIn: mine, staff } of JSON.parse(readFileSync(routes, "utf8"))) {
    if (staff || path.startsWith("/desk") || path.includes("[")) continue;
    sizes[path] = (await weigh(new URL(path, site), mine ? { cookie } : {})) / 1_000;
  }
  return sizes;
}

if (isProgram(import.meta.url)) await alone({ measure });
