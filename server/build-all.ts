import { join } from "node:path";
import { buildIfNeeded } from "./build";
import { DATA_FOLDER } from "./data-folder";

const say = (line: string) => void process.stdout.write(`${line}\n`);

try {
  await buildIfNeeded({ lockFolder: join(DATA_FOLDER, "build"), say });
  say("The pages and the server are built.");
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
