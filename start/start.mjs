#!/usr/bin/env node
// npm start, npm run dev, build, serve: node start/start.mjs [dev|build|serve] [--data FOLDER] [--port N]
import { program } from "./compiled.mjs";
import { ensureInstalled, stop } from "./install.mjs";
import { memory, runUnderOwnNode, typescript } from "./own-node.mjs";

if (Number.parseInt(process.versions.node, 10) < 20)
  stop(`This needs Node 20 or newer; this one is ${process.version}.`);

const [first, ...rest] = process.argv.slice(2);
const programs = { start: "server/start.ts", dev: "server/start.ts", build: "server/build-all.ts" };
const mode = ["dev", "build", "serve"].find((name) => name === first) ?? "start";
const args = mode === first ? rest : process.argv.slice(2);

ensureInstalled((line) => process.stdout.write(`${line}\n`));
const { flags: called, env } =
  mode === "serve"
    ? program("serve", "server/serve.ts")
    : { flags: [...typescript, programs[mode]], env: {} };
const flags = mode === "dev" ? ["--dev", ...args] : args;
const NODE_ENV = mode === "dev" ? "development" : "production";
process.exitCode = await runUnderOwnNode([...memory(), ...called, ...flags], {
  env: { ...env, NODE_ENV, NEXT_TELEMETRY_DISABLED: "1" },
});
