/* npm run mutation [-- policy | access | sessions | choices …]: changes the code in one place at a time and runs the tests that
   are about it. A change that no test notices has survived. At least 80% must be noticed in each group. `--short`
   takes the smallest group alone and keeps nothing. --again tells what the last run found, and runs nothing.
   MUTATION_FILES=domain/choices/write.ts,… takes these of one group, MUTATION_TESTS=… runs these tests alone;
   MUTATION_SHARE=20 draws twenty of a hundred mutants. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { isDrawn } from "./drawn.mjs";
import { groups } from "./groups.mjs";
import { mutantsOf } from "./mutants.mjs";

const LEAST = 80;
const NOTICED = new Set(["Killed", "Timeout"]);
const COUNTED = new Set([...NOTICED, "Survived", "NoCoverage"]);
const short = process.argv.includes("--short");
const again = process.argv.includes("--again");
const asked = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const all = short ? ["policy"] : Object.keys(groups);
const names = asked.length > 0 ? asked : all;
const unknown = names.find((name) => !groups[name]);
if (unknown) {
  console.error(`There is no group ${unknown}; there are ${Object.keys(groups).join(", ")}.`);
  process.exit(2);
}

const results = `mutation/results/${new Date().toISOString().slice(0, 10)}.json`;
const found = names.flatMap((name) =>
  [...mutantsOf(name, { again })].map(([file, mutants]) => rowOf(name, file, mutants)),
);
const rows = short ? found : kept(found);
const totals = names.map((name) => sum(name, rows));
console.log(
  "\n| group | file | mutants | noticed | of these by time | survived | no test | score |\n|---|---|---|---|---|---|---|---|",
);
for (const row of [...rows.filter(({ group }) => names.includes(group)), ...totals]) console.log(line(row));
const low = totals.filter(({ score }) => score < LEAST).length;
console.log(`\n${totals.length - low} passed, ${low} failed, 0 skipped`);
process.exitCode = low > 0 ? 1 : 0;

function rowOf(group, file, mutants) {
  const counted = mutants.filter((mutant) => COUNTED.has(mutant.status) && isDrawn(file, fromNought(mutant)));
  const having = (status) => counted.filter((mutant) => mutant.status === status).length;
  return scored({
    ...{ group, file, mutants: counted.length, noticed: having("Killed") + having("Timeout") },
    ...{ late: having("Timeout"), survived: having("Survived"), untested: having("NoCoverage") },
    stand: counted.filter(({ status }) => !NOTICED.has(status)).map(told),
  });
}

function fromNought({ location: { start, end }, ...mutant }) {
  return {
    ...mutant,
    location: {
      start: { line: start.line - 1, column: start.column - 1 },
      end: { line: end.line - 1, column: end.column - 1 },
    },
  };
}

function told({ location: { start }, mutatorName, replacement = "", status }) {
  const to = replacement.replace(/\s+/g, " ").slice(0, 90);
  return `${start.line}:${start.column} ${mutatorName} → ${to}${status === "NoCoverage" ? " (no test)" : ""}`;
}

/** Files that were measured today already and not now keep what was found. */
function kept(rows) {
  const now = new Set(rows.map(({ file }) => file));
  const all = [...earlier().filter(({ file }) => !now.has(file)), ...rows];
  const sorted = all.toSorted((one, other) => (one.file < other.file ? -1 : 1));
  const totals = Object.keys(groups).map((name) => sum(name, sorted));
  mkdirSync("mutation/results", { recursive: true });
  writeFileSync(
    results,
    `${JSON.stringify({ at: new Date().toISOString(), totals, rows: sorted }, null, 2)}\n`,
  );
  return sorted;
}

function earlier() {
  try {
    return JSON.parse(readFileSync(results, "utf8")).rows;
  } catch {
    return [];
  }
}

function sum(group, all) {
  const own = all.filter((row) => row.group === group);
  const total = (key) => own.reduce((so, row) => so + row[key], 0);
  const keys = ["mutants", "noticed", "late", "survived", "untested"];
  return scored({ group, file: "all", ...Object.fromEntries(keys.map((key) => [key, total(key)])) });
}

function scored(row) {
  return { ...row, score: row.mutants === 0 ? 0 : Math.round((row.noticed / row.mutants) * 1000) / 10 };
}

function line({ group, file, mutants, noticed, late, survived, untested, score }) {
  return `| ${group} | ${file} | ${mutants} | ${noticed} | ${late} | ${survived} | ${untested} | ${score}% |`;
}
