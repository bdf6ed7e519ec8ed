/* What is measured: P10, how fast `forthright verify ledger` recomputes every chain, on a ledger of its own that is full:
   ten events for each customer, with evidence, hashed by the database as it hashes any. The rate is that of one core:
   what the events of the larger of two ledgers cost more than those of the smaller, in the command's own processor time,
   so that its start is not counted; how long each took by the clock, start included, stands beside it. The command is one
   process of one thread; PostgreSQL reads the rows for it in another. There is no floor: what it is held to is a rate,
   and memory that does not rise with the number of events.
   And what an event takes on disk, its row and the two indexes of the ledger, after vacuum (part of P9).
   Run: node --import tsx bench/figures/verify.mjs [--full] [--out FILE] */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import pg from "pg";
import { install } from "../../domain/install.ts";
import { startPostgres } from "../../server/postgres.ts";
import { isProgram, print } from "../alone.mjs";

export const figures = ["P10"];

const GOAL = 50_000;
const BYTES = 400;
const EACH = 10;

/** @returns rows for the rate and for what an event takes on disk. */
export async function measure({ full, say }) {
  const customers = full ? 100_000 : 30_000;
  const folder = mkdtempSync(join(tmpdir(), "forthright-bench-"));
  const postgres = await startPostgres({ dir: join(folder, "postgres"), durable: true });
  const secret = randomBytes(48).toString("base64");
  try {
    await install({ ownerUrl: postgres.ownerUrl, appUrl: postgres.appUrl, secret });
    const taken = [];
    const sizes = [];
    for (const count of [customers / 3, customers]) {
      say(`P10: verifying ${count * EACH} events`);
      sizes.push(await fill(postgres, count));
      taken.push(await verified({ postgres, secret, events: count * EACH }));
    }
    return [rateRow(taken), bytesRow(sizes.at(-1), customers * EACH)];
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function rateRow([part, whole]) {
  const ours = (whole.events - part.events) / (whole.processorSeconds - part.processorSeconds);
  return {
    ...{
      figure: "P10",
      what: "events verified on one core",
      ours,
      unit: "events/s",
      goal: `≥ ${GOAL}, memory flat`,
    },
    met: ours >= GOAL && whole.peak <= part.peak * 1.15,
    more: { part, whole },
  };
}

function bytesRow({ table, indexes }, events) {
  const ours = (table + indexes) / events;
  return {
    ...{ figure: "P9", what: "an event on disk, with its indexes", ours, unit: "bytes", goal: `≤ ${BYTES}` },
    met: ours <= BYTES,
    more: { row: Math.round(table / events), indexes: Math.round(indexes / events) },
  };
}

/** Brings the ledger to that many customers. @returns its size. */
async function fill(postgres, customers) {
  const client = new pg.Client({ connectionString: inDatabase(postgres) });
  await client.connect();
  try {
    await client.query("set session_replication_role = replica");
    await client.query(PEOPLE, [customers]);
    for (let turn = 1; turn <= EACH; turn += 1) await client.query(ROUND, [turn]);
    await client.query("vacuum analyze choice_events");
    await client.query("analyze");
    const { rows } = await client.query(`select pg_table_size('choice_events')::float8 as table,
      pg_indexes_size('choice_events')::float8 as indexes`);
    return rows[0];
  } finally {
    await client.end();
  }
}

/** The superuser, in the app's database. */
const inDatabase = ({ adminUrl, appUrl }) => {
  const url = new URL(adminUrl);
  url.pathname = new URL(appUrl).pathname;
  return url.href;
};

const PEOPLE = `with words as (insert into texts (hash, content) values (encode(sha256('bench'), 'hex'), 'bench')
    on conflict do nothing)
  insert into customers (id) select gen_random_uuid() from generate_series(1, $1 - (select count(*)::int from customers))`;

/* The next event of each chain that has not so many yet, judged and hashed by the ledger's own function. */
const ROUND = `with written as materialized (
    select j.* from customers c left join ledger_heads h on h.customer_id = c.id
      left join choices s on s.customer_id = c.id
      cross join lateral ledger_judge(row(c.id, 0, gen_random_uuid(), gen_random_uuid(), 'offers', 'email',
        case when $1::int % 2 = 0 then 'withdraw' else 'grant' end, null, 'unset', null, null, null, 'api_key', c.id::text,
        'api_key', c.id, encode(sha256('bench'), 'hex'), 'en', repeat('ab', 32), '{"privacy":"' || repeat('cd', 32) || '"}',
        now(), sha256(c.id::text::bytea) || sha256('a') || sha256('b') || sha256('c'), null, null, null)::choice_events, h, s,
        date_trunc('milliseconds', clock_timestamp())) j
     where coalesce(h.seq, 0) = $1::int - 1),
  events as (insert into choice_events select * from written),
  heads as (insert into ledger_heads (customer_id, seq, hash) select customer_id, seq, hash from written
    on conflict (customer_id) do update set seq = excluded.seq, hash = excluded.hash)
  insert into choices (customer_id, purpose, channel, seq, state, since, actor_kind, at)
    select customer_id, purpose, channel, seq, state, since, actor_kind, at from written
    on conflict (customer_id, purpose, channel) do update set seq = excluded.seq, state = excluded.state,
      since = excluded.since, at = excluded.at`;

/** The command itself. Memory is looked at ten times a second, in megabytes. @throws where it counts or finds otherwise. */
async function verified({ postgres, secret, events }) {
  const env = { ...process.env, DATABASE_URL: postgres.appUrl, FORTHRIGHT_SECRET: secret };
  const program = ["--import", import.meta.resolve("tsx"), "cli/index.ts", "verify", "ledger", "--json"];
  const began = performance.now();
  const child = spawn(process.execPath, program, { env, stdio: ["ignore", "pipe", "inherit"] });
  let [peak, cpu] = [0, 0];
  const watch = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
      peak = Math.max(peak, Number(/VmRSS:\s+(\d+)/u.exec(status)?.[1] ?? 0) / 1_024);
      const stat = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(" ");
      cpu = (Number(stat[13]) + Number(stat[14])) / 100;
    } catch {
      // it has just ended
    }
  }, 100);
  const told = JSON.parse(await text(child.stdout));
  clearInterval(watch);
  const seconds = (performance.now() - began) / 1_000;
  if (told.events !== events || told.faults.length > 0) throw new Error(`verified ${JSON.stringify(told)}`);
  return { events, seconds, processorSeconds: cpu, peak: Math.round(peak) };
}

if (isProgram(import.meta.url))
  print(await measure({ full: process.argv.includes("--full"), say: (line) => console.error(line) }));
