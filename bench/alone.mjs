/* Runs one file of figures by itself: starts and seeds what it measures, prints its table, and keeps it if asked.
   Run: node bench/figures/NAME.mjs [--customers 100000] [--rounds 3] [--seconds 8] [--data FOLDER] [--out FILE] */
import { mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { seed } from "./seed.mjs";
import { databaseOf, forthright, startForthright } from "./started.mjs";

const OPTIONS = {
  customers: { type: "string", default: "100000" },
  rounds: { type: "string", default: "3" },
  seconds: { type: "string", default: "8" },
  data: { type: "string" },
  full: { type: "boolean", default: false },
  out: { type: "string" },
};

/** Whether the module of that address is the program that was started. */
export const isProgram = (address) =>
  process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(address);

/** Measures these files' figures on a product of their own. */
export async function alone(...files) {
  const { values } = parseArgs({ options: OPTIONS });
  const folder = values.data ?? mkdtempSync(join(tmpdir(), "forthright-bench-"));
  const app = await startForthright(folder);
  const rows = [];
  try {
    const bench = await opened({ app, folder, values });
    for (const { measure } of files) rows.push(...(await measure(bench)));
  } finally {
    await app.stop();
  }
  print(rows);
  if (values.out)
    writeFileSync(values.out, `${JSON.stringify({ at: new Date().toISOString(), rows }, null, 2)}\n`);
}

/** What each file of figures is given; `grow` fills the database up to more customers. */
export async function opened({ app, folder, values }) {
  const { url } = app;
  const database = databaseOf(folder);
  const headers = await keyFor(folder, "decisions,choices:write");
  const { full } = values;
  const timing = { rounds: Number(values.rounds), seconds: Number(values.seconds), full };
  const say = (line) => console.error(line);
  const bench = { url, folder, database, headers, app, ...timing, say };
  bench.grow = async (count) => {
    bench.people = await seed({ database, url, headers, count });
  };
  await bench.grow(Number(values.customers));
  return bench;
}

/** The header of a new API key with these scopes. */
export async function keyFor(folder, scopes) {
  const name = `bench ${Date.now()}`;
  const { secret } = await forthright(folder, ["key", "create", "--name", name, "--scopes", scopes]);
  return { authorization: `Bearer ${secret}` };
}

const show = (number) =>
  typeof number !== "number"
    ? ""
    : number < 100
      ? number.toFixed(1)
      : Math.round(number).toLocaleString("en");

/** One table of rows as `measure` gives them. */
export function print(rows) {
  console.log("\n| figure | what | floor | floor's | ours | unit | ratio | goal | met |");
  console.log("|---|---|---|---|---|---|---|---|---|");
  for (const { figure, what, floorName, floor, ours, unit, ratio, goal, met, more } of rows) {
    const cells = [figure, what, floorName ?? "", show(floor), show(ours), unit, ratio?.toFixed(2) ?? ""];
    console.log(`| ${[...cells, goal, met ? "yes" : "no"].join(" | ")} |`);
    if (more) console.log(`|  | ${JSON.stringify(more)} |`);
  }
}
