import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";

/** A Forthright started as anyone would start it, on data of its own. */
export interface Running {
  url: string;
  /** Everything it has printed so far. */
  output(): string;
  /** Its own PostgreSQL's superuser, on the database named. */
  adminUrl(database?: string): string;
  /** Ends it as Ctrl-C would; resolves when everything it started is gone. */
  stop(): Promise<number | null>;
  /** Ends the program itself without a word, as a power cut would. */
  kill(): Promise<void>;
}

export interface StartOptions {
  /** Folder for its data: the same folder again is the same installation. */
  data: string;
  port?: number;
  env?: Record<string, string>;
  /** Milliseconds until it must be ready; a first start builds. */
  within?: number;
}

const root = join(import.meta.dirname, "..");
/** Nothing of the machine's own settings, so that every run is the same. */
const bare = () => ({ PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "", LANG: "C.UTF-8" });

/** What `npm run build` makes for production. @throws with what it printed. */
export function buildForProduction(): void {
  const env = bare() as unknown as NodeJS.ProcessEnv;
  const built = spawnSync(process.execPath, ["start/start.mjs", "build"], {
    cwd: root,
    env,
    encoding: "utf8",
  });
  if (built.status !== 0) throw new Error(built.stdout + built.stderr);
}

/** Starts `npm start`'s program and waits until it says that it is ready. @throws with what it printed. */
export async function startForthright(options: StartOptions): Promise<Running> {
  const port = options.port ?? (await freePort());
  const child = spawn(process.execPath, ["start/start.mjs", "--data", options.data, "--port", String(port)], {
    cwd: root,
    env: { ...bare(), ...options.env } as unknown as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, so that `kill` takes the server with it and not just the program that started it.
    detached: true,
  });
  let printed = "";
  const keep = (part: Buffer) => {
    printed += part.toString();
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const url = `http://localhost:${port}`;
  await ready(child, { url, output: () => printed, within: options.within ?? 240_000 });
  return {
    url,
    output: () => printed,
    adminUrl: (database) => adminUrl(options.data, database),
    stop: () => ended(child, "SIGTERM"),
    kill: () => killed(child),
  };
}

interface Waiting {
  url: string;
  output(): string;
  within: number;
}

async function ready(child: ChildProcess, { url, output, within }: Waiting): Promise<void> {
  const until = Date.now() + within;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`It ended instead of starting:\n${output()}`);
    const up = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (up && output().includes("is ready")) return;
    await pause(50);
  }
  child.kill("SIGKILL");
  throw new Error(`It was not ready in time:\n${output()}`);
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.once("exit", (code) => resolve(code));
    child.kill(signal);
  });
}

/** The whole group at once: the server, and the program that started it. */
function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined)
    return Promise.resolve();
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
  process.kill(-child.pid, "SIGKILL");
  return gone;
}

/** The superuser of the PostgreSQL in a data folder: for arranging a test, and for looking behind the app. */
export function adminUrl(data: string, database = "forthright"): string {
  const { admin } = JSON.parse(readFileSync(join(data, "postgres/passwords.json"), "utf8"));
  const port = readFileSync(join(data, "postgres/port"), "utf8").trim();
  return `postgres://postgres:${admin}@127.0.0.1:${port}/${database}`;
}

/** Runs SQL as a superuser, for arranging a test and for looking behind the app. */
export async function asAdmin<Row extends object>(
  url: string,
  sql: string,
  values?: unknown[],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows ?? [];
  } finally {
    await client.end();
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
