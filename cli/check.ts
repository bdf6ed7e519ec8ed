import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Brand, formatProblem, type Loaded, loadBrand } from "@/domain/brand";
import { type Trial, tryCustomer } from "@/domain/held-data";
import { readEnv, variable } from "@/server/env";
import { type Call, type Command, UsageError } from "./command";

const USAGE = "forthright check [FOLDER] [--customer KEY] [--strict] [--brand FOLDER] [--json]";

interface Asked {
  folder: string;
  strict: boolean;
  customer: string | undefined;
}

function asked(call: Call): Asked {
  const { values, positionals } = parseArgs({
    args: [...call.args],
    allowPositionals: true,
    options: { strict: { type: "boolean" }, customer: { type: "string" } },
  });
  const [folder, ...more] = positionals;
  if (more.length > 0) throw new UsageError("Name one folder.");
  if (values.customer === "") throw new UsageError("--customer needs a key.");
  return {
    folder: folder ? resolve(folder) : call.brand,
    strict: values.strict === true,
    customer: values.customer,
  };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function tellFolder(call: Call, folder: string, { problems, warnings }: Loaded): void {
  for (const problem of problems) call.say(formatProblem(problem));
  for (const warning of warnings) call.say(`${formatProblem(warning)} (warning)`);
  const found = `${counted(problems.length, "mistake")}, ${counted(warnings.length, "warning")}`;
  call.say(`${folder}: ${found}.`);
}

/** One query on one line: what ran, what came, how long it took, what is wrong. */
function trialLine({ source, item, what, ms, rows, columns, undeclared, problem }: Trial): string {
  const parts = [`${item === null ? source : `${source} ${item}`} ${what}: ${ms} ms`];
  if (rows !== null) parts.push(counted(rows, "row"));
  if (columns.length > 0) parts.push(`columns ${columns.join(", ")}`);
  if (undeclared.length > 0) parts.push(`left out ${undeclared.join(", ")}`);
  if (problem !== null) parts.push(`FAILED: ${problem}`);
  return parts.join("; ");
}

/** What a source wrote must not steer the terminal. */
function plain(line: string): string {
  return line.replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function tryOn(call: Call, brand: Brand, customer: string): Promise<Trial[]> {
  const { ALLOW_PRIVATE_HOSTS: allowPrivateHosts } = readEnv();
  const settings = { publicUrl: brand.url, demo: false, mailFrom: brand.contact.email, allowPrivateHosts };
  const house = { brand, settings, log: quiet, rooms: new Map<string, { close(): Promise<void> }>() };
  const trials: Trial[] = [];
  try {
    for await (const trial of tryCustomer(house, customer)) {
      trials.push(trial);
      call.say(plain(trialLine(trial)));
    }
  } finally {
    await Promise.all([...house.rooms.values()].map((room) => room.close()));
  }
  const failed = trials.filter(({ problem }) => problem !== null).length;
  const ran = trials.length === 1 ? "1 query" : `${trials.length} queries`;
  call.say(`${ran}: ${failed === 0 ? "all went well" : `${failed} failed`}. Every write was rolled back.`);
  return trials;
}

async function run(call: Call): Promise<number> {
  const { folder, strict, customer } = asked(call);
  const loaded = await loadBrand(folder, variable);
  const { brand, problems, warnings } = loaded;
  tellFolder(call, folder, loaded);
  const queries = brand && customer !== undefined ? await tryOn(call, brand, customer) : undefined;
  call.answer({ problems, warnings, ...(queries && { queries }) });
  const wrong = problems.length > 0 || queries?.some((line) => line.problem !== null);
  return wrong || (strict && warnings.length > 0) ? 1 : 0;
}

export const command: Command = { usage: USAGE, run };
