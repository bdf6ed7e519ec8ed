/* What is measured: first that nothing is lost (10,000 changes while the receiver is away, the server killed ten times,
   seven of them while it is away and three while it catches up). Then P12: how many webhooks a second one receiver gets
   out of a backlog, in order for each customer; and how long another endpoint waits for its own meanwhile, with a third
   that takes everything and never answers. Sender, receivers and PostgreSQL with fsync on share the same two cores.
   Run: npm run bench:webhooks -- [--changes 10000] [--backlog 9000] [--out FILE] */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { freePort, startForthright } from "../e2e/running.ts";
import { WebhookPeer } from "../e2e/webhook-peer.ts";
import { ask, change, listen, patient, storm } from "../e2e/webhook-storm.ts";
import { forthright } from "./started.mjs";

const { values } = parseArgs({
  options: {
    changes: { type: "string", default: "10000" },
    backlog: { type: "string", default: "9000" },
    out: { type: "string" },
  },
});
const data = mkdtempSync(join(tmpdir(), "forthright-bench-"));
const ports = [await freePort(), await freePort(), await freePort()];
const [first, other, silent] = [
  WebhookPeer.at(ports[0]),
  WebhookPeer.at(ports[1]),
  WebhookPeer.at(ports[2], { silent: true }),
];
const ALLOW_PRIVATE_HOSTS = [first, other, silent].map(({ host }) => host).join(",");

let server = await startForthright({ data, env: { ALLOW_PRIVATE_HOSTS } });
const middle = (list, part) => list.toSorted((a, b) => a - b)[Math.floor((list.length - 1) * part)] ?? 0;
const figures = {};
try {
  const { secret: key } = await forthright(data, [
    ...["key", "create", "--name", "bench", "--scopes", "choices:write,webhooks"],
  ]);
  const to = { url: server.url, key };
  figures.storm = await lossless(to);
  console.log(JSON.stringify(figures.storm));
  figures.drain = await drained(to);
} finally {
  await server.stop();
  await Promise.all([first, other, silent].map((peer) => peer.down()));
}

/** @returns what came of it all, without the server. */
async function lossless(to) {
  await listen(to, first);
  const port = Number(new URL(to.url).port);
  const began = Date.now();
  const of = {
    data,
    port,
    key: to.key,
    peer: first,
    kills: { away: 7, catching: 3 },
    env: { ALLOW_PRIVATE_HOSTS },
    started: (next) => {
      server = next;
    },
  };
  const after = await storm(server, { ...of, changes: Number(values.changes), customers: 500 });
  const { told, arrived, deliveries, disorder, faults } = after;
  return {
    told,
    arrived,
    deliveries,
    disorder: disorder.length,
    faults: faults.length,
    seconds: (Date.now() - began) / 1_000,
  };
}

/** Milliseconds from a change to its arrival, of changes that come ten a second. */
async function latency(system, peer, seconds) {
  const [from, customers] = [
    peer.arrivals.length,
    Array.from({ length: 10 }, (_, n) => `steady.${n}@example.net`),
  ];
  for (let turn = 0; turn < seconds; turn += 1)
    await Promise.all([pause(1_000), change(system, { customers, each: 1, width: 2, from: turn })]);
  await pause(1_000);
  const after = peer.arrivals.slice(from).map((arrival) => arrival.after);
  return { count: after.length, p50: middle(after, 0.5), p95: middle(after, 0.95) };
}

async function drained(to) {
  const system = patient(to);
  await other.up();
  await silent.up();
  const [hooks] = (await ask(to, { method: "GET", path: "/webhook-endpoints" })).endpoints;
  const enable = (enabled) =>
    ask(to, { method: "PATCH", path: `/webhook-endpoints/${hooks.id}`, body: { enabled } });
  await enable(false);
  const count = Number(values.backlog);
  const customers = Array.from({ length: count / 9 }, (_, n) => `backlog.${n}@example.net`);
  await change(system, { customers, each: 9, width: 40 });
  await listen(to, other);
  const alone = await latency(system, other, 10);
  await listen(to, silent);
  const [from, began] = [first.arrivals.length, Date.now()];
  await enable(true);
  const beside = latency(system, other, 10);
  while (first.arrivals.length - from < count) await pause(20);
  const came = first.arrivals.slice(from, from + count);
  const seconds = ((came.at(-1)?.at ?? 0) - (came[0]?.at ?? 0)) / 1_000;
  const whole = {
    rate: count / seconds,
    startedAfterMs: (came[0]?.at ?? 0) - began,
    disorder: first.disorder().length,
  };
  return {
    ...whole,
    seconds,
    alone,
    beside: await beside,
    faults: first.faults.length + other.faults.length,
  };
}

const { storm: s, drain: d } = figures;
console.log(`
| changes while away, ten kills | written down | arrived | deliveries | out of order | not verified | s |
|---|---|---|---|---|---|---|
| ${values.changes} + 1 | ${s.told} | ${s.arrived} | ${s.deliveries} | ${s.disorder} | ${s.faults} | ${s.seconds.toFixed(0)} |

| P12 | figure | goal | met |
|---|---|---|---|
| webhooks a second to one receiver, ${values.backlog} waiting | ${d.rate.toFixed(0)} | 300 | ${d.rate >= 300 ? "yes" : "no"} |
| customers out of order | ${d.disorder} | 0 | ${d.disorder === 0 ? "yes" : "no"} |
| another endpoint, alone: p50 / p95 from change to arrival | ${d.alone.p50} / ${d.alone.p95} ms | | |
| the same beside that backlog and an endpoint that never answers | ${d.beside.p50} / ${d.beside.p95} ms | no failure, ${d.beside.count} of ${d.alone.count} | ${d.beside.count === d.alone.count ? "yes" : "no"} |`);
if (values.out)
  writeFileSync(values.out, `${JSON.stringify({ at: new Date().toISOString(), ...figures }, null, 2)}\n`);
process.exitCode = s.arrived < s.told || s.disorder || s.faults || d.disorder || d.faults ? 1 : 0;
