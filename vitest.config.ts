import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    include: ["**/*.test.ts"],
    exclude: ["node_modules/**", ".next/**", "e2e/**"],
    globalSetup: ["./db/testing-setup.ts", "./domain/testing-template.ts"],
    // Left to itself it takes one core of two, and then mostly waits for PostgreSQL and for programs it started.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // Half of the time went into loading the same modules for each file. A file that needs its own says vi.resetModules.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
