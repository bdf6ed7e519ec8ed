import { fileURLToPath } from "node:url";
import { chosenGroup } from "./groups.mjs";

const { name, mutate } = chosenGroup();
/** Changes that have no test of their own, because they are run while modules load: all tests of the group. */
const statics = process.env.MUTATION_STATIC === "1";
const report = `reports/mutation/${name}${statics ? ".static" : ""}`;

export default {
  testRunner: "drawn",
  plugins: ["@stryker-mutator/vitest-runner", fileURLToPath(new URL("drawn.mjs", import.meta.url))],
  vitest: { configFile: "mutation/vitest.config.ts", related: false },
  mutate,
  coverageAnalysis: "perTest",
  ignoreStatic: !statics,
  concurrency: Number(process.env.MUTATION_WORKERS ?? 2),
  // What was found before stands for code and tests that did not change since; what no test reaches by itself is run anew.
  incremental: !statics,
  incrementalFile: `${report}.incremental.json`,
  reporters: ["json", "clear-text", "progress-append-only"],
  clearTextReporter: { reportTests: false, reportMutants: false, allowColor: false, logTests: false },
  jsonReporter: { fileName: `${report}.json` },
  ignorePatterns: [".data", ".next", "test-results", "docs/decisions", "e2e", "bench", "attack", "break"],
  allowConsoleColors: false,
  // A test waits for PostgreSQL, not for the processor: on a busy machine that takes longer than on a quiet one.
  timeoutMS: 90_000,
  dryRunTimeoutMinutes: 20,
  // It would rewrite tsconfig.json with an interface that TypeScript 7 no longer has.
  tsconfigFile: "none.json",
};
