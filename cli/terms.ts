import { type Call, type Command, UsageError } from "./command";
import { accept } from "./terms/accept";
import { check } from "./terms/check";
import { diff } from "./terms/diff";
import { publish } from "./terms/publish";

const USAGE = `forthright terms check [--locale L]
       forthright terms accept DOCUMENT VERSION POINT…|--all [--locale L]
       forthright terms publish DOCUMENT VERSION
       forthright terms diff DOCUMENT VERSION VERSION [--locale L]
       VERSION: its day, such as 2026-06-01   [--brand FOLDER] [--json]`;

const parts = { check, accept, publish, diff } as const;

async function run(call: Call): Promise<number> {
  const [what, ...args] = call.args;
  const part = Object.entries(parts).find(([name]) => name === what)?.[1];
  if (!part) throw new UsageError("Say what to do: check, accept, publish or diff.");
  return part(call, args);
}

export const command: Command = { usage: USAGE, run };
