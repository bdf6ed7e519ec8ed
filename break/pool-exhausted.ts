import { setTimeout as pause } from "node:timers/promises";
import { type Asked, ask, statuses } from "./asked";
import { exactly, type Fault, told, within } from "./fault";
import { decision, mixed } from "./questions";

const AT_ONCE = 500;

/** R6: far more at once than there are connections. */
export const poolExhausted: Fault = {
  name: "pool-exhausted",
  title: "500 requests at once",
  async run(ground, extent) {
    const rounds = extent.of(5, 1);
    const app = await ground.app();
    const asker = { url: app.url, key: ground.key };
    try {
      const next = mixed(asker, ground.people);
      // The first of each kind is slower: its code is read then.
      for (let number = 0; number < 20; number += 1) await ask(next(number));
      const asked: Asked[] = [];
      const back: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const burst = Array.from({ length: AT_ONCE }, (_, number) => ask(next(number)));
        asked.push(...(await Promise.all(burst)));
        const began = performance.now();
        while ((await ask(decision(asker, "mixed.0@example.net"))).status !== 200) await pause(20);
        back.push(performance.now() - began);
      }
      for (const [what, all] of Map.groupBy(asked, (one) => `${one.what} ${one.status}`))
        extent.say(`${what} × ${all.length}, slowest ${Math.max(...all.map(({ ms }) => ms)).toFixed(0)} ms`);
      return {
        done: `${rounds} × ${AT_ONCE} at once over 20 connections`,
        numbers: [
          told("answers", statuses(asked)),
          exactly(
            "neither 2xx nor 503 with Retry-After nor 429",
            asked.filter((one) => !fits(one)).length,
            0,
          ),
          within("slowest answer", Math.max(...asked.map(({ ms }) => ms)), 3_000),
          within("answers as before after, slowest", Math.max(...back), 5_000),
          exactly("left idle in a transaction", await idleInTransaction(ground.database), 0),
        ],
      };
    } finally {
      await app.kill();
    }
  },
};

const fits = ({ status, retryAfter }: Asked): boolean =>
  (status >= 200 && status < 300) || status === 429 || (status === 503 && retryAfter !== "");

/** What is still open when everybody has been answered; a moment later, because the last ones are just ending. */
async function idleInTransaction(database: { sql<Row extends object>(text: string): Promise<Row[]> }) {
  const idle =
    "select count(*)::int as count from pg_stat_activity where state like 'idle in transaction%' and state_change < now() - interval '1 second'";
  let count = 0;
  for (const until = Date.now() + 5_000; Date.now() < until; await pause(100)) {
    count = (await database.sql<{ count: number }>(idle))[0]?.count ?? 0;
    if (count === 0) return 0;
  }
  return count;
}
