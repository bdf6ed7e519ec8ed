import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chownSync, closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import pg from "pg";
import { type Place, postmasterOf } from "./postgres-place";
import { isAlive, until } from "./process-life";

export interface Passwords {
  admin: string;
  owner: string;
  app: string;
}

const QUIET_LOG = { log_min_messages: "log", log_error_verbosity: "terse", log_checkpoints: "off" };
const THROW_AWAY = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/** Into a folder that takes its name only when complete, so that a killed first start is simply done again. */
export function initialise({
  place,
  passwords,
  durable,
}: {
  place: Place;
  passwords: Passwords;
  durable: boolean;
}) {
  const half = join(place.root, "data.half");
  const secret = join(place.root, "first-password");
  rmSync(half, { recursive: true, force: true });
  writeFileSync(secret, `${passwords.admin}\n`, { mode: 0o600 });
  if (place.as) chownSync(secret, place.as.uid, place.as.gid);
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const access = ["--username=postgres", "--auth=scram-sha-256", `--pwfile=${secret}`];
  const flags = [`--pgdata=${half}`, ...locale, ...access, ...(durable ? [] : ["--no-sync"])];
  const made = spawnSync(join(place.bin, "initdb"), flags, { ...surroundings(place), encoding: "utf8" });
  rmSync(secret, { force: true });
  if (made.status !== 0)
    throw new Error(`PostgreSQL could not make its data folder.\n${made.stderr ?? made.error}`);
  renameSync(half, join(place.root, "data"));
}

function surroundings(place: Place) {
  return {
    ...place.as,
    cwd: place.root,
    env: { NODE_ENV: "production" as const, LC_ALL: "C", TZ: "UTC", PATH: "/usr/bin:/bin" },
  };
}

interface Launch {
  place: Place;
  durable: boolean;
  passwords: Passwords;
  port: number;
}

/** In a session of its own, so that Ctrl-C reaches us alone and requests in flight keep their database. */
export async function launch({
  place,
  durable,
  passwords,
  port,
}: Launch): Promise<{ child: ChildProcess; port: number }> {
  const log = join(place.root, "postgres.log");
  const settings = { listen_addresses: "127.0.0.1", unix_socket_directories: "", max_connections: "200" };
  const all = { port: String(port), ...settings, ...QUIET_LOG, ...(durable ? {} : THROW_AWAY) };
  const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const out = openSync(log, "w", 0o600);
  const child = spawn(join(place.bin, "postgres"), ["-D", join(place.root, "data"), ...flags], {
    ...surroundings(place),
    detached: true,
    stdio: ["ignore", out, out],
  });
  closeSync(out);
  child.unref();
  // However this process ends, short of a kill -9, its PostgreSQL is told to end too.
  const atExit = () => child.kill("SIGINT");
  process.once("exit", atExit);
  child.once("exit", () => process.off("exit", atExit));
  let ended = false;
  child.once("error", () => (ended = true)).once("exit", () => (ended = true));
  const url = `postgres://postgres:${passwords.admin}@127.0.0.1:${port}/postgres`;
  const up = await until(async () => ended || (await answers(url)), 60_000);
  if (up && !ended) return { child, port };
  await stopChild(child);
  const told = readFileSync(log, "utf8");
  if (/Address already in use/.test(told))
    return launch({ place, durable, passwords, port: await freePort() });
  if (/shared memory block .* is still in use/.test(told)) return launch({ place, durable, passwords, port });
  throw new Error(`PostgreSQL did not start. The end of its log (${log}):\n${told.slice(-2000)}`);
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.pid) await stopPid(child.pid);
}

/** Fast shutdown, then immediate: PostgreSQL's own words for SIGINT and SIGQUIT; committed work is kept by both. */
async function stopPid(pid: number): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    if (await until(() => !isAlive(pid), 15_000)) return;
  }
}

/** The postmaster of a killed process, or a file that names a process which is no PostgreSQL of ours. */
export async function stopLeftOver(place: Place): Promise<void> {
  const pid = postmasterOf(place.root);
  if (pid) await stopPid(pid);
  rmSync(join(place.root, "data", "postmaster.pid"), { force: true });
}

/** `wanted` when nobody listens there, else any free port. */
export async function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error) => (wanted === 0 ? reject(error) : resolve(freePort(0))));
    probe.listen(wanted, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
