import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "@/e2e/running";
import { type Fault, quantile, told } from "./fault";
import { Writers } from "./writers";

const WRITERS = 50;

/** R1: the app is killed in the middle of its writes, again and again. */
export const appKilled: Fault = {
  name: "app-killed",
  title: "kill -9 of the app under 50 writers",
  async run(ground, extent) {
    const [kills, port] = [extent.kills(100, 4), await freePort()];
    let app = await ground.replica({ port });
    const writers = await Writers.of(ground);
    writers.url = app.url;
    writers.begin(WRITERS);
    const back: number[] = [];
    try {
      for (let kill = 1; kill <= kills; kill += 1) {
        await writers.more(WRITERS);
        // At no particular moment of a write.
        await pause(Math.random() * 50);
        await app.kill();
        const began = performance.now();
        app = await ground.replica({ port });
        await writers.more(1);
        back.push(performance.now() - began);
        if (kill % 10 === 0) extent.say(`${kill} of ${kills} kills, ${writers.log.count} acknowledged`);
      }
      await writers.end();
      const numbers = [
        ...(await writers.judge()),
        told("back after a kill, median", `${quantile(back, 0.5).toFixed(0)} ms`),
      ];
      return { done: `${kills} kills, ${WRITERS} writers`, numbers };
    } finally {
      await app.kill();
    }
  },
};
