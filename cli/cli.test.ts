import { spawnSync } from "node:child_process";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type TestDatabase, testDatabase } from "@/db/testing";

// Each call starts two programs, as at a terminal.
vi.setConfig({ testTimeout: 180_000 });

const [before, now] = ["pK4v9Xq2Lm7TzR8sWc1JfYd6HbNg3EoUuAi5", "Zt8Yw3Qn6Vb1Mx5Kc9Rj2Lf7HsPd4GoEuAi0"];

function forthright(args: readonly string[], env: Record<string, string> = {}) {
  const program = join(import.meta.dirname, "forthright.js");
  const set = { PATH: process.env.PATH ?? "", ...env } as unknown as NodeJS.ProcessEnv;
  // Run from elsewhere: a brand's engineer stands in the brand's folder, not in ours.
  return spawnSync(process.execPath, [program, ...args], { cwd: "/", env: set, encoding: "utf8" });
}

describe("forthright", () => {
  it.each([
    [[], /^usage: forthright backup \| /],
    [["frobnicate"], /^There is no command “frobnicate”\.\nusage: /],
    [["migrate", "--chek"], /--chek/],
    [["migrate", "--brand"], /--brand needs a folder/],
  ])("%j is wrong usage: exit 2", (args, says) => {
    const told = forthright(args);
    expect(told.stderr).toMatch(says);
    expect(told.status).toBe(2);
  });

  it("says everything that is wrong with the environment: exit 1", () => {
    const told = forthright(["migrate"], { PORT: "x", LOG_LEVEL: "loud" });
    expect(told.status).toBe(1);
    expect(told.stderr).toMatch(/PORT is not a number\.\n {2}LOG_LEVEL is none of/);
  });
});

describe("on a real database", () => {
  let database: TestDatabase;
  let reach: Record<string, string>;
  beforeAll(async () => {
    database = await testDatabase();
    reach = { DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl };
  });
  afterAll(() => database.drop());

  const json = (args: string[], env: Record<string, string>) => {
    const told = forthright([...args, "--json"], { ...reach, ...env });
    return { status: told.status, told: JSON.parse(told.stdout || "null"), stderr: told.stderr };
  };

  async function wrapped(): Promise<string[]> {
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    const { rows } = await client.query("select encode(wrapped, 'hex') as hex from keys order by purpose");
    await client.end();
    return rows.map((row) => row.hex);
  }

  it("migrate --check counts what is missing, migrate does it, and again does nothing", () => {
    const env = { FORTHRIGHT_SECRET: before };
    const missing = json(["migrate", "--check"], env);
    expect(missing.status).toBe(1);
    expect(missing.told.pending).toBeGreaterThan(0);
    expect(json(["migrate"], env)).toMatchObject({ status: 0, told: { applied: missing.told.pending } });
    expect(json(["migrate", "--check"], env)).toMatchObject({ status: 0, told: { pending: 0 } });
    expect(json(["migrate"], env)).toMatchObject({ status: 0, told: { applied: 0 } });
  });

  it("rotate wraps every stored key with the new secret, once, and a wrong secret changes nothing", async () => {
    const first = await wrapped();
    const wrong = json(["rotate"], { FORTHRIGHT_SECRET: now, FORTHRIGHT_SECRET_PREVIOUS: `${before}x` });
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toContain("does not open the stored key");
    expect(await wrapped()).toEqual(first);

    const secrets = { FORTHRIGHT_SECRET: now, FORTHRIGHT_SECRET_PREVIOUS: before };
    expect(json(["rotate"], secrets)).toMatchObject({ status: 0, told: { rewrapped: first.length } });
    const second = await wrapped();
    expect(second.filter((hex) => first.includes(hex))).toEqual([]);
    expect(json(["rotate"], secrets)).toMatchObject({ status: 0, told: { rewrapped: 0 } });
    expect(await wrapped()).toEqual(second);
  });
});
