/* Where the time of one decision (P1) goes: takes the engine's own profile of the product while single decisions are
   asked by sixteen connections, and draws it as a flame graph.
   Run: node bench/profile.mjs [--customers 20000] [--seconds 8] [--data FOLDER] [--out bench/results/decision.svg] */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { opened } from "./alone.mjs";
import { flame } from "./flame.mjs";
import { load } from "./measure.mjs";
import { freePort, startForthright } from "./started.mjs";

const { values } = parseArgs({
  options: {
    customers: { type: "string", default: "20000" },
    seconds: { type: "string", default: "8" },
    data: { type: "string" },
    out: { type: "string", default: "bench/results/decision.svg" },
  },
});
const folder = values.data ?? mkdtempSync(join(tmpdir(), "forthright-bench-"));
const inspect = await freePort();
const app = await startForthright(folder, { inspect });
try {
  const { url, headers, people } = await opened({ app, folder, values });
  const one = (list) => list[Math.floor(Math.random() * list.length)];
  const body = () => ({ requests: [{ customer: { id: one(people.ids) }, ...one(people.cells) }] });
  const seconds = Number(values.seconds);
  const asking = { url, path: "/api/v1/decisions", headers, expects: '"decision":"', body };
  await load({ ...asking, seconds: 3 });
  const [profile, { rps }] = await Promise.all([
    profiled(seconds),
    load({ ...asking, seconds: seconds + 1 }),
  ]);
  writeFileSync(values.out, flame(profile, "POST /api/v1/decisions, one decision, 16 connections"));
  console.log(`${values.out}: ${Math.round(rps)} answers a second while it was taken`);
} finally {
  await app.stop();
}

/** What the engine says of the next `seconds`. */
async function profiled(seconds) {
  const [{ webSocketDebuggerUrl }] = await (await fetch(`http://127.0.0.1:${inspect}/json`)).json();
  const socket = new WebSocket(webSocketDebuggerUrl);
  await new Promise((resolve) => socket.addEventListener("open", resolve, { once: true }));
  const waiting = new Map();
  socket.addEventListener("message", ({ data }) => {
    const { id, result } = JSON.parse(data);
    waiting.get(id)?.(result);
  });
  const tell = (method, params = {}) =>
    new Promise((resolve) => {
      waiting.set(waiting.size + 1, resolve);
      socket.send(JSON.stringify({ id: waiting.size, method, params }));
    });
  await tell("Profiler.enable");
  await tell("Profiler.setSamplingInterval", { interval: 200 });
  await tell("Profiler.start");
  await pause(seconds * 1_000);
  const { profile } = await tell("Profiler.stop");
  socket.close();
  return profile;
}
