/* What is compared: one decision (P1) and a hundred (P2) by the brand's API beside a bare node:http server that reads
   as many rows of as many customers by one prepared select on the same PostgreSQL. Fair, because both run on the same
   two cores in the same minutes, over the same sizes of table, with the same load; unfair to us on purpose, because
   the floors check no key, count no limit, keep no wall and know no rule. */
import { alone, isProgram } from "../alone.mjs";
import { inTurn } from "../measure.mjs";
import { startFloor } from "../started.mjs";

export const figures = ["P1", "P2"];

const GOAL = 0.6;
const PER_DECISION = 15;
const one = (list) => list[Math.floor(Math.random() * list.length)];
const many = (list, count) => Array.from({ length: count }, () => one(list));

/** @returns a row each for one decision by id, one by email, and a hundred by id. */
export async function measure(bench) {
  const { ids, emails, cells } = bench.people;
  const ask = (customer) => ({ customer, ...one(cells) });
  const byId = () => ask({ id: one(ids) });
  const byEmail = () => ask({ email: one(emails) });
  const read = { floorName: "node-read", floorBody: () => ({ id: one(ids) }), bench };
  const single = await compare({
    ...read,
    ...{ figure: "P1", what: "one decision, by id", body: () => ({ requests: [byId()] }) },
  });
  const named = await compare({
    ...read,
    ...{ figure: "P1", what: "one decision, by email", body: () => ({ requests: [byEmail()] }) },
  });
  const hundred = await compare({
    ...{ figure: "P2", what: "a hundred decisions, by id", bench },
    ...{ floorName: "node-batch", floorBody: () => ({ ids: many(ids, 100) }) },
    body: () => ({ requests: Array.from({ length: 100 }, byId) }),
  });
  return [single, named, perDecision(hundred, single)];
}

async function compare({ bench, figure, what, floorName, floorBody, body }) {
  const { url, headers, rounds, seconds } = bench;
  bench.say(`${figure}: ${what}, beside ${floorName}`);
  const ours = { url, path: "/api/v1/decisions", headers, expects: '"decision":"', body };
  const bare = await startFloor(floorName, bench.database);
  try {
    const floor = { url: bare.url, path: "/", body: floorBody };
    return row({ figure, what, floorName }, await inTurn({ floor, ours, rounds, seconds }));
  } finally {
    await bare.stop();
  }
}

function row(named, { floor, ours, rounds }) {
  const ratio = ours.rps / floor.rps;
  return {
    ...named,
    ...{ floor: floor.rps, ours: ours.rps, unit: "rps", ratio },
    ...{ goal: `≥ ${GOAL} ×, p99 ≤ 2 ×`, met: ratio >= GOAL && ours.p99 <= 2 * floor.p99 },
    more: { p99: { floor: floor.p99, ours: ours.p99 }, rounds },
  };
}

/** What one decision of a hundred costs, beside a decision that came by itself. */
function perDecision(hundred, single) {
  const times = (hundred.ours * 100) / single.ours;
  return {
    ...hundred,
    ...{
      goal: `≥ ${GOAL} ×, ≥ ${PER_DECISION} × P1 each`,
      met: hundred.ratio >= GOAL && times >= PER_DECISION,
    },
    more: { ...hundred.more, perDecision: times },
  };
}

if (isProgram(import.meta.url)) await alone({ measure });
