import { parseArgs } from "node:util";
import { install, pendingMigrations } from "@/domain/install";
import type { Call, Command } from "./command";
import { withDatabase } from "./database";

async function run(call: Call): Promise<number> {
  const { values } = parseArgs({ args: [...call.args], options: { check: { type: "boolean" } } });
  return withDatabase(async (reach) => {
    const pending = await pendingMigrations(reach.ownerUrl);
    if (!values.check) await install(reach);
    call.say(said(pending, values.check === true));
    call.answer(values.check ? { pending } : { applied: pending });
    return values.check && pending > 0 ? 1 : 0;
  });
}

function said(pending: number, onlyCheck: boolean): string {
  if (pending === 0) return "The database is up to date.";
  const these = pending === 1 ? "1 migration" : `${pending} migrations`;
  return onlyCheck ? `${these} to apply. Run: forthright migrate` : `${these} applied.`;
}

export const command: Command = { usage: "forthright migrate [--check] [--json]", run };
