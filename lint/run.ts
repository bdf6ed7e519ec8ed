import { findAll, readProject } from "./index";

const found = findAll(readProject());
for (const line of found) process.stdout.write(`${line}\n`);
process.exitCode = found.length > 0 ? 1 : 0;
