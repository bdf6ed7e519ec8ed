/* Loaded into the app before it starts: asked by SIGUSR2 it collects whatever nobody needs any more, and says when, by the
   clock, and how many bytes are left. What a process has of the machine says more of its engine's mood than of leaks. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

process.on("SIGUSR2", () => {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  process.stdout.write(`\ncollected: ${Date.now()} ${heapUsed + external}\n`);
});
