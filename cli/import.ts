import { parseArgs } from "node:util";
import { commandContext, type ImportInput, importChoices } from "@/domain/imports";
import { ENCODINGS, isImportMistake, TOOLS } from "@/domain/imports/catalog";
import { type Call, type Command, UsageError } from "./command";
import { withHouse } from "./house";
import { progressLine } from "./import-progress";
import { reportLines } from "./import-report";

const USAGE = `forthright import FILE --from ${TOOLS.join("|")} --map purpose:channel=column …
       [--dry-run] [--encoding ${ENCODINGS.join("|")}] [--confirmed] [--brand FOLDER] [--json]
       --map once for each choice; purpose=column for one switch; none for our own file. Mailchimp: column “status”
       --confirmed: you answer for it that every address was proved by a link, where a purpose asks for that`;

async function run(call: Call): Promise<number> {
  const input = asked(call.args);
  const progress = progressLine(call);
  const ending = new AbortController();
  // The batch in hand is finished, so that nothing is half done; a second time ends at once, which is whole too.
  const end = () => (ending.signal.aborted ? process.exit(130) : ending.abort());
  process.on("SIGINT", end);
  try {
    const report = await withHouse(call, async (house) =>
      importChoices(await commandContext(house), {
        ...input,
        onProgress: progress.show,
        signal: ending.signal,
      }),
    );
    progress.clear();
    for (const line of reportLines(report)) call.say(line);
    call.answer(report);
    return report.stopped ? 1 : 0;
  } catch (error) {
    progress.clear();
    if (!isImportMistake(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  } finally {
    process.off("SIGINT", end);
  }
}

function asked(args: readonly string[]): ImportInput {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      from: { type: "string" },
      map: { type: "string", multiple: true },
      encoding: { type: "string" },
      "dry-run": { type: "boolean" },
      confirmed: { type: "boolean" },
    },
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError("Name one file.");
  const tool = TOOLS.find((one) => one === values.from);
  if (!tool) throw new UsageError(`Say with --from whose export it is: ${TOOLS.join(", ")}.`);
  const encoding = ENCODINGS.find((one) => one === values.encoding?.toLowerCase());
  if (values.encoding !== undefined && !encoding)
    throw new UsageError(`--encoding is one of: ${ENCODINGS.join(", ")}.`);
  return {
    ...{ path, tool, encoding, map: values.map ?? [] },
    ...{ dryRun: values["dry-run"] === true, vouched: values.confirmed === true },
  };
}

export const command: Command = { usage: USAGE, run };
