import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { readEnv } from "@/server/env";
import { type Call, type Command, UsageError } from "./command";

/** Every command, loaded when it is called. A file of a command exports `command`. */
const commands: Readonly<Record<string, () => Promise<{ command: Command }>>> = {
  backup: () => import("./backup"),
  check: () => import("./check"),
  export: () => import("./export"),
  import: () => import("./import"),
  key: () => import("./key"),
  migrate: () => import("./migrate"),
  request: () => import("./request"),
  restore: () => import("./restore"),
  rotate: () => import("./rotate"),
  staff: () => import("./staff"),
  terms: () => import("./terms"),
  verify: () => import("./verify"),
};

const words = Object.keys(commands).join(" | ");
const USAGE = `usage: forthright ${words} … [--brand FOLDER] [--json]`;

/** @returns the exit code: 0 done, 1 found something wrong, 2 wrong usage. */
async function main(argv: readonly string[]): Promise<number> {
  const [name = "", ...rest] = argv;
  const load = commands[name];
  if (!load) return wrongUsage(name && name !== "--help" ? `There is no command “${name}”.` : "", USAGE);
  const { command } = await load();
  if (rest.includes("--help")) return wrongUsage("", `usage: ${command.usage}`);
  try {
    return await command.run(readCall(rest));
  } catch (error) {
    if (isNamed(error, "UsageError") || isArgumentFault(error))
      return wrongUsage(error.message, `usage: ${command.usage}`);
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

/** Takes out what every command knows; the command parses the rest. */
function readCall(rest: readonly string[]): Call {
  const { values } = parseArgs({
    args: [...rest],
    strict: false,
    options: { json: { type: "boolean" }, brand: { type: "string" } },
  });
  if ("brand" in values && typeof values.brand !== "string") throw new UsageError("--brand needs a folder.");
  const json = values.json === true;
  const write = (line: string) => void process.stdout.write(`${line}\n`);
  return {
    args: withoutCommon(rest),
    json,
    brand: brandFolder(values.brand),
    say: (line) => (json ? undefined : write(line)),
    answer: (value) => (json ? write(JSON.stringify(value, null, 2)) : undefined),
  };
}

/** Made absolute here, because a command may change to the project's own folder. */
function brandFolder(given: unknown): string {
  if (typeof given === "string") return resolve(given);
  return resolve(readEnv().FORTHRIGHT_BRAND ?? join(import.meta.dirname, "..", "brand"));
}

function withoutCommon(rest: readonly string[]): string[] {
  const own: string[] = [];
  for (let at = 0; at < rest.length; at += 1) {
    const word = rest[at] ?? "";
    if (word === "--brand") at += 1;
    else if (word !== "--json" && !word.startsWith("--brand=")) own.push(word);
  }
  return own;
}

const isNamed = (error: unknown, name: string): error is Error =>
  error instanceof Error && error.name === name;

const isArgumentFault = (error: unknown): error is Error =>
  error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");

function wrongUsage(why: string, usage: string): number {
  process.stderr.write(why ? `${why}\n${usage}\n` : `${usage}\n`);
  return 2;
}

process.exitCode = await main(process.argv.slice(2));
