import { chosenGroup } from "./groups.mjs";

const { name, mutate } = chosenGroup();

export default {
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: "mutation/vitest.config.ts", related: false },
  mutate,
  coverageAnalysis: "perTest",
  concurrency: Number(process.env.MUTATION_WORKERS ?? 2),
  // What was found before stands for code and tests that did not change since.
  incremental: true,
  incrementalFile: `reports/mutation/${name}.incremental.json`,
  reporters: ["json", "clear-text"],
  clearTextReporter: { reportTests: false, allowColor: false, logTests: false },
  jsonReporter: { fileName: `reports/mutation/${name}.json` },
  ignorePatterns: [".data", ".next", "test-results", "docs", "e2e", "bench", "attack", "break"],
  allowConsoleColors: false,
  // A test waits for PostgreSQL, not for the processor: on a busy machine that takes longer than on a quiet one.
  timeoutMS: 30_000,
  dryRunTimeoutMinutes: 20,
  // It would rewrite tsconfig.json with an interface that TypeScript 7 no longer has.
  tsconfigFile: "none.json",
};
