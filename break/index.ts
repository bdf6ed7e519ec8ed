import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { endAll } from "./ended";
import type { Extent, Fault, Outcome } from "./fault";
import { faults } from "./faults";
import { type Ground, makeGround } from "./ground";
import { held, type Tried, tableOf } from "./table";

const say = (line: string) => void process.stdout.write(`${line}\n`);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { short: { type: "boolean" }, out: { type: "string" }, kills: { type: "string" } },
});

function wanted(): readonly Fault[] {
  const unknown = positionals.filter((name) => !faults.some((fault) => fault.name === name));
  if (unknown.length > 0) {
    say(`There is no ${unknown.join(", ")}. There is: ${faults.map(({ name }) => name).join(", ")}`);
    process.exit(2);
  }
  return positionals.length > 0 ? faults.filter(({ name }) => positionals.includes(name)) : faults;
}

const extent: Extent = {
  short: values.short === true,
  of: (long, short) => (values.short ? short : long),
  kills: (long, short) => Number(values.kills ?? (values.short ? short : long)),
  say: (line) => say(`  ${line}`),
};

async function attempt(fault: Fault, ground: Ground): Promise<Tried> {
  const { name, title } = fault;
  const began = performance.now();
  const outcome = judged(await fault.run(ground, extent).catch(broken));
  const tried = { name, title, ...outcome, seconds: (performance.now() - began) / 1_000 };
  say(`${outcome.skipped ? "–" : held(outcome) ? "✓" : "✗"} ${title} (${tried.seconds.toFixed(0)} s)`);
  if (!held(outcome)) for (const { what, came, goal } of outcome.numbers) say(`  ${what}: ${came} (${goal})`);
  return tried;
}

/** In the short form times are told, and only what never came is a failure. */
function judged(outcome: Outcome): Outcome {
  if (!extent.short) return outcome;
  const numbers = outcome.numbers.map((one) =>
    one.ofTime && one.came !== "never" ? { ...one, goal: "", held: true } : one,
  );
  return { ...outcome, numbers };
}

/** A fault that could not be tried to its end has not been survived. */
function broken(error: unknown): Outcome {
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  say(told);
  const [first = ""] = told.split("\n");
  return {
    done: "broken off",
    numbers: [{ what: first.slice(0, 120), came: "no", goal: "to its end", held: false }],
  };
}

function keep(tried: readonly Tried[]): void {
  const folder = join(import.meta.dirname, "results");
  const file = values.out ?? join(folder, `${new Date().toISOString().slice(0, 10)}.json`);
  if (!values.out) mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), ...extent, tried }, null, 2)}\n`);
}

async function main(): Promise<number> {
  const chosen = wanted();
  const began = performance.now();
  const ground = await makeGround({ people: extent.of(10, 4), shares: extent.short });
  say(`An installation is made (${((performance.now() - began) / 1_000).toFixed(0)} s).`);
  const tried: Tried[] = [];
  try {
    for (const fault of chosen) tried.push(await attempt(fault, ground));
  } finally {
    await ground.close();
  }
  say(`\n${tableOf(tried)}\n`);
  if (!extent.short || values.out) keep(tried);
  const skipped = tried.filter((one) => one.skipped).length;
  const failed = tried.filter((one) => !held(one)).length;
  say(`${tried.length - failed - skipped} passed, ${failed} failed, ${skipped} skipped`);
  return failed > 0 ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
} finally {
  endAll();
}
process.exit();
