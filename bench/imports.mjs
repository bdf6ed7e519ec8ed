/* What is measured: P11, how fast `forthright import` brings consents in from a CSV file, with chain, evidence and audit,
   and how much memory it takes. Beside it the least that such rows cost on the same PostgreSQL with fsync on: one event
   and its state written from the same file in batches of the same size, without customers, keys, chain or evidence.
   The import reads, seals and judges in one process while PostgreSQL writes in another, on the same two cores.
   Run: npm run bench:imports -- [--full] [--rows 100000] [--rounds 1] [--out FILE] */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  createReadStream,
  createWriteStream,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import pg from "pg";
import { install } from "../domain/install.ts";
import { startPostgres } from "../server/postgres.ts";

const { values } = parseArgs({
  options: {
    full: { type: "boolean" },
    rows: { type: "string" },
    rounds: { type: "string", default: "1" },
    out: { type: "string" },
  },
});
const ROWS = Number(values.rows ?? (values.full ? 1_000_000 : 100_000));
const BATCH = 500;
const folder = mkdtempSync(join(tmpdir(), "forthright-bench-"));
const postgres = await startPostgres({ dir: join(folder, "postgres"), durable: true });
const secret = randomBytes(48).toString("base64");
const middle = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];

try {
  await install({ ownerUrl: postgres.ownerUrl, appUrl: postgres.appUrl, secret });
  const floors = [];
  const ours = [];
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const file = join(folder, `members-${round}.csv`);
    await writeFile(file, round);
    floors.push(await floor(file));
    ours.push(await imported(file));
  }
  const again = await imported(join(folder, "members-0.csv"));
  const rates = ours.map(({ seconds }) => Math.round(ROWS / seconds));
  const floorRates = floors.map((seconds) => Math.round(ROWS / seconds));
  const report = {
    rows: ROWS,
    cores: cpus().length,
    load: loadavg().map((one) => Number(one.toFixed(1))),
    rowsPerSecond: middle(rates),
    floorRowsPerSecond: middle(floorRates),
    ratio: Number((middle(rates) / middle(floorRates)).toFixed(2)),
    goal: 5_000,
    reached: middle(rates) >= 5_000,
    processorSecondsOfTheImport: ours.map(({ cpu }) => cpu),
    memory: ours.map(({ memory }) => memory),
    secondTime: { seconds: again.seconds, already: again.already },
    rates,
    floorRates,
  };
  console.log(JSON.stringify(report, null, 2));
  if (values.out) writeFileSync(values.out, `${JSON.stringify(report, null, 2)}\n`);
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** As a list is exported: a third left, one in fifty is there twice, names of some length. */
async function writeFile(path, round) {
  const out = createWriteStream(path);
  out.write("Email,First Name,Last Name,Source,Email Marketing Consent,Email Marketing Consent Timestamp\n");
  for (let n = 0; n < ROWS; n += 1) {
    const who = n % 50 === 49 ? n - 1 : n;
    const says = n % 3 === 0 ? "UNSUBSCRIBED" : "SUBSCRIBED";
    const at = new Date(Date.UTC(2020, 0, 1) + (n % 100_000) * 60_000).toISOString();
    const line = `r${round}.person.${who}@example.net,Ana,"O'Neill, née Öz",newsletter form,${says},${at}\n`;
    if (!out.write(line)) await new Promise((drained) => out.once("drain", drained));
  }
  await new Promise((done) => out.end(done));
}

/** The least: an event and its state, in transactions of the same size. @returns seconds. */
async function floor(path) {
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

/** The command itself, with its start. Memory is looked at ten times a second, in megabytes. */
async function imported(path) {
  const words = [
    "import",
    path,
    "--from",
    "klaviyo",
    "--map",
    "offers:email=Email Marketing Consent",
    "--json",
  ];
  const env = { ...process.env, DATABASE_URL: postgres.appUrl, FORTHRIGHT_SECRET: secret };
  const loader = import.meta.resolve("tsx");
  const program = ["--import", loader, "cli/index.ts", ...words];
  const started = performance.now();
  const child = spawn(process.execPath, program, { env, stdio: ["ignore", "pipe", "inherit"] });
  const seen = [];
  let cpu = 0;
  const watch = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
      seen.push(Number(/VmRSS:\s+(\d+)/u.exec(status)?.[1] ?? 0) / 1_024);
      const stat = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(" ");
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
  if (!told.already && told.rows !== ROWS) throw new Error(`${told.rows} rows are in, not ${ROWS}`);
  return { seconds, cpu, memory, already: told.already };
}
