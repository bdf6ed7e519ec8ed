/* What is compared: from the start of the process to the first page that it answers (P13), with the database up and its
   tables made, beside an empty Next page and beside one of sixty rows. Fair, because each is started by its own command
   for production on built pages, one after the other on the same two cores; unfair to us on purpose, because we connect
   to the database, look for missing migrations, read the brand's folder and start what works in the background. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildForProduction } from "../../e2e/running.ts";
import { alone, isProgram } from "../alone.mjs";
import { buildPages, firstPage, stopped } from "../floor-pages.mjs";
import { median } from "../measure.mjs";
import { freePort } from "../started.mjs";

export const figures = ["P13"];

const GOAL = 2;
const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
/** The systems of the brand's customers are asked for nothing here. */
const SYSTEMS = ["SHOP", "SHOP_WRITE", "MARKETING", "MARKETING_WRITE"].map((name) => `${name}_DATABASE_URL`);

/** @returns one row, in milliseconds; the page of sixty rows is told beside. */
export async function measure(bench) {
  bench.say("P13: start to first page beside next-empty");
  const floors = ["next-empty", "next-page"].map((name) => [
    name,
    buildPages(name, { DATABASE_URL: bench.database }),
  ]);
  buildForProduction();
  const taken = { ours: [], "next-empty": [], "next-page": [] };
  try {
    for (let round = -1; round < Math.max(3, bench.rounds); round += 1) {
      for (const [name, { start }] of floors) note(taken[name], await timed(start), round);
      note(taken.ours, await timed(() => serve(bench)), round);
    }
  } finally {
    for (const [, { remove }] of floors) remove();
  }
  return [row(taken)];
}

const note = (list, ms, round) => round >= 0 && list.push(Math.round(ms));

async function timed(start) {
  const from = performance.now();
  const { stop } = await start();
  const took = performance.now() - from;
  await stop();
  return took;
}

/** Forthright by its own command for production, on the database that is up; `more` is set in its environment. */
export async function serve({ folder, database }, more = {}) {
  const url = new URL(database);
  const port = await freePort();
  url.username = "forthright_app";
  url.password = JSON.parse(readFileSync(join(folder, "postgres/passwords.json"), "utf8")).app;
  const env = {
    ...{
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      LANG: "C.UTF-8",
      LOG_LEVEL: "error",
      HOST: "127.0.0.1",
    },
    ...{ PORT: String(port), DATABASE_URL: url.href, FORTHRIGHT_BRAND: "brand" },
    ...{ FORTHRIGHT_SECRET: readFileSync(join(folder, "secret"), "utf8").trim() },
    ...Object.fromEntries(SYSTEMS.map((name) => [name, url.href])),
    ...{
      LOYALTY_URL: "http://localhost:9",
      LOYALTY_TOKEN: "none",
      SMTP_URL: "smtp://localhost:9",
      FORTHRIGHT_URL: `http://localhost:${port}`,
      ...more,
    },
  };
  const args = ["start/start.mjs", "serve"];
  const stdio = ["ignore", "ignore", "inherit"];
  const child = spawn(process.execPath, args, { cwd: root, env, stdio, detached: true });
  await firstPage(child, `http://localhost:${port}/sign-in`);
  return { stop: () => quickly(child) };
}

/** It gives balancers notice before it ends; an interrupt spares that, sent to all of it as a terminal does. */
const quickly = (child) => {
  process.kill(-child.pid, "SIGINT");
  return child.exitCode === null ? new Promise((resolve) => child.once("exit", resolve)) : stopped(child);
};

function row(taken) {
  const [ours, floor] = [median(taken.ours), median(taken["next-empty"])];
  const ratio = ours / floor;
  return {
    ...{ figure: "P13", what: "start to first page, database warm", floorName: "next-empty", floor, ours },
    ...{ unit: "ms", ratio, goal: `≤ ${GOAL} ×`, met: ratio <= GOAL },
    more: { nextPage: median(taken["next-page"]), rounds: taken },
  };
}

if (isProgram(import.meta.url)) await alone({ measure });
