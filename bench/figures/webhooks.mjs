/* What is measured: how many webhooks a second one receiver gets out of a backlog of 9,000, in order for each customer
   (P12), and how long another endpoint waits for its own meanwhile, with a third that takes everything and never answers.
   There is no floor: the goal is a number. Fair, because sender, receivers and PostgreSQL with fsync on share the same
   two cores, and every delivery is signed, sent over HTTP, answered and written down. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort, startForthright } from "../../e2e/running.ts";
import { WebhookPeer } from "../../e2e/webhook-peer.ts";
import { ask, change, listen, patient } from "../../e2e/webhook-storm.ts";
import { isProgram, print } from "../alone.mjs";
import { forthright } from "../started.mjs";

export const figures = ["P12"];

const BACKLOG = 9_000;
const EACH = 9;
const GOAL = 300;
const middle = (list, part) => list.toSorted((a, b) => a - b)[Math.floor((list.length - 1) * part)] ?? 0;

/** On a product of its own, because its receivers stand on this machine. @returns a row for rate and one for the others. */
export async function measure({ say }) {
  say(`P12: ${BACKLOG.toLocaleString("en")} webhooks waiting for one receiver`);
  const data = mkdtempSync(join(tmpdir(), "forthright-bench-"));
  const [first, other] = [WebhookPeer.at(await freePort()), WebhookPeer.at(await freePort())];
  const silent = WebhookPeer.at(await freePort(), { silent: true });
  const peers = [first, other, silent];
  const ALLOW_PRIVATE_HOSTS = peers.map(({ host }) => host).join(",");
  const server = await startForthright({ data, env: { ALLOW_PRIVATE_HOSTS } });
  try {
    const scopes = ["--scopes", "choices:write,webhooks"];
    const { secret: key } = await forthright(data, ["key", "create", "--name", "bench", ...scopes]);
    await Promise.all(peers.map((peer) => peer.up()));
    return rowsOf(await drained({ url: server.url, key }, { first, other, silent }));
  } finally {
    await server.stop();
    await Promise.all(peers.map((peer) => peer.down()));
    rmSync(data, { recursive: true, force: true });
  }
}

async function drained(to, { first, other, silent }) {
  const system = patient(to);
  const id = await listen(to, first);
  const enable = (enabled) =>
    ask(to, { method: "PATCH", path: `/webhook-endpoints/${id}`, body: { enabled } });
  await enable(false);
  const customers = Array.from({ length: BACKLOG / EACH }, (_, n) => `backlog.${n}@example.net`);
  await change(system, { customers, each: EACH, width: 40 });
  await listen(to, other);
  const alone = await latency(system, other);
  await listen(to, silent);
  const from = first.arrivals.length;
  await enable(true);
  const beside = latency(system, other);
  while (first.arrivals.length - from < BACKLOG) await pause(20);
  const came = first.arrivals.slice(from, from + BACKLOG);
  const seconds = (came.at(-1).at - came[0].at) / 1_000;
  const faults = first.faults.length + other.faults.length + first.disorder().length;
  return { rate: BACKLOG / seconds, faults, alone, beside: await beside };
}

/** Milliseconds from a change to its arrival, of a hundred changes that come ten a second. */
async function latency(system, peer) {
  const from = peer.arrivals.length;
  const customers = Array.from({ length: 10 }, (_, n) => `steady.${n}@example.net`);
  for (let turn = 0; turn < 10; turn += 1)
    await Promise.all([pause(1_000), change(system, { customers, each: 1, width: 2, from: turn })]);
  await pause(1_000);
  const after = peer.arrivals.slice(from).map((arrival) => arrival.after);
  return { count: after.length, p50: middle(after, 0.5), p95: middle(after, 0.95) };
}

function rowsOf({ rate, faults, alone, beside }) {
  return [
    {
      ...{
        figure: "P12",
        what: "webhooks to one receiver, in order",
        floorName: "",
        ours: rate,
        unit: "rps",
      },
      ...{ goal: `≥ ${GOAL} a second, none wrong`, met: rate >= GOAL && faults === 0, more: { faults } },
    },
    {
      ...{ figure: "P12", what: "another endpoint beside it, p95", floorName: "by itself" },
      ...{ floor: alone.p95, ours: beside.p95, unit: "ms", ratio: beside.p95 / alone.p95 },
      ...{ goal: "all arrive", met: beside.count === alone.count, more: { alone, beside } },
    },
  ];
}

if (isProgram(import.meta.url)) print(await measure({ say: (line) => console.error(line) }));
