/* What is compared: one decision (P1), a hundred (P2) and one choice (P3) with a thousand customers in the database,
   and the same with a hundred times as many. There is no floor: ours is compared with itself, in one run, on one
   database that grows in between. Fair, because nothing but the number of customers differs; the figures also carry
   what the machine did otherwise between the two, which is why they are taken in rounds and the median counts. */
import { alone, isProgram } from "../alone.mjs";
import { load, median } from "../measure.mjs";
import { sql } from "../started.mjs";

export const figures = ["P9"];

const FEW = 1_000;
const one = (list) => list[Math.floor(Math.random() * list.length)];

/** Takes the figures at a thousand customers, lets the database grow, and takes them again. @returns a row each. */
export async function measure(bench) {
  const many = bench.full ? 1_000_000 : 100_000;
  const there = await customersIn(bench);
  bench.say(`P9: growth from ${Math.max(there, FEW)} customers to ${many}`);
  const before = await taken(bench);
  await bench.grow(many);
  const after = await taken(bench);
  return [
    row({ what: "one decision", goal: 0.8, before: before.single, after: after.single, there, many }),
    row({
      what: "a hundred decisions",
      goal: 0.5,
      before: before.hundred,
      after: after.hundred,
      there,
      many,
    }),
    row({ what: "one choice", goal: 0.8, before: before.choice, after: after.choice, there, many }),
  ];
}

const customersIn = async ({ database }) =>
  (await sql(database, "select count(*)::int as there from customers"))[0].there;

async function taken(bench) {
  const { url, headers, people } = bench;
  const ask = () => ({ customer: { id: one(people.ids) }, ...one(people.cells) });
  const decisions = { url, path: "/api/v1/decisions", headers, expects: '"decision":"' };
  return {
    single: await rate(bench, { ...decisions, body: () => ({ requests: [ask()] }) }),
    hundred: await rate(bench, {
      ...decisions,
      body: () => ({ requests: Array.from({ length: 100 }, ask) }),
    }),
    choice: await rate(bench, {
      ...{ url, path: "/api/v1/choices", headers, idempotent: true, expects: '"recorded":true' },
      body: () => people.turn(one(people.emails)),
    }),
  };
}

async function rate({ rounds, seconds }, of) {
  await load({ ...of, seconds: 2 });
  const rates = [];
  for (let round = 0; round < rounds; round += 1) rates.push((await load({ ...of, seconds })).rps);
  return median(rates);
}

function row({ what, goal, before, after, there, many }) {
  const ratio = after / before;
  return {
    ...{
      figure: "P9",
      what: `${what}, ${many.toLocaleString("en")} customers beside ${there.toLocaleString("en")}`,
    },
    ...{ floorName: "itself, small", floor: before, ours: after, unit: "rps", ratio },
    ...{ goal: `≥ ${goal} ×`, met: ratio >= goal },
  };
}

if (isProgram(import.meta.url)) await alone({ measure });
