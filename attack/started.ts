import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";

/** The product's own folder, where its public commands are run. */
export const root = join(import.meta.dirname, "..");

export interface StartOptions {
  /** What the environment says, beside nothing: LOG_LEVEL, FORTHRIGHT_BRAND and so on. */
  env?: Record<string, string>;
  port?: number;
}

/** The product as a stranger started it, on data of its own that goes with it. */
export interface Started {
  url: string;
  folder: string;
  /** Everything that it has printed so far. */
  output(): string;
  /** The superuser of the PostgreSQL it runs on. */
  databaseUrl(database?: string): string;
  /** Runs the public command line on its data. */
  command(words: readonly string[]): Promise<{ code: number | null; told: string }>;
  stop(): Promise<void>;
}

/** Nothing of the machine's own settings, so that every run is the same. */
const bare = () => ({ PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "", LANG: "C.UTF-8" });

/** Starts it by its public start command and waits until it says that it is ready. @throws with what it printed. */
export async function startProduct({ env = {}, port }: StartOptions = {}): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), "forthright-attack-"));
  // Others may pass through, so that PostgreSQL, which is another user where this is root, stays inside.
  chmodSync(folder, 0o711);
  const at = port ?? (await freePort());
  const args = ["start/start.mjs", "--data", folder, "--port", String(at)];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...bare(), ...env, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const parts: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (part: string) => parts.push(part));
  const output = () => parts.join("");
  const url = `http://localhost:${at}`;
  await ready(child, url, output);
  const databaseUrl = (database = "forthright") =>
    reach(folder, { role: "postgres", name: "admin", database });
  const command = (words: readonly string[]) => run(words, { folder, env });
  const end = async () => {
    await leave(databaseUrl);
    await stop(child, folder);
  };
  return { url, folder, output, databaseUrl, command, stop: end };
}

async function ready(child: ChildProcess, url: string, output: () => string): Promise<void> {
  for (const until = Date.now() + 600_000; Date.now() < until; await pause(50)) {
    if (child.exitCode !== null) throw new Error(`It ended instead of starting:\n${output()}`);
    const up = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (up && output().includes("is ready")) return;
  }
  child.kill("SIGTERM");
  throw new Error(`It was not ready in time:\n${output()}`);
}

function reach(folder: string, to: { role: string; name: string; database: string }): string {
  const passwords: Record<string, string> = JSON.parse(
    readFileSync(join(folder, "postgres/passwords.json"), "utf8"),
  );
  const port = readFileSync(join(folder, "postgres/port"), "utf8").trim();
  return `postgres://${to.role}:${passwords[to.name]}@127.0.0.1:${port}/${to.database}`;
}

async function run(
  words: readonly string[],
  { folder, env }: { folder: string; env: Record<string, string> },
) {
  const child = spawn(process.execPath, ["cli/forthright.js", ...words], {
    cwd: root,
    env: {
      ...bare(),
      ...env,
      NODE_ENV: "production",
      FORTHRIGHT_BRAND: env.FORTHRIGHT_BRAND ?? join(root, "brand"),
      FORTHRIGHT_SECRET: readFileSync(join(folder, "secret"), "utf8").trim(),
      DATABASE_URL: reach(folder, { role: "forthright_app", name: "app", database: "forthright" }),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const code = new Promise<number | null>((done) => child.once("close", done));
  const told = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, told: told.join("") };
}

async function stop(child: ChildProcess, folder: string): Promise<void> {
  if (child.exitCode === null)
    await new Promise((resolve) => {
      child.once("exit", resolve);
      child.kill("SIGTERM");
    });
  const place = join(folder, "postgres/place");
  const folders = existsSync(place) ? [readFileSync(place, "utf8").trim(), folder] : [folder];
  for (const one of folders) rmSync(one, { recursive: true, force: true });
}

const pools = new Map<string, pg.Pool>();

/** Runs SQL there, on connections that are kept for the next. */
export async function sql<Row extends object>(
  url: string,
  query: string,
  values?: unknown[],
): Promise<Row[]> {
  const pool = pools.get(url) ?? new pg.Pool({ connectionString: url, max: 4 });
  // A database that is stopped ends them, and nobody waits for what it would have said.
  if (!pools.has(url)) pool.on("error", () => undefined);
  pools.set(url, pool);
  return (await pool.query(query, values)).rows ?? [];
}

async function leave(databaseUrl: (database?: string) => string): Promise<void> {
  const { host } = new URL(databaseUrl());
  for (const [url, pool] of pools)
    if (new URL(url).host === host) {
      pools.delete(url);
      await pool.end();
    }
}

/** A port that nobody listens on at the moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
