#!/usr/bin/env node
// npm start, npm run dev, build, serve: node start/start.mjs [dev|build|serve] [--data FOLDER] [--port N]
import { ensureInstalled, stop } from "./install.mjs";
import { runUnderOwnNode, typescript } from "./own-node.mjs";

if (Number.parseInt(process.versions.node, 10) < 20)
  stop(`This needs Node 20 or newer; this one is ${process.version}.`);

const [first, ...rest] = process.argv.slice(2);
const programs = { dev: "server/start.ts", build: "server/build-pages.ts", serve: "server/serve.ts" };
const mode = Object.hasOwn(programs, first ?? "") ? first : "start";
const args = mode === "start" && first ? [first, ...rest] : rest;

ensureInstalled((line) => process.stdout.write(`${line}\n`));
const program = programs[mode] ?? "server/start.ts";
const flags = mode === "dev" ? ["--dev", ...args] : args;
const NODE_ENV = mode === "dev" ? "development" : "production";
/* The engine lets garbage pile up to a multiple of what is in use where it may take four gigabytes: it may take one, and
   what lives for no longer than a request has room to end young. Whoever sets these themselves is left alone. */
const memory = ["--max-old-space-size=1024", "--max-semi-space-size=32"].filter(
  (flag) => !(process.env.NODE_OPTIONS ?? "").includes(flag.split("=")[0]),
);
process.exitCode = await runUnderOwnNode([...memory, ...typescript, program, ...flags], {
  env: { NODE_ENV, NEXT_TELEMETRY_DISABLED: "1" },
});
