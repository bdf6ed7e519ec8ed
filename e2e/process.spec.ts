import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { makeData, removeData } from "./own-data";
import { asAdmin, buildForProduction, freePort, type Running, startForthright } from "./running";

const root = join(import.meta.dirname, "..");

/** Starts the program as a person does, and waits for its end. */
function startAgain(data: string) {
  const args = ["start/start.mjs", "--data", data, "--port", "0"];
  return spawnSync(process.execPath, args, { cwd: root, encoding: "utf8", env: bare({}) });
}

const bare = (more: Record<string, string>) =>
  ({ PATH: process.env.PATH ?? "", ...more }) as unknown as NodeJS.ProcessEnv;

/** True while a process lives, or is a zombie that nobody has asked about. */
function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const heldBy = (data: string): number => JSON.parse(readFileSync(join(data, "lock"), "utf8")).pid;

async function postgresPid(app: Running): Promise<number> {
  const [row] = await asAdmin<{ pid: number }>(
    app.adminUrl("postgres"),
    "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int as pid",
  );
  return row?.pid ?? 0;
}

test.describe("npm start", () => {
  let data: string;
  test.beforeAll(() => {
    data = mkdtempSync(join(tmpdir(), "forthright-start-"));
  });
  test.afterAll(() => removeData(data));

  test("holds its data alone, ends without a trace, and recovers from kill -9", async () => {
    test.setTimeout(300_000);
    const first = await startForthright({ data });
    const second = startAgain(data);
    expect(second.status).toBe(1);
    expect(second.stderr).toContain(`in use by process ${heldBy(data)}; it is served at ${first.url}.`);

    const postgres = await postgresPid(first);
    await first.kill();
    expect(lives(postgres)).toBe(true);
    const third = await startForthright({ data });
    await expect.poll(() => lives(postgres)).toBe(false);

    const last = await postgresPid(third);
    expect(await third.stop()).toBe(0);
    await expect.poll(() => lives(last)).toBe(false);
  });
});

test.describe("npm run serve", () => {
  test.beforeAll(() => buildForProduction());

  test("refuses to start without what it needs, and names all of it", () => {
    const told = spawnSync(process.execPath, ["start/start.mjs", "serve"], {
      cwd: root,
      encoding: "utf8",
      env: bare({}),
    });
    expect(told.status).toBe(1);
    for (const name of [
      "DATABASE_URL",
      "FORTHRIGHT_SECRET",
      "FORTHRIGHT_BRAND",
      "SMTP_URL",
      "FORTHRIGHT_URL",
    ])
      expect(told.stderr).toMatch(new RegExp(`^ *${name} is missing; set it to `, "m"));
  });

  test("is ready while its database is, alive throughout, and drains when asked to end", async () => {
    test.setTimeout(300_000);
    const data = makeData("serve");
    const app = await startForthright({ data });
    const served = await serve(data);
    try {
      await expect.poll(() => status(`${served.url}/readyz`), { timeout: 60_000 }).toBe(200);

      await asAdmin(app.adminUrl("postgres"), "alter database forthright allow_connections false");
      await asAdmin(
        app.adminUrl("postgres"),
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'forthright'",
      );
      await expect.poll(() => status(`${served.url}/readyz`)).toBe(503);
      expect(await status(`${served.url}/livez`)).toBe(200);
      await asAdmin(app.adminUrl("postgres"), "alter database forthright allow_connections true");
      await expect.poll(() => status(`${served.url}/readyz`)).toBe(200);

      const ended = once(served.child, "exit");
      served.child.kill("SIGTERM");
      await expect.poll(() => status(`${served.url}/readyz`)).toBe(503);
      expect(await status(`${served.url}/sign-in`)).toBe(200);
      expect(await ended).toEqual([0, null]);
    } finally {
      served.child.kill("SIGKILL");
      await app.stop();
      removeData(data);
    }
  });
});

async function status(url: string): Promise<number> {
  return fetch(url, { redirect: "manual" }).then(
    (answer) => answer.status,
    () => 0,
  );
}

/** Production beside the demo on the same database; its sources are not asked here, so they may be anywhere. */
async function serve(data: string): Promise<{ url: string; child: ChildProcess }> {
  const url = `http://localhost:${await freePort()}`;
  const { app } = JSON.parse(readFileSync(join(data, "postgres/passwords.json"), "utf8"));
  const port = readFileSync(join(data, "postgres/port"), "utf8").trim();
  const nowhere = "postgres://reader:word@127.0.0.1:9/nothing";
  const child = spawn(process.execPath, ["start/start.mjs", "serve"], {
    cwd: root,
    stdio: "ignore",
    env: bare({
      PORT: new URL(url).port,
      HOST: "127.0.0.1",
      FORTHRIGHT_URL: url,
      FORTHRIGHT_SECRET: readFileSync(join(data, "secret"), "utf8").trim(),
      FORTHRIGHT_BRAND: "brand",
      DATABASE_URL: `postgres://forthright_app:${app}@127.0.0.1:${port}/forthright`,
      SMTP_URL: "smtp://127.0.0.1:9",
      SHOP_DATABASE_URL: nowhere,
      SHOP_WRITE_DATABASE_URL: nowhere,
      MARKETING_DATABASE_URL: nowhere,
      LOYALTY_URL: "http://127.0.0.1:9",
      LOYALTY_TOKEN: "none",
    }),
  });
  return { url, child };
}
