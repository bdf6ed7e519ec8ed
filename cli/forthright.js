#!/usr/bin/env node
import { existsSync } from "node:fs";
import { program } from "../start/compiled.mjs";
import { ownNode, root, stop } from "../start/install.mjs";
import { memory, runUnderOwnNode } from "../start/own-node.mjs";

if (!existsSync(ownNode)) stop(`Nothing is installed in ${root} yet. Run there: npm ci`);
const { flags, env } = program("forthright", "cli/index.ts");
process.exitCode = await runUnderOwnNode([...memory(), ...flags, ...process.argv.slice(2)], {
  cwd: process.cwd(),
  env,
});
