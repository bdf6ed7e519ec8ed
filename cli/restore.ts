import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Restored, restoreBackup } from "@/domain/backup";
import { type Call, type Command, UsageError } from "./command";
import { withDatabase } from "./database";

const USAGE = `forthright restore DATA --keys KEYS [--json]
       into an empty database, with the FORTHRIGHT_SECRET that was in use then`;

async function run(call: Call): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...call.args],
    allowPositionals: true,
    options: { keys: { type: "string" } },
  });
  const [file, ...more] = positionals;
  if (!file || more.length) throw new UsageError("Name the file with the data.");
  if (!values.keys) throw new UsageError("Name the file with the keys: --keys KEYS");
  const [data, keys] = [resolve(file), resolve(values.keys)];
  return withDatabase(async ({ ownerUrl, appUrl, secret }) => {
    const restored = await restoreBackup({ ownerUrl, appUrl, secret, data, keys, say: call.say });
    tell(call, restored);
    return restored.ledger.faults > 0 ? 1 : 0;
  });
}

function tell(call: Call, restored: Restored): void {
  const { taken, counted, forgotten, ledger } = restored;
  for (const [table, { restored: rows }] of Object.entries(counted))
    if (rows > 0) call.say(`  ${table}: ${rows}`);
  const rows = Object.values(counted).reduce((sum, one) => sum + one.restored, 0);
  call.say(`${rows} rows of ${Object.keys(counted).length} tables, as they were at ${taken}.`);
  if (forgotten > 0) call.say(`Forgotten again, as they were since: ${forgotten}.`);
  call.say(
    `${ledger.customers} customers, ${ledger.events} events: ${ledger.faults ? `the ledger does not hold, ${ledger.faults} faults. See: forthright verify ledger` : "every chain holds"}.`,
  );
  call.answer(restored);
}

export const command: Command = { usage: USAGE, run };
