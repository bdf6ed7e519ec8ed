import { createHash } from "node:crypto";
import { appendFileSync } from "node:fs";
import { strykerPlugins as plugins } from "@stryker-mutator/vitest-runner";

/** How many of a hundred mutants are run; the same ones each time. What is not drawn is neither noticed nor survived. */
const share = Number(process.env.MUTATION_SHARE ?? 100);

/** Whether a mutant is drawn. Lines and columns are counted from nought. */
export function isDrawn(file, { location: { start, end }, mutatorName, replacement }) {
  if (share >= 100) return true;
  const place = [file.slice(file.indexOf("domain/")), start.line, start.column, end.line, end.column];
  const hash = createHash("sha256").update(JSON.stringify([...place, mutatorName, replacement ?? ""]));
  return hash.digest().readUInt32BE() / 2 ** 32 < share / 100;
}

/** What is found stands in a file at once: a run that is broken off has not been for nothing. */
function note(found) {
  const file = process.env.MUTATION_NOTES;
  if (file) appendFileSync(file, `${JSON.stringify(found)}\n`);
}

/** A test that failed because the machine was busy has noticed nothing: such a change is told as noticed by time. */
const byTime = (result) =>
  result.status === "killed" && LATE.test(result.failureMessage ?? "")
    ? { status: "timeout", reason: result.failureMessage }
    : result;
const LATE = /timeout exceeded when trying to connect|(Test|Hook) timed out|Connection terminated/;

const vitest = plugins.find(({ kind }) => kind === "TestRunner");

function drawnOnly(injector) {
  const runner = vitest.factory(injector);
  const run = runner.mutantRun.bind(runner);
  runner.mutantRun = async (options) => {
    const { fileName, location, mutatorName, replacement } = options.activeMutant;
    if (!isDrawn(fileName, options.activeMutant)) return { status: "error", errorMessage: "not drawn" };
    const result = byTime(await run(options));
    note({ fileName, location, mutatorName, replacement, status: result.status, why: result.failureMessage });
    return result;
  };
  return runner;
}
drawnOnly.inject = vitest.factory.inject;

export const strykerPlugins = [{ ...vitest, name: "drawn", factory: drawnOnly }];
