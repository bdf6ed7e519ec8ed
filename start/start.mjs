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
process.exitCode = await runUnderOwnNode([...typescript, program, ...flags], {
  env: { NODE_ENV, NEXT_TELEMETRY_DISABLED: "1" },
});
