// Loaded into the product's process by NODE_OPTIONS: when it is asked by a signal, it lets go of whatever nobody holds
// any more and writes down what is left.
import { renameSync, writeFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const file = process.env.ATTACK_MEMORY;

if (file && process.argv.some((word) => word.endsWith("server/start.ts"))) {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  process.on("SIGUSR2", () => {
    collect();
    writeFileSync(`${file}.new`, JSON.stringify(process.memoryUsage()));
    renameSync(`${file}.new`, file);
  });
}
