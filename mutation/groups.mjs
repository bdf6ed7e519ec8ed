/**
 * What is mutated, each group against the tests that are about it. No file of a group is left out but its tests; of the
 * tests those are left out that take longer than all the others together, so fewer changes are noticed than could be.
 */
export const groups = {
  policy: { mutate: ["domain/policy.ts"], tests: ["domain/policy.test.ts"], leftOut: [] },
  access: {
    mutate: ["domain/access*.ts", "!domain/access*.test.ts"],
    tests: ["domain/access*.test.ts"],
    leftOut: [],
  },
  sessions: {
    mutate: ["domain/sessions/**/*.ts", "!domain/sessions/**/*.test.ts", "!domain/sessions/testing*.ts"],
    tests: ["domain/sessions/**/*.test.ts"],
    leftOut: [],
  },
  choices: {
    mutate: ["domain/choices/**/*.ts", "!domain/choices/**/*.test.ts", "!domain/choices/testing*.ts"],
    // What systems, links, texts and imports do with choices is tested where they are.
    tests: ["choices", "systems", "links", "texts", "imports"].map((room) => `domain/${room}/**/*.test.ts`),
    leftOut: ["concurrency", "plans", "decide-page"].map((name) => `domain/choices/${name}.test.ts`),
  },
};

/** The group that is asked for by the environment. @throws where there is none of that name. */
export function chosenGroup() {
  const { MUTATION_GROUP: name = "policy", MUTATION_FILES: files, MUTATION_TESTS: tests } = process.env;
  const group = groups[name];
  if (!group) throw new Error(`MUTATION_GROUP is one of ${Object.keys(groups).join(", ")}; got ${name}`);
  return {
    name,
    mutate: files?.split(",") ?? group.mutate,
    tests: tests?.split(",") ?? group.tests,
    leftOut: group.leftOut,
  };
}
