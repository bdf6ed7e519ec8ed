/* npm run bench [-- P1 P8 …] [--full | --short] [--rounds 3] [--seconds 4] [--data FOLDER] [--out FILE]
   Every figure of bench/figures beside its floor, on a product and a database of its own; one table at the end, kept as
   JSON under bench/results with the chart that bench/README.md shows. Without names it takes them all. `--short` only
   asks whether the API and the pages still answer as they must under load; its figures mean nothing and are not kept. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { opened, print } from "./alone.mjs";
import { chart } from "./chart.mjs";
import { startForthright } from "./started.mjs";

/* Growth comes first, because it leaves the database at the size that the others are said for; the next two are what
   the rest of the table stands on; whatever starts servers of its own comes last. */
const FILES = [
  "growth",
  "decisions",
  "choices",
  "action",
  "pages",
  "lcp",
  "verify",
  "import",
  "webhooks",
  "start",
];

const SHORT = ["decisions", "choices"];

const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: {
    full: { type: "boolean", default: false },
    short: { type: "boolean", default: false },
    rounds: { type: "string", default: "3" },
    seconds: { type: "string", default: "4" },
    data: { type: "string" },
    out: { type: "string" },
  },
});
const began = performance.now();
const minutes = () => `${((performance.now() - began) / 60_000).toFixed(1)} min`;
const files = await Promise.all(
  FILES.map(async (name) => ({ name, ...(await import(`./figures/${name}.mjs`)) })),
);
const known = files.flatMap(({ figures }) => figures);
const wrong = asked.find((figure) => !known.includes(figure));
if (wrong) {
  console.error(`There is no figure ${wrong}; there are ${[...new Set(known)].join(", ")}.`);
  process.exit(2);
}

if (values.short) Object.assign(values, { rounds: "1", seconds: "1" });
const chosen = files.filter(({ name, figures }) => {
  if (asked.length > 0) return figures.some((one) => asked.includes(one));
  return !values.short || SHORT.includes(name);
});
const folder = values.data ?? mkdtempSync(join(tmpdir(), "forthright-bench-"));
const { rows, broken } = await taken();
if (!values.data) rmSync(folder, { recursive: true, force: true });
print(rows);
if (!values.short) keep();
for (const { name, why } of broken) console.error(`${name} was not measured: ${why}`);
console.log(`\n${rows.filter(({ met }) => met).length} of ${rows.length} goals met, ${minutes()}`);
if (values.short) console.log(`\n${rows.length} passed, ${broken.length} failed, 0 skipped`);
process.exitCode = broken.length > 0 ? 1 : 0;

async function taken() {
  const app = await startForthright(folder);
  const [all, failed] = [[], []];
  try {
    const customers = values.short || chosen[0]?.name === "growth" ? 1_000 : 100_000;
    const bench = await opened({ app, folder, values: { ...values, customers } });
    // One figure that cannot be taken does not cost the others.
    for (const { name, measure } of chosen) {
      await measure(bench).then(
        (found) => all.push(...found),
        (error) => failed.push({ name, why: error.message }),
      );
      console.error(`   ${minutes()}`);
    }
  } finally {
    await app.stop();
  }
  return { rows: all, broken: failed };
}

function keep() {
  const at = new Date().toISOString();
  mkdirSync("bench/results", { recursive: true });
  const machine = {
    cores: cpus().length,
    processor: cpus()[0]?.model ?? "",
    load: loadavg()[0],
    node: process.version,
  };
  const report = { at, machine, full: values.full, rounds: Number(values.rounds), rows, broken };
  writeFileSync(
    values.out ?? `bench/results/${at.slice(0, 10)}.json`,
    `${JSON.stringify(report, null, 2)}\n`,
  );
  if (asked.length === 0) writeFileSync("bench/results/latest.svg", chart(report));
}
