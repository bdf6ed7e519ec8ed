/* What is compared: the brand's API (P1 one decision, P2 a hundred, P3 one choice) beside a bare node:http server that
   does the least that such an answer needs on the same PostgreSQL with fsync on. Fair, because both run on the same
   two cores in the same minutes, over the same sizes of table, with the same load; unfair to us on purpose, because
   the floors check no key, count no limit, keep no chain and write no audit.
   Run: node bench/api.mjs [--customers 100000] [--rounds 3] [--seconds 8] [--data FOLDER] [--out FILE] */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { inTurn } from "./measure.mjs";
import { seed } from "./seed.mjs";
import { databaseOf, forthright, startFloor, startForthright } from "./started.mjs";

const { values } = parseArgs({
  options: {
    customers: { type: "string", default: "100000" },
    rounds: { type: "string", default: "3" },
    seconds: { type: "string", default: "8" },
    data: { type: "string" },
    out: { type: "string" },
  },
});
const folder = values.data ?? mkdtempSync(join(tmpdir(), "forthright-bench-"));
const timing = { rounds: Number(values.rounds), seconds: Number(values.seconds) };
const one = (list) => list[Math.floor(Math.random() * list.length)];
const many = (list, count) => Array.from({ length: count }, () => one(list));

const rows = [];
const app = await startForthright(folder);
try {
  await measure();
} finally {
  await app.stop();
}

async function measure() {
  const database = databaseOf(folder);
  const scopes = "decisions,choices:write";
  const { secret } = await forthright(folder, [
    "key",
    "create",
    "--name",
    `bench ${Date.now()}`,
    "--scopes",
    scopes,
  ]);
  const headers = { authorization: `Bearer ${secret}` };
  const people = await seed({ database, url: app.url, headers, count: Number(values.customers) });
  const ask = (customer) => ({ customer, ...one(people.cells) });
  const decisions = { url: app.url, path: "/api/v1/decisions", headers, expects: '"decision":"' };
  const byId = () => ask({ id: one(people.ids) });
  await compare(database, {
    name: "P1 one decision, by id",
    floor: "node-read",
    floorBody: () => ({ id: one(people.ids) }),
    ours: { ...decisions, body: () => ({ requests: [byId()] }) },
    goal: 0.6,
  });
  await compare(database, {
    name: "P1 one decision, by email",
    floor: "node-read",
    floorBody: () => ({ id: one(people.ids) }),
    ours: { ...decisions, body: () => ({ requests: [ask({ email: one(people.emails) })] }) },
    goal: 0.6,
  });
  await compare(database, {
    name: "P2 a hundred decisions, by id",
    floor: "node-batch",
    floorBody: () => ({ ids: many(people.ids, 100) }),
    ours: { ...decisions, body: () => ({ requests: Array.from({ length: 100 }, byId) }) },
    goal: 0.6,
  });
  await compare(database, {
    name: "P3 one choice, durable",
    floor: "node-write",
    floorBody: () => ({ id: one(people.ids), channel: "", ...one(people.cells), to: "granted" }),
    ours: {
      ...{ url: app.url, path: "/api/v1/choices", headers, idempotent: true, expects: '"recorded":true' },
      body: () => people.turn(one(people.emails)),
    },
    goal: 0.5,
  });
}

async function compare(database, { name, floor, floorBody, ours, goal }) {
  const bare = await startFloor(floor, database);
  try {
    const taken = await inTurn({ floor: { url: bare.url, path: "/", body: floorBody }, ours, ...timing });
    rows.push({ name, floorName: floor, goal, ...taken, ratio: taken.ours.rps / taken.floor.rps });
  } finally {
    await bare.stop();
  }
}

const show = (number) => Math.round(number).toLocaleString("en");
const [single, hundred] = [rows[0], rows[2]];
const perDecision = (hundred.ours.rps * 100) / single.ours.rps;
console.log(
  "\n| what | floor | floor rps | ours rps | ratio | goal | met | p99 floor / ours (ms) | p99 ≤ 2 × floor |\n|---|---|---|---|---|---|---|---|---|",
);
for (const { name, floorName, floor, ours, ratio, goal } of rows)
  console.log(
    `| ${name} | ${floorName} | ${show(floor.rps)} | ${show(ours.rps)} | ${ratio.toFixed(2)} | ${goal} | ${ratio >= goal ? "yes" : "no"} | ${floor.p99} / ${ours.p99} | ${ours.p99 <= 2 * floor.p99 ? "yes" : "no"} |`,
  );
console.log(
  `\nP2 per decision against P1: ${perDecision.toFixed(1)} × (goal 15, ${perDecision >= 15 ? "met" : "not met"})`,
);
if (values.out)
  writeFileSync(
    values.out,
    `${JSON.stringify({ at: new Date().toISOString(), rows, perDecision }, null, 2)}\n`,
  );
