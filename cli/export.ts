import { once } from "node:events";
import { parseArgs } from "node:util";
import { commandContext, EXPORT_FORMATS, exportChoices } from "@/domain/imports";
import { type Call, type Command, UsageError } from "./command";
import { withHouse } from "./house";

const USAGE = `forthright export choices --format ${EXPORT_FORMATS.join("|")} [--brand FOLDER]
       to standard output; comes in again by: forthright import FILE --from forthright`;

async function run(call: Call): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...call.args],
    allowPositionals: true,
    options: { format: { type: "string" } },
  });
  if (positionals.length !== 1 || positionals[0] !== "choices") throw new UsageError("Say what: choices.");
  const wanted = values.format ?? (call.json ? "json" : undefined);
  const format = EXPORT_FORMATS.find((one) => one === wanted);
  if (!format) throw new UsageError(`Say with --format which: ${EXPORT_FORMATS.join(" or ")}.`);
  await withHouse(call, async (house) => {
    for await (const piece of await exportChoices(await commandContext(house), format))
      if (!process.stdout.write(piece)) await once(process.stdout, "drain");
  });
  return 0;
}

export const command: Command = { usage: USAGE, run };
