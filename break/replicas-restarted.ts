import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "@/e2e/running";
import { type Asked, atRate, statuses } from "./asked";
import { startBalancer } from "./balancer";
import { exactly, type Fault, quantile, told } from "./fault";
import { mostlySystems } from "./questions";
import type { Replica } from "./replica";

/** R17: what runs is replaced by what is new, one after the other, while people and systems go on. */
export const replicasRestarted: Fault = {
  name: "replicas-restarted",
  title: "two replicas restarted in turn",
  async run(ground, extent) {
    const [seconds, perSecond] = [extent.of(120, 10), extent.of(100, 40)];
    const [front, ...ports] = [await freePort(), await freePort(), await freePort()];
    const balancer = await startBalancer(front, ports);
    const start = (port = 0) => ground.replica({ port, at: balancer.url });
    const replicas = await Promise.all(ports.map(start));
    let over = false;
    try {
      while (balancer.ready() < 2) await pause(20);
      const rate = { perSecond, seconds };
      // Pages enough to be met by a restart; more of them than two cores draw would measure only that.
      const asking = atRate(rate, mostlySystems({ url: balancer.url, key: ground.key }, ground.people));
      const restarting = restart(replicas, {
        start: (which) => start(ports[which]),
        ready: () => balancer.ready() === 2,
        over: () => over,
      });
      const asked = await asking;
      over = true;
      const restarts = await restarting;
      const failures = asked.filter(({ status }) => status < 200 || status >= 400);
      for (const [what, all] of Map.groupBy(failures, (one) => `${one.what} ${one.status} ${one.fault}`))
        extent.say(`${what} × ${all.length}, slowest ${Math.max(...all.map((one) => one.ms)).toFixed(0)} ms`);
      return {
        done: `${restarts} restarts in ${seconds} s at ${perSecond} requests a second`,
        numbers: [
          told("answers", statuses(asked)),
          exactly("failures", failures.length, 0),
          told("answers that a replica broke off", balancer.brokenOff()),
          told("p50 / p99", `${ms(asked, 0.5)} / ${ms(asked, 0.99)}`),
        ],
      };
    } finally {
      over = true;
      await Promise.all(replicas.map((replica) => replica.kill()));
      await balancer.close();
    }
  },
};

const ms = (asked: readonly Asked[], part: number) =>
  `${quantile(
    asked.map((one) => one.ms),
    part,
  ).toFixed(0)} ms`;

interface Restarting {
  start(which: number): Promise<Replica>;
  ready(): boolean;
  over(): boolean;
}

/** One ends and starts again, and only when both are ready comes the other's turn. @returns how many times. */
async function restart(replicas: Replica[], { start, ready, over }: Restarting): Promise<number> {
  let restarts = 0;
  for (let which = 0; !over(); which = 1 - which) {
    await replicas[which]?.stop();
    replicas[which] = await start(which);
    while (!ready() && !over()) await pause(20);
    restarts += 1;
  }
  return restarts;
}
