import { setTimeout as pause } from "node:timers/promises";
import { type Fault, quantile, told, within } from "./fault";
import type { Ground } from "./ground";
import type { Replica } from "./replica";
import { Writers } from "./writers";

const WRITERS = 50;

/** R2: PostgreSQL is killed in the middle of its writes: whole, or one backend, which makes it recover as well. */
export const databaseKilled: Fault = {
  name: "database-killed",
  title: "kill -9 of PostgreSQL under 50 writers",
  async run(ground, extent) {
    const kills = extent.kills(20, 2);
    const app = await ground.app();
    const writers = await Writers.of(ground);
    writers.url = app.url;
    writers.begin(WRITERS);
    const back: number[] = [];
    try {
      for (let kill = 1; kill <= kills; kill += 1) {
        await writers.more(WRITERS * 4);
        await pause(Math.random() * 50);
        await strike(ground, kill);
        back.push(await timeUntilReady(app));
        await writers.more(1);
        extent.say(`${kill} of ${kills} kills, ${writers.log.count} acknowledged`);
      }
      await writers.end();
      const numbers = [
        ...(await writers.judge()),
        within("ready after the database is back, slowest", Math.max(...back), 10_000),
        told("the same, median", `${quantile(back, 0.5).toFixed(0)} ms`),
      ];
      return { done: `${kills} kills, ${WRITERS} writers`, numbers };
    } finally {
      await app.kill();
    }
  },
};

/** Every other time whole; its operator's supervisor starts it again. */
async function strike({ database }: Ground, kill: number): Promise<void> {
  if (kill % 2 === 0) return database.killBackend();
  database.kill();
  await database.start();
}

async function timeUntilReady(app: Replica): Promise<number> {
  const began = performance.now();
  while (!(await app.ready())) {
    if (performance.now() - began > 60_000) return Number.POSITIVE_INFINITY;
    await pause(10);
  }
  return performance.now() - began;
}
