#!/usr/bin/env node
import { existsSync } from "node:fs";
import { ownNode, root, stop } from "../start/install.mjs";
import { runUnderOwnNode, typescript } from "../start/own-node.mjs";

if (!existsSync(ownNode)) stop(`Nothing is installed in ${root} yet. Run there: npm ci`);
// Loaded by its full name, because the command is run from any folder.
const [flag] = typescript;
const loader = import.meta.resolve("tsx");
const program = [flag, loader, `${root}/cli/index.ts`, ...process.argv.slice(2)];
process.exitCode = await runUnderOwnNode(program, { cwd: process.cwd() });
