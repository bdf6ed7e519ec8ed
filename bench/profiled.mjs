/* Profiles of V8 taken from a process that runs or of one from its start to its end, and from a browser's main thread; all in the form of
   a .cpuprofile, with functions named as they are in the source. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** What the process that can be asked at that port does in the next `seconds`. */
export async function profileOf(inspect, seconds) {
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
  return named(profile);
}

/** The environment in which each process of Node leaves its profile in `folder` when it ends. */
export const leavesProfile = (folder) => ({
  NODE_OPTIONS: `--cpu-prof --cpu-prof-interval=500 --cpu-prof-dir=${folder}`,
});

/** The longest profile that was left there: whoever starts a program leaves a short one. */
export function leftIn(folder) {
  const files = readdirSync(folder).map((name) => join(folder, name));
  if (files.length === 0) throw new Error(`no process left a profile in ${folder}`);
  const [longest] = files.sort((one, other) => statSync(other).size - statSync(one).size);
  return named(JSON.parse(readFileSync(longest, "utf8")));
}

/** The profile with the places of the source, below the project's folder, where a compiled file tells them. */
function named(profile) {
  const maps = new Map();
  for (const { callFrame } of profile.nodes) {
    if (!callFrame.url.startsWith("file:") && !callFrame.url.startsWith("/")) continue;
    const path = callFrame.url.startsWith("/") ? callFrame.url : fileURLToPath(callFrame.url);
    Object.assign(callFrame, inSource(path, callFrame, maps));
  }
  return profile;
}

function inSource(path, { functionName, lineNumber, columnNumber }, maps) {
  if (!maps.has(path)) maps.set(path, mapOf(path));
  const entry = maps.get(path)?.findEntry(lineNumber, columnNumber);
  if (!entry?.originalSource) return { url: relative(root, path) };
  const source = decodeURI(entry.originalSource).replace(/^file:\/\//, "");
  const url = relative(root, resolve(dirname(path), source));
  return { url, lineNumber: entry.originalLine, functionName: entry.name || functionName };
}

const mapOf = (path) =>
  existsSync(`${path}.map`) ? new SourceMap(JSON.parse(readFileSync(`${path}.map`, "utf8"))) : null;

/**
 * The main thread of the page that a browser's trace is about, from the navigation to `until` (both in the trace's own
 * microseconds), as if it had been sampled: what contains a piece of work is its caller.
 */
export function mainThread(events, { pid, tid, from, until }) {
  const nodes = [{ id: 1, callFrame: { functionName: "(root)", url: "", lineNumber: 0 }, children: [] }];
  const spent = new Map();
  const open = [];
  const pieces = events
    .filter((event) => event.ph === "X" && event.pid === pid && event.tid === tid)
    .filter(({ ts, dur }) => dur > 0 && ts >= from && ts < until)
    .sort((one, other) => one.ts - other.ts || other.dur - one.dur);
  for (const { name, ts, dur, args } of pieces) {
    while (open.length > 0 && open.at(-1).end <= ts) open.pop();
    const above = open.at(-1)?.node ?? nodes[0];
    const url = args?.data?.url ? new URL(args.data.url).pathname : "";
    const node = {
      id: nodes.length + 1,
      callFrame: { functionName: name, url, lineNumber: 0 },
      children: [],
    };
    nodes.push(node);
    above.children.push(node.id);
    const took = Math.min(dur, until - ts);
    spent.set(node.id, took);
    if (above !== nodes[0]) spent.set(above.id, spent.get(above.id) - took);
    open.push({ node, end: ts + dur });
  }
  return { nodes, samples: [...spent.keys()], timeDeltas: [...spent.values()] };
}
