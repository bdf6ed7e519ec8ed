import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RunningPostgres, startPostgres } from "./postgres";
import { isAlive } from "./process-life";

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  // The server may be stopped under an open connection by a test.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe("a PostgreSQL of our own", () => {
  let dir: string;
  let running: RunningPostgres[];
  const start = async () => {
    const started = await startPostgres({ dir, durable: false });
    running.push(started);
    return started;
  };

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "own-postgres-"));
    running = [];
  });
  afterEach(async () => {
    for (const one of running) await one.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  it("has an app role that owns nothing and an owner that is no superuser, in UTF-8", async () => {
    const { appUrl, ownerUrl } = await start();
    const sql = `select current_user as name, rolsuper or rolbypassrls or rolcreatedb as strong, rolcreaterole as makes,
      current_setting('server_encoding') as encoding from pg_roles where rolname = current_user`;
    expect(await ask(appUrl, sql)).toEqual([
      { name: "forthright_app", strong: false, makes: false, encoding: "UTF8" },
    ]);
    expect(await ask(ownerUrl, sql)).toEqual([
      { name: "forthright_owner", strong: false, makes: true, encoding: "UTF8" },
    ]);
    await expect(ask(appUrl, "create table mine (id int)")).rejects.toThrow(/permission denied/);
  });

  it("is found again on the same port with the same data", async () => {
    const first = await start();
    await ask(first.ownerUrl, "create table kept as select 7 as seven");
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const second = await start();
    expect(second.port).toBe(first.port);
    expect(await ask(second.ownerUrl, "select seven from kept")).toEqual([{ seven: 7 }]);
  });

  it("stops one that a killed process left running", async () => {
    const left = await start();
    await ask(left.ownerUrl, "create table kept as select 7 as seven");
    const next = await start();
    expect(isAlive(left.pid)).toBe(false);
    expect(await ask(next.ownerUrl, "select seven from kept")).toEqual([{ seven: 7 }]);
  });

  it("starts after its own kill -9, and beside a process file that names somebody else", async () => {
    const first = await start();
    process.kill(first.pid, "SIGKILL");
    const second = await start();
    await second.stop();
    const place = existsSync(join(dir, "place")) ? readFileSync(join(dir, "place"), "utf8").trim() : dir;
    writeFileSync(join(place, "data", "postmaster.pid"), `${process.pid}\n`);
    const third = await start();
    expect(await ask(third.appUrl, "select 1 as one")).toEqual([{ one: 1 }]);
    expect(isAlive(process.pid)).toBe(true);
  });

  it("takes another port when somebody else has its own", async () => {
    const first = await start();
    await first.stop();
    const { createServer } = await import("node:net");
    const squatter = createServer().listen(first.port, "127.0.0.1");
    await new Promise((resolve) => squatter.once("listening", resolve));
    const second = await start();
    squatter.close();
    expect(second.port).not.toBe(first.port);
  });
});
