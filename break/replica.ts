import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { endAtExit } from "./ended";

const root = join(import.meta.dirname, "..");

/** One process of the app, as production runs it. */
export interface Replica {
  url: string;
  /** The process that serves, not the one that started it. */
  pid(): number;
  output(): string;
  /** Whether it says that it can serve. */
  ready(): Promise<boolean>;
  /** Asks it to end, as an operator would; resolves with its exit code when it has. */
  stop(): Promise<number | null>;
  /** Ends it without a word. */
  kill(): Promise<void>;
}

/** Starts `npm run serve`'s program; resolves when it is ready. @throws with what it printed. */
export async function startReplica(env: Record<string, string>, withinMs = 90_000): Promise<Replica> {
  const child = spawn(process.execPath, ["start/start.mjs", "serve"], {
    cwd: root,
    // Named as npm names it: it then ends by itself when whoever started it is gone.
    env: { ...bare(), npm_lifecycle_event: "serve", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const forget = endAtExit(() => signal(child, "SIGKILL"));
  child.once("exit", forget);
  let printed = "";
  const keep = (part: Buffer) => {
    printed = (printed + part.toString()).slice(-200_000);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const url = `http://127.0.0.1:${env.PORT}`;
  const replica: Replica = {
    url,
    pid: () => servingPid(child.pid ?? 0),
    output: () => printed,
    ready: () => isReady(url),
    stop: () => ended(child, () => child.kill("SIGTERM")),
    kill: () => ended(child, () => signal(child, "SIGKILL")).then(() => undefined),
  };
  await untilReady(child, replica, withinMs);
  return replica;
}

const bare = () => ({
  PATH: process.env.PATH ?? "",
  HOME: process.env.HOME ?? "",
  LANG: "C.UTF-8",
  NODE_ENV: "production" as const,
});

/** The whole group at once: the server, and the program that started it. */
function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
    process.kill(-child.pid, name);
}

async function ended(child: ChildProcess, ask: () => void): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exit = once(child, "exit");
  ask();
  await exit;
  return child.exitCode;
}

async function untilReady(child: ChildProcess, replica: Replica, withinMs: number): Promise<void> {
  for (const until = Date.now() + withinMs; Date.now() < until; await pause(20)) {
    if (child.exitCode !== null) throw new Error(`A replica ended at once:\n${replica.output()}`);
    if (await replica.ready()) return;
  }
  throw new Error(`A replica was not ready in time:\n${replica.output()}`);
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(
    (answer) => answer.ok,
    () => false,
  );

function servingPid(starter: number): number {
  const told = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  const pairs = told
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.find(([, parent]) => parent === starter)?.[0] ?? starter;
}
