import { readFileSync } from "node:fs";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import base from "../vitest.config";
import { chosenGroup } from "./groups.mjs";
import { warmPool } from "./warm-pool.mjs";

/** Rules first, and what needs a database after them: the first test that fails ends the run of a mutant. */
class RulesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const cost = ({ moduleId }: TestSpecification) => {
      const text = readFileSync(moduleId, "utf8");
      return text.length + (text.includes("House(") ? 1_000_000 : 0);
    };
    return files.toSorted((one, other) => cost(one) - cost(other));
  }
}

const { tests, leftOut } = chosenGroup();

/** The tests of one group with the database that `npm test` gives them. */
export default {
  ...base,
  plugins: [
    {
      name: "warm-pool",
      configureVitest({ project }: { project: { config: { pool: string; poolRunner: unknown } } }) {
        project.config.pool = warmPool.name;
        project.config.poolRunner = warmPool;
      },
    },
  ],
  test: {
    ...base.test,
    include: tests,
    exclude: [...(base.test?.exclude ?? []), ...leftOut],
    setupFiles: ["./mutation/fresh-start.ts"],
    sequence: { sequencer: RulesFirst },
  },
};
