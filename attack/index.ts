import { AsyncLocalStorage } from "node:async_hooks";
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { Attack, Outcome } from "./attack";
import { startTarget, type Target } from "./target";

// npm run attack [-- --short] [-- NAME…]: the product, started on data of its own, attacked from outside.

const print = (line: string) => void process.stdout.write(`${line}\n`);

/** What an attack says is kept until it is done, because another one runs beside it. */
const said = new AsyncLocalStorage<string[]>();
const say = (line: string) => {
  const lines = said.getStore();
  if (lines) lines.push(line);
  else print(line);
};

/** Every attack of this folder, each in a file of its own name; those that read what others left come last. */
async function attacks(): Promise<Attack[]> {
  const files = readdirSync(import.meta.dirname).filter(
    (file) => file.endsWith(".ts") && file !== "index.ts",
  );
  const found: Attack[] = [];
  for (const file of files.sort()) {
    const { attack }: { attack?: Attack } = await import(join(import.meta.dirname, file));
    if (attack && attack.name !== basename(file, ".ts")) throw new Error(`${file} holds ${attack.name}`);
    if (attack) found.push(attack);
  }
  return found.sort((a, b) => turn(a) - turn(b));
}

const turn = ({ disturbs, last }: Attack) => (last ? 2 : disturbs ? 1 : 0);

type Row = Outcome & { name: string; threat: string; seconds: number };

async function outcomeOf({ name, threat, run }: Attack, target: Target): Promise<Row> {
  const began = performance.now();
  const lines: string[] = [];
  const outcome = await said
    .run(lines, () => run(target))
    .catch((error: unknown) => ({
      tried: 1,
      held: 0,
      findings: [`it broke off: ${error instanceof Error ? error.stack : String(error)}`],
    }));
  const seconds = (performance.now() - began) / 1_000;
  for (const line of [`── ${name} (${threat}) ${seconds.toFixed(1)} s`, ...lines]) print(line);
  for (const finding of outcome.findings.slice(0, 40)) print(`   ${finding}`);
  return { name, threat, ...outcome, seconds };
}

async function inTurn(some: readonly Attack[], target: Target): Promise<Row[]> {
  const rows: Row[] = [];
  for (const attack of some) rows.push(await outcomeOf(attack, target));
  return rows;
}

/** Those with a house of their own run beside the others, and those that read what was left when all are done. */
async function rowsOf(chosen: readonly Attack[], target: Target): Promise<Row[]> {
  const beside = chosen.filter((attack) => attack.beside);
  const others = chosen.filter(({ beside, last }) => !beside && !last);
  const rows = (await Promise.all([inTurn(others, target), inTurn(beside, target)])).flat();
  return [
    ...rows,
    ...(await inTurn(
      chosen.filter(({ last }) => last),
      target,
    )),
  ];
}

const cells = ({ name, threat, tried, held, findings, seconds }: Row) =>
  [name, threat, tried, held, findings.length, seconds.toFixed(1)].map(String);

function tell(rows: readonly Row[]): void {
  const head = ["attack", "threat", "tried", "held", "findings", "seconds"];
  const lines = [head, ...rows.map(cells)];
  const widths = head.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  const pad = (line: string[]) => line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join("  ");
  say(`\n${lines.map((line) => pad(line).trimEnd()).join("\n")}`);
}

const words = process.argv.slice(2);
const short = words.includes("--short");
const names = words.filter((word) => !word.startsWith("-"));
const all = await attacks();
const unknown = names.filter((name) => !all.some((attack) => attack.name === name));
if (unknown.length > 0) {
  say(`There is no attack ${unknown.join(", ")}. There are: ${all.map(({ name }) => name).join(" ")}`);
  process.exit(2);
}

const began = performance.now();
const target = await startTarget({ short, say });
const end = () => void target.stop().then(() => process.exit(1));
process.once("SIGINT", end).once("SIGTERM", end);
print(`started in ${((performance.now() - began) / 1_000).toFixed(1)} s`);
const chosen = all.filter(({ name }) => names.length === 0 || names.includes(name));
const rows = await rowsOf(chosen, target).finally(() => target.stop());
tell(rows);
const failed = rows.filter(({ tried, held, findings }) => findings.length > 0 || held < tried || tried === 0);
say(`\n${((performance.now() - began) / 1_000).toFixed(0)} s in all, with starting it`);
say(`${rows.length - failed.length} passed, ${failed.length} failed, 0 skipped`);
process.exitCode = failed.length > 0 ? 1 : 0;
