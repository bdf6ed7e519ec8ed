/* What is compared: one choice told by the brand's API (P3) beside a bare node:http server that writes an event and
   its state in one transaction on the same PostgreSQL with fsync on. Fair, because both run on the same two cores in
   the same minutes, over the same sizes of table, with the same load; unfair to us on purpose, because the floor
   checks no key, counts no limit, keeps no chain and writes no audit. */
import { alone, isProgram } from "../alone.mjs";
import { inTurn } from "../measure.mjs";
import { startFloor } from "../started.mjs";

export const figures = ["P3"];

const GOAL = 0.5;
const one = (list) => list[Math.floor(Math.random() * list.length)];

/** @returns the row of one choice. */
export async function measure(bench) {
  const { url, headers, people, rounds, seconds } = bench;
  const ours = {
    ...{ url, path: "/api/v1/choices", headers, idempotent: true, expects: '"recorded":true' },
    body: () => people.turn(one(people.emails)),
  };
  bench.say("P3: one choice, durable, beside node-write");
  const bare = await startFloor("node-write", bench.database);
  try {
    const body = () => ({ id: one(people.ids), channel: "", ...one(people.cells), to: "granted" });
    const floor = { url: bare.url, path: "/", body };
    return [row(await inTurn({ floor, ours, rounds, seconds }))];
  } finally {
    await bare.stop();
  }
}

function row({ floor, ours, rounds }) {
  const ratio = ours.rps / floor.rps;
  return {
    ...{ figure: "P3", what: "one choice, durable", floorName: "node-write" },
    ...{ floor: floor.rps, ours: ours.rps, unit: "rps", ratio, goal: `≥ ${GOAL} ×`, met: ratio >= GOAL },
    more: { p99: { floor: floor.p99, ours: ours.p99 }, rounds },
  };
}

if (isProgram(import.meta.url)) await alone({ measure });
