/** What is mutated, each group against the tests that are about it. No file of a group is left out but its tests. */
export const groups = {
  policy: { mutate: ["domain/policy.ts"], tests: ["domain/policy.test.ts"] },
  access: { mutate: ["domain/access.ts"], tests: ["domain/access*.test.ts"] },
  sessions: {
    mutate: ["domain/sessions/**/*.ts", "!domain/sessions/**/*.test.ts", "!domain/sessions/testing*.ts"],
    tests: ["domain/sessions/**/*.test.ts"],
  },
  choices: {
    mutate: ["domain/choices/**/*.ts", "!domain/choices/**/*.test.ts", "!domain/choices/testing*.ts"],
    tests: ["domain/choices/**/*.test.ts"],
  },
};

/** The group that is asked for by the environment. @throws where there is none of that name. */
export function chosenGroup() {
  const { MUTATION_GROUP: name = "policy", MUTATION_FILES: files } = process.env;
  const group = groups[name];
  if (!group) throw new Error(`MUTATION_GROUP is one of ${Object.keys(groups).join(", ")}; got ${name}`);
  return { name, tests: group.tests, mutate: files ? files.split(",") : group.mutate };
}
