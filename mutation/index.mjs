/* npm run mutation [-- policy | access | sessions | choices …]: changes the code in one place at a time and runs the tests that
   are about it. A change that no test notices has survived. At least 80% must be noticed in each group. `--short`
   takes the smallest group alone and keeps nothing. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { groups } from "./groups.mjs";

const LEAST = 80;
const NOTICED = new Set(["Killed", "Timeout"]);
const COUNTED = new Set([...NOTICED, "Survived", "NoCoverage"]);
const short = process.argv.includes("--short");
const asked = process.argv.slice(2).filter((word) => word !== "--short");
const all = short ? ["policy"] : Object.keys(groups);
const names = asked.length > 0 ? asked : all;
const unknown = names.find((name) => !groups[name]);
if (unknown) {
  console.error(`There is no group ${unknown}; there are ${Object.keys(groups).join(", ")}.`);
  process.exit(2);
}

const rows = names.flatMap((name) => {
  run(name);
  return countsOf(name);
});
console.log(
  "\n| group | file | mutants | noticed | survived | no test | score |\n|---|---|---|---|---|---|---|",
);
for (const row of rows) console.log(line(row));
const totals = names.map((name) => sum(name, rows));
for (const row of totals) console.log(line(row));
if (!short) keep();
const low = totals.filter(({ score }) => score < LEAST).length;
console.log(`\n${totals.length - low} passed, ${low} failed, 0 skipped`);
process.exitCode = low > 0 ? 1 : 0;

function keep() {
  mkdirSync("mutation/results", { recursive: true });
  const file = `mutation/results/${new Date().toISOString().slice(0, 10)}.json`;
  writeFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), totals, rows }, null, 2)}\n`);
}

function run(name) {
  const args = ["node_modules/@stryker-mutator/core/bin/stryker.js", "run", "mutation/stryker.config.mjs"];
  const env = { ...process.env, MUTATION_GROUP: name };
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit", env });
  if (status !== 0) throw new Error(`mutating ${name} ended with ${status}`);
}

function countsOf(name) {
  const report = JSON.parse(readFileSync(`reports/mutation/${name}.json`, "utf8"));
  return Object.entries(report.files).map(([path, { mutants }]) =>
    scored({
      group: name,
      file: path,
      mutants: mutants.filter(({ status }) => COUNTED.has(status)).length,
      noticed: mutants.filter(({ status }) => NOTICED.has(status)).length,
      survived: mutants.filter(({ status }) => status === "Survived").length,
      untested: mutants.filter(({ status }) => status === "NoCoverage").length,
    }),
  );
}

function sum(group, all) {
  const own = all.filter((row) => row.group === group);
  const total = (key) => own.reduce((so, row) => so + row[key], 0);
  const [mutants, noticed, survived, untested] = ["mutants", "noticed", "survived", "untested"].map(total);
  return scored({ group, file: "all", mutants, noticed, survived, untested });
}

function scored(row) {
  return { ...row, score: row.mutants === 0 ? 100 : Math.round((row.noticed / row.mutants) * 1000) / 10 };
}

function line({ group, file, mutants, noticed, survived, untested, score }) {
  return `| ${group} | ${file} | ${mutants} | ${noticed} | ${survived} | ${untested} | ${score}% |`;
}
