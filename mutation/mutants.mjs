import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * Changes each place of a group and runs the tests that reach it. What is run while modules load or while a file of
 * tests is set up (a table, a pattern) has no tests of its own: such a change comes second, against all of the group.
 * `again`: as they were found the last time.
 * @returns the mutants of each file, as Stryker reports them. @throws where Stryker did not come to its end.
 */
export function mutantsOf(name, { again }) {
  const stryker = again ? reported : run;
  const found = stryker(name, {});
  const waiting = [...found].flatMap(([file, mutants]) =>
    mutants.filter(({ status }) => status === "Ignored").map((mutant) => placeOf(file, mutant)),
  );
  if (waiting.length === 0) return found;
  const second = stryker(name, { MUTATION_STATIC: "1", MUTATION_FILES: waiting.join(",") });
  return new Map([...found].map(([file, mutants]) => [file, joined(mutants, second.get(file) ?? [])]));
}

function joined(mutants, second) {
  const later = new Map(second.map((mutant) => [nameOf(mutant), mutant]));
  return mutants.map((mutant) =>
    mutant.status === "Ignored" ? (later.get(nameOf(mutant)) ?? { ...mutant, status: "NoCoverage" }) : mutant,
  );
}

const nameOf = ({ location, mutatorName, replacement }) =>
  JSON.stringify([location, mutatorName, replacement]);

/** In a report columns are counted from one, in what is asked for from nought. */
const placeOf = (file, { location: { start, end } }) =>
  `${file}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`;

function run(name, more) {
  const args = ["node_modules/@stryker-mutator/core/bin/stryker.js", "run", "mutation/stryker.config.mjs"];
  const env = { ...process.env, MUTATION_GROUP: name, ...more };
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit", env });
  if (status !== 0) throw new Error(`mutating ${name} ended with ${status}`);
  return reported(name, more);
}

function reported(name, more) {
  const file = `reports/mutation/${name}${more.MUTATION_STATIC ? ".static" : ""}.json`;
  const { files } = JSON.parse(readFileSync(file, "utf8"));
  // What was asked for; a report that goes on from an earlier one also has other files in it.
  const asked = process.env.MUTATION_FILES?.split(",");
  const own = Object.entries(files).filter(([path]) => asked?.includes(path) ?? true);
  return new Map(own.map(([path, { mutants }]) => [path, mutants]));
}
