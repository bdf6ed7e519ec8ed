import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const project = dirname(import.meta.dirname);
const { forbidden } = createRequire(import.meta.url)("../.dependency-cruiser.cjs") as {
  forbidden: { name: string }[];
};

/** Each rule and one import that breaks it: the file, and what it imports. */
const plants: [rule: string, file: string, imports: string][] = [
  ["app", "app/page.tsx", "@/db/client"],
  ["web", "web/session.ts", "@/components/switch"],
  ["components", "components/matrix.tsx", "@/domain/choices/index"],
  ["components-ui", "components/ui/button.tsx", "@/domain/choices/catalog"],
  ["api", "api/decisions.ts", "@/web/i18n"],
  ["cli", "cli/check.ts", "@/web/i18n"],
  ["server", "server/server.ts", "@/db/client"],
  ["env", "server/env.ts", "@/domain/house"],
  ["demo", "brand/demo/seed.ts", "@/server/env"],
  ["start", "start/start.mjs", "../server/env"],
  ["client", "client/index.ts", "@/domain/choices/catalog"],
  ["client-types", "client/generate/write.ts", "@/domain/choices/catalog"],
  ["proxy", "proxy.ts", "@/domain/choices/index"],
  ["from-outside", "e2e/sign-in.spec.ts", "@/domain/choices/index"],
  ["attack", "attack/origin.ts", "@/client/index"],
  ["db", "db/walls.ts", "@/domain/house"],
  ["domain", "domain/house.ts", "@/web/i18n"],
  ["noun-to-noun", "domain/requests/open.ts", "@/domain/choices/store"],
  ["verbs-know-no-tables", "domain/requests/index.ts", "@/db/schema/requests"],
  ["pure-files", "domain/choices/rules.ts", "node:crypto"],
  ["domain-without-frameworks", "domain/choices/decide.ts", "next/headers"],
  ["messages-for-messages", "domain/choices/say.ts", "@/messages/en.json"],
  ["no-test-code-in-product", "domain/choices/kit.ts", "@/domain/testing"],
  ["no-tools-in-product", "domain/choices/tool.ts", "vitest"],
  ["start-needs-nothing", "start/install.mjs", "pg"],
  ["no-cycles", "domain/choices/one.ts", "./two"],
  ["resolvable", "domain/choices/gone.ts", "./nowhere"],
];

/** Files that are only imported, and imports that every rule allows. */
const innocent: [file: string, imports: string][] = [
  ["db/client.ts", "pg"],
  ["db/schema/requests.ts", "pg"],
  ["domain/choices/index.ts", "./store"],
  ["domain/choices/store.ts", "@/db/schema/requests"],
  ["domain/choices/two.ts", "./one"],
  ["domain/choices/catalog.ts", "zod"],
  ["domain/testing.ts", "vitest"],
  ["domain/messages/render.ts", "@/messages/en.json"],
  ["domain/choices/decide.test.ts", "@/domain/testing"],
  ["components/switch.tsx", "@/domain/choices/catalog"],
  ["web/i18n.ts", "@/messages/en.json"],
  ["app/layout.tsx", "@/web/i18n"],
];

describe("dependency-cruiser finds each planted violation and nothing else", () => {
  let folder: string;
  let found: { rule: string; from: string; to: string }[];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "planted-"));
    for (const [file, imports] of [
      ...plants.map(([, file, imports]) => [file, imports] as const),
      ...innocent,
    ])
      plant(join(folder, file), `import * as it from ${JSON.stringify(imports)};\nexport const made = it;\n`);
    plant(join(folder, "messages/en.json"), "{}");
    plant(join(folder, "package.json"), manifest);
    symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));
    found = cruise(folder);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(plants)("%s: %s", (rule, file) => {
    expect(found.filter((one) => one.rule === rule).map((one) => one.from)).toContain(file);
  });

  it("leaves innocent imports alone", () => {
    const files = innocent.map(([file]) => file).filter((file) => file !== "domain/choices/two.ts");
    expect(found.filter((one) => files.includes(one.from))).toEqual([]);
  });

  it("has a plant for every rule", () => {
    expect(plants.map(([rule]) => rule).sort()).toEqual(forbidden.map((rule) => rule.name).sort());
  });
});

const manifest = JSON.stringify({
  dependencies: { pg: "1.0.0", zod: "1.0.0", next: "1.0.0" },
  devDependencies: { vitest: "1.0.0" },
});

function plant(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function cruise(folder: string): { rule: string; from: string; to: string }[] {
  const rooms = [
    "app",
    "web",
    "components",
    "api",
    "cli",
    "server",
    "brand",
    "start",
    "client",
    "db",
    "domain",
  ];
  const args = ["--config", join(project, ".dependency-cruiser.cjs"), "--output-type", "json", ...rooms];
  const tool = join(project, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");
  const told = spawnSync(process.execPath, [tool, ...args, "e2e", "attack", "proxy.ts"], {
    cwd: folder,
    env: { ...process.env, LINT_ROOT: folder },
    encoding: "utf8",
    maxBuffer: 32 * 1024 * 1024,
  });
  if (!told.stdout.startsWith("{")) throw new Error(told.stderr);
  const { summary } = JSON.parse(told.stdout) as {
    summary: { violations: { from: string; to: string; rule: { name: string } }[] };
  };
  return summary.violations.map(({ from, to, rule }) => ({ rule: rule.name, from, to }));
}
