import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startPostgres } from "@/server/postgres";

/** One throw-away PostgreSQL for a run of tests; each test file makes its own databases in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = await mkdtemp(join(tmpdir(), "forthright-test-"));
  const postgres = await startPostgres({ dir, durable: false });
  project.provide("postgres", {
    adminUrl: postgres.adminUrl,
    ownerUrl: postgres.ownerUrl,
    appUrl: postgres.appUrl,
  });
  return async () => {
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  };
}

declare module "vitest" {
  export interface ProvidedContext {
    postgres: { adminUrl: string; ownerUrl: string; appUrl: string };
  }
}
