import pg from "pg";
import { rotateKeys } from "@/domain/keys";
import { readEnv } from "@/server/env";
import { type Call, type Command, UsageError } from "./command";
import { withDatabase } from "./database";

async function run(call: Call): Promise<number> {
  const before = readEnv().FORTHRIGHT_SECRET_PREVIOUS;
  if (!before)
    throw new UsageError(
      "Set FORTHRIGHT_SECRET to the new secret and FORTHRIGHT_SECRET_PREVIOUS to the one in use until now.",
    );
  if (call.args.length) throw new UsageError(`“${call.args.join(" ")}” means nothing here.`);
  return withDatabase(async ({ ownerUrl, secret }) => {
    const owner = new pg.Client({ connectionString: ownerUrl });
    await owner.connect();
    try {
      const rewrapped = await rotateKeys(owner, { now: secret, before });
      call.say(`${rewrapped} keys wrapped anew. Restart every process with the new secret alone.`);
      call.answer({ rewrapped });
      return 0;
    } finally {
      await owner.end();
    }
  });
}

export const command: Command = { usage: "forthright rotate [--json]", run };
