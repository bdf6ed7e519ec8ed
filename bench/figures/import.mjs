/* What is measured: P11, how fast `forthright import` brings consents in from a CSV file, with chain, evidence and audit,
   and how much memory it takes, at two sizes. Beside it the least that such rows cost on the same PostgreSQL with fsync
   on: one event and its state written from the same file in batches of the same size. Fair, because both run on the same
   two cores in the same minutes; unfair to us on purpose, because the floor has no customers, keys, chain or evidence.
   Run: node --import tsx bench/figures/import.mjs [--full] [--out FILE] */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import pg from "pg";
import { install } from "../../domain/install.ts";
import { buildForProduction } from "../../e2e/running.ts";
import { startPostgres } from "../../server/postgres.ts";
import { isProgram, print } from "../alone.mjs";

export const figures = ["P11"];

const BATCH = 500;
const GOAL = 5_000;

/** @returns the row of an import, with the memory of one of a fifth of its size beside it. */
export async function measure({ full, say }) {
  const rows = full ? 1_000_000 : 100_000;
  return inEmpty(async (at) => {
    const small = await brought({ ...at, file: "small.csv", rows: rows / 5, say });
    const file = "members.csv";
    const whole = await brought({ ...at, file, rows, say });
    const { seconds, already } = await imported({ ...at, file, rows });
    return [row({ rows, small, whole, again: { seconds, already } })];
  });
}

/** Does `work` on a database of its own that nobody is in yet. */
export async function inEmpty(work) {
  buildForProduction();
  const folder = mkdtempSync(join(tmpdir(), "forthright-bench-"));
  const postgres = await startPostgres({ dir: join(folder, "postgres"), durable: true });
  const secret = randomBytes(48).toString("base64");
  try {
    await install({ ownerUrl: postgres.ownerUrl, appUrl: postgres.appUrl, secret });
    return await work({ postgres, secret, folder });
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function brought({ say, ...at }) {
  say(`P11: importing ${at.rows} rows, beside the least that they cost`);
  await writeFile(pathOf(at), at.rows);
  const floorSeconds = await floor(pathOf(at), at.postgres);
  return { ...(await imported(at)), floorSeconds };
}

/** An import alone, in an environment of which `env` is a part. */
export async function written(at) {
  const file = "members.csv";
  await writeFile(pathOf({ ...at, file }), at.rows);
  return imported({ ...at, file });
}

const pathOf = ({ folder, file }) => join(folder, file);

function row({ rows, small, whole, again }) {
  const [ours, least] = [rows / whole.seconds, rows / whole.floorSeconds];
  const isFlat = whole.memory.peak <= small.memory.peak * 1.25;
  return {
    ...{
      figure: "P11",
      what: `import of ${rows} rows of consents`,
      floorName: "event and state",
      floor: least,
    },
    ...{ ours, unit: "rows/s", ratio: ours / least, goal: `≥ ${GOAL}, memory flat` },
    met: ours >= GOAL && isFlat,
    more: { small, whole, again },
  };
}

/** As a list is exported: a third left, one in fifty is there twice, names of some length. */
async function writeFile(path, rows) {
  const out = createWriteStream(path);
  out.write("Email,First Name,Last Name,Source,Email Marketing Consent,Email Marketing Consent Timestamp\n");
  for (let n = 0; n < rows; n += 1) {
    const who = n % 50 === 49 ? n - 1 : n;
    const says = n % 3 === 0 ? "UNSUBSCRIBED" : "SUBSCRIBED";
    const at = new Date(Date.UTC(2020, 0, 1) + (n % 100_000) * 60_000).toISOString();
    const line = `r${rows}.person.${who}@example.net,Ana,"O'Neill, née Öz",newsletter form,${says},${at}\n`;
    if (!out.write(line)) await new Promise((drained) => out.once("drain", drained));
  }
  await new Promise((done) => out.end(done));
}

/** The least: an event and its state, in transactions of the same size. @returns seconds. */
async function floor(path, postgres) {
  const client = new pg.Client({ connectionString: postgres.adminUrl });
  await client.connect();
  await client.query(`drop schema if exists bench cascade; create schema bench;
    create table bench.events (id bigserial primary key, email text, state text, at timestamptz);
    create table bench.states (email text primary key, state text, at timestamptz)`);
  const started = performance.now();
  let rows = [];
  const write = async () => {
    await client.query(
      `with told as (select * from json_to_recordset($1) as x (email text, state text, at timestamptz)),
            kept as (insert into bench.events (email, state, at) select * from told)
       insert into bench.states select distinct on (email) * from told
         on conflict (email) do update set state = excluded.state, at = excluded.at`,
      [JSON.stringify(rows)],
    );
    rows = [];
  };
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const [email, ...rest] = line.split(",");
    if (email === "Email") continue;
    rows.push({ email, state: rest.at(-2), at: rest.at(-1) });
    if (rows.length === BATCH) await write();
  }
  if (rows.length > 0) await write();
  const seconds = (performance.now() - started) / 1_000;
  await client.end();
  return seconds;
}

/** The command as it is typed, with its start. Memory is looked at ten times a second, in megabytes. */
async function imported({ postgres, secret, folder, file, rows, env: more = {} }) {
  const words = [
    "import",
    pathOf({ folder, file }),
    "--from",
    "klaviyo",
    "--map",
    "offers:email=Email Marketing Consent",
    "--json",
  ];
  const env = { ...process.env, DATABASE_URL: postgres.appUrl, FORTHRIGHT_SECRET: secret, ...more };
  const started = performance.now();
  const child = spawn(process.execPath, ["cli/forthright.js", ...words], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const seen = [];
  let cpu = 0;
  const watch = setInterval(() => {
    try {
      // What was called only calls the project's own Node.
      const own = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8").trim();
      const status = readFileSync(`/proc/${own}/status`, "utf8");
      seen.push(Number(/VmRSS:\s+(\d+)/u.exec(status)?.[1] ?? 0) / 1_024);
      const stat = readFileSync(`/proc/${own}/stat`, "utf8").split(" ");
      cpu = (Number(stat[13]) + Number(stat[14])) / 100;
    } catch {
      // it has just ended
    }
  }, 100);
  const told = JSON.parse(await text(child.stdout));
  clearInterval(watch);
  const seconds = (performance.now() - started) / 1_000;
  // What starting takes is in the first fifth; after that it should not rise.
  const part = (from, to) => Math.round(Math.max(...seen.slice(seen.length * from, seen.length * to + 1)));
  const memory = {
    secondFifth: part(0.2, 0.4),
    lastFifth: part(0.8, 1),
    peak: Math.round(Math.max(...seen)),
  };
  if (!told.already && told.rows !== rows) throw new Error(`${told.rows} rows are in, not ${rows}`);
  return { seconds, cpu, memory, already: told.already };
}

if (isProgram(import.meta.url))
  print(await measure({ full: process.argv.includes("--full"), say: (line) => console.error(line) }));
