import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { asAdmin } from "@/e2e/running";
import { type RunningPostgres, startPostgres } from "@/server/postgres";
import { endAtExit } from "./ended";

/** The installation's own PostgreSQL, durable as in production, run from here so that it can be taken away. */
export class Database {
  #running: RunningPostgres | null = null;
  #forget = () => {};

  /** `data`: the installation's folder. */
  constructor(private readonly data: string) {}

  /** Starts it on the port it always had. */
  async start(): Promise<void> {
    const running = await startPostgres({ dir: join(this.data, "postgres"), durable: true });
    this.#forget = endAtExit(() => killAll([running.pid]));
    this.#running = running;
  }

  /** Ends it in order; what was open is broken off. */
  async stop(): Promise<void> {
    await this.#running?.stop();
    this.#forget();
    this.#running = null;
  }

  /** Kills the postmaster and everything it started at one stroke. */
  kill(): void {
    killAll(this.pids());
    this.#running = null;
  }

  /** Kills one backend of the app's, which makes PostgreSQL break off all others and recover. */
  async killBackend(): Promise<void> {
    const [row] = await this.sql<{ pid: number }>(
      "select pid from pg_stat_activity where usename = 'forthright_app' order by query_start desc nulls last limit 1",
    );
    if (row) process.kill(row.pid, "SIGKILL");
  }

  /** Stops its processes where they stand, or lets them go on: a machine that hangs, not one that is gone. */
  freeze(frozen: boolean): void {
    for (const pid of this.pids()) signal(pid, frozen ? "SIGSTOP" : "SIGCONT");
  }

  /** The postmaster and its children. */
  pids(): number[] {
    const postmaster = this.#running?.pid ?? 0;
    const told = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
    const pairs = told
      .trim()
      .split("\n")
      .map((line) => line.trim().split(/\s+/).map(Number));
    const children = pairs.flatMap(([pid = 0, parent]) => (parent === postmaster ? [pid] : []));
    return postmaster ? [postmaster, ...children] : [];
  }

  /** Where it is reached, as a role. */
  url(role: "admin" | "owner" | "app", name = "forthright"): string {
    if (!this.#running) throw new Error("the database is not running");
    const url = new URL(this.#running[`${role}Url`]);
    url.pathname = `/${name}`;
    return url.href;
  }

  /** Looks behind the app, as the superuser. */
  sql<Row extends object>(text: string, values?: unknown[], name = "forthright"): Promise<Row[]> {
    return asAdmin<Row>(this.url("admin", name), text, values);
  }
}

function killAll(pids: readonly number[]): void {
  for (const pid of pids) signal(pid, "SIGKILL");
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // it ended by itself in between
  }
}
