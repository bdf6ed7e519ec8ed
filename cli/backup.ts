import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { writeBackup } from "@/domain/backup";
import { type Call, type Command, UsageError } from "./command";
import { withDatabase } from "./database";

const USAGE = `forthright backup FOLDER [--keys-to FOLDER] [--only data|keys] [--json]
       the database as it is at one moment, in two files: data, and the keys that open it`;

async function run(call: Call): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...call.args],
    allowPositionals: true,
    options: { "keys-to": { type: "string" }, only: { type: "string" } },
  });
  const [folder, ...more] = positionals;
  if (!folder || more.length) throw new UsageError("Name one folder to write to.");
  const { only } = values;
  if (only !== undefined && only !== "data" && only !== "keys")
    throw new UsageError("--only takes data or keys.");
  const files = filesIn({ data: resolve(folder), keys: resolve(values["keys-to"] ?? folder) }, only);
  return withDatabase(async ({ backupUrl, secret }) => {
    const { taken, counts } = await writeBackup({ url: backupUrl, secret, files });
    const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
    call.say(`${rows} rows of ${Object.keys(counts).length} tables, as they were at ${taken}:`);
    for (const file of Object.values(files)) call.say(`  ${file}`);
    call.answer({ taken, files, counts });
    return 0;
  });
}

/** Named by the minute that they were asked for; what is inside says the exact moment. */
function filesIn(folders: { data: string; keys: string }, only: "data" | "keys" | undefined) {
  const at = new Date().toISOString().replace(/[-:]/g, "").slice(0, 15);
  const file = (kind: "data" | "keys") => {
    mkdirSync(folders[kind], { recursive: true, mode: 0o700 });
    return join(folders[kind], `forthright-${at}.${kind}.gz`);
  };
  return {
    ...(only !== "keys" && { data: file("data") }),
    ...(only !== "data" && { keys: file("keys") }),
  };
}

export const command: Command = { usage: USAGE, run };
