import { parseArgs } from "node:util";
import { commandContext, createApiKey, listApiKeys, revokeApiKey, rotateApiKey } from "@/domain/api-keys";
import { type ApiKeyView, CreateApiKeyInput, type NewApiKey, SCOPES } from "@/domain/api-keys/catalog";
import type { Ctx } from "@/domain/context";
import { isDomainError } from "@/domain/errors";
import { type Call, type Command, UsageError } from "./command";
import { withHouse } from "./house";

const USAGE = `forthright key create --name NAME --scopes SCOPE,… [--expires P90D]
       forthright key list
       forthright key rotate KEY [--overlap P1D]
       forthright key revoke KEY
       scopes: ${SCOPES.join(" ")}
       KEY: its id or its beginning, such as frt_4k2m9x0p   [--brand FOLDER] [--json]`;

type Work = (call: Call, ctx: Ctx) => Promise<number>;

async function run(call: Call): Promise<number> {
  const work = read(call.args);
  return withHouse(call, async (house) => {
    try {
      return await work(call, await commandContext(house));
    } catch (error) {
      if (!isDomainError(error)) throw error;
      process.stderr.write(`${WHY[error.code] ?? error.code}\n`);
      return 1;
    }
  });
}

function read([what, ...more]: readonly string[]): Work {
  switch (what) {
    case "create":
      return readCreate(more);
    case "list":
      if (more.length > 0) throw new UsageError("list takes no words.");
      return list;
    case "rotate":
      return readRotate(more);
    case "revoke":
      return revoke(oneKey(more));
    default:
      throw new UsageError("Say what to do: create, list, rotate KEY or revoke KEY.");
  }
}

function readCreate(args: string[]): Work {
  const { values } = parseArgs({
    args,
    options: { name: { type: "string" }, scopes: { type: "string" }, expires: { type: "string" } },
  });
  const scopes = (values.scopes ?? "").split(",").filter(Boolean);
  const parsed = CreateApiKeyInput.safeParse({ ...values, name: values.name ?? "", scopes });
  if (!parsed.success) throw new UsageError(parsed.error.issues.map(explain).join("\n"));
  return async (call, ctx) => tellSecret(call, await createApiKey(ctx, parsed.data));
}

function readRotate(args: string[]): Work {
  const options = { overlap: { type: "string" } } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const named = oneKey(positionals);
  return async (call, ctx) => {
    const { id } = await find(ctx, named);
    return tellSecret(call, await rotateApiKey(ctx, { id, overlap: values.overlap }));
  };
}

const explain = (issue: { path: PropertyKey[]; message: string }): string =>
  `--${issue.path[0] === undefined ? "" : String(issue.path[0])}: ${issue.message}`;

function oneKey(words: readonly string[]): string {
  const [named, ...more] = words;
  if (named === undefined || more.length > 0) throw new UsageError("Name one key: its id or its beginning.");
  return named;
}

async function find(ctx: Ctx, named: string): Promise<ApiKeyView> {
  const found = (await listApiKeys(ctx)).filter(({ id, prefix }) => id === named || prefix === named);
  const [key] = found;
  if (!key || found.length > 1)
    throw new UsageError(`There is no one key “${named}”. See: forthright key list`);
  return key;
}

/** The secret alone on its line, so that a script can take it. */
function tellSecret(call: Call, { key, secret }: NewApiKey): number {
  const until = key.expiresAt ? `until ${key.expiresAt.toISOString()}` : "until it is revoked";
  call.say(secret);
  call.say(`“${key.name}” may: ${key.scopes.join(", ")}; ${until}. Keep it now, it is not shown again.`);
  call.answer({ ...key, secret });
  return 0;
}

async function list(call: Call, ctx: Ctx): Promise<number> {
  const keys = await listApiKeys(ctx);
  for (const key of keys) call.say(lineOf(key));
  call.say(keys.length === 0 ? "There is no key yet." : `${keys.length} in all.`);
  call.answer(keys);
  return 0;
}

function lineOf({ prefix, name, standing, scopes, expiresAt, lastUsedAt }: ApiKeyView): string {
  const until = standing === "open" && expiresAt ? ` until ${expiresAt.toISOString()}` : "";
  const used = lastUsedAt ? `last used ${lastUsedAt.toISOString()}` : "never used";
  return `${prefix}  ${standing}${until}  “${name}”  ${scopes.join(",")}  ${used}`;
}

const revoke =
  (named: string): Work =>
  async (call, ctx) => {
    const { id } = await find(ctx, named);
    const key = await revokeApiKey(ctx, { id });
    call.say(`${key.prefix} “${key.name}” is revoked. It opens nothing any more.`);
    call.answer(key);
    return 0;
  };

const WHY: Readonly<Record<string, string>> = {
  conflict: "An open key has that name already, or two do. Revoke one, or choose another name.",
  gone: "That key is over already.",
  invalid: "A period is written like P90D or PT1H, up to a hundred years.",
};

export const command: Command = { usage: USAGE, run };
