import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { startForthright } from "@/e2e/running";
import { endAtExit } from "./ended";
import { exactly, type Fault, told, within } from "./fault";

const root = join(import.meta.dirname, "..");

/** R4: a second process on the same data, and one that comes after a kill -9. */
export const twoProcesses: Fault = {
  name: "two-processes",
  title: "two processes on one data folder",
  async run(ground, extent) {
    const tries = extent.of(10, 2);
    const { data, database } = ground;
    await ground.rest();
    const before = await rows(ground);
    await database.stop();
    const first = await startForthright({ data, env: { LOG_LEVEL: "error" }, within: 600_000 });
    const forget = endAtExit(() => void first.kill());
    const holder: number = JSON.parse(readFileSync(join(data, "lock"), "utf8")).pid;
    try {
      const second = await Promise.all(Array.from({ length: tries }, () => again(data)));
      await first.kill();
      const began = performance.now();
      const third = await startForthright({ data, env: { LOG_LEVEL: "error" }, within: 600_000 });
      const took = performance.now() - began;
      await third.stop();
      await database.start();
      return {
        done: `${tries} more at once, then a kill -9 and a start`,
        numbers: [
          exactly("refused to start", second.filter(({ code }) => code === 1).length, tries),
          exactly(
            "named the process that has it",
            second.filter(({ said }) => said.includes(`process ${holder};`)).length,
            tries,
          ),
          exactly("rows lost", Math.max(0, before - (await rows(ground))), 0),
          within("the next one is ready after the kill", took, 30_000),
          told(
            "a refusal took at most",
            `${Math.max(...second.map(({ ms }) => ms)).toFixed(0)} ms, ${tries} at once`,
          ),
        ],
      };
    } finally {
      await first.kill();
      forget();
    }
  },
};

/** A start beside the one that runs. */
async function again(data: string): Promise<{ code: number | null; said: string; ms: number }> {
  const began = performance.now();
  const child = spawn(process.execPath, ["start/start.mjs", "--data", data, "--port", "0"], {
    cwd: root,
    env: { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "", NODE_ENV: "production" },
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
  });
  const forget = endAtExit(() => child.pid && process.kill(-child.pid, "SIGKILL"));
  const [said] = await Promise.all([text(child.stderr), once(child, "exit")]);
  forget();
  return { code: child.exitCode, said, ms: performance.now() - began };
}

/** What there is of people and their choices. */
async function rows({ database }: { database: { sql<Row extends object>(text: string): Promise<Row[]> } }) {
  const [row] = await database.sql<{ count: string }>(
    "select (select count(*) from choice_events) + (select count(*) from customers) as count",
  );
  return Number(row?.count ?? 0);
}
