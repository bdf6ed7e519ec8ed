import { Answers, type Api } from "./answers";
import { type Sending, sendAny } from "./any-body";
import { type Attack, Tally } from "./attack";
import { tryForms, tryOpenForms } from "./form-bodies";
import { HOSTILE_JSON } from "./lists/bodies";
import { troublesomeTexts } from "./lists/texts";
import { type Memory, memoryOf } from "./memory";
import { tryLines } from "./odd-lines";
import { ALL_SCOPES, bodiesOf, isWrite, operationsOf, pathWith } from "./operations";
import type { Target } from "./target";

const MB = 1024 * 1024;
const MOST_GROWTH = 30 * MB;

async function tryWhole({ guest, key, operations, answers }: Api, short: boolean): Promise<void> {
  for (const [at, operation] of operations.filter(isWrite).entries())
    for (const { name, headers = {}, body } of HOSTILE_JSON.filter((_, n) => !short || n % 3 === at % 3)) {
      const said = {
        authorization: key,
        "content-type": "application/json",
        "idempotency-key": `${at}-${name}`.replaceAll(/[^\w-]/g, "_").slice(0, 60),
      };
      const sending: Sending = {
        method: operation.method,
        headers: { ...said, ...headers },
        body: body(operation.example),
      };
      const answer = await sendAny(guest, pathWith(operation), sending);
      answers.check(`${operation.method} ${operation.path} with ${name}`, answer, {
        close: /60 MB/.test(name),
      });
    }
}

const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  2 ** 53,
  [],
  {},
  [[]],
  { $gt: "" },
  ["a"],
  { toString: 1 },
  "",
  " ",
];

async function tryLeaves({ guest, key, operations, answers }: Api, short: boolean): Promise<void> {
  const texts: unknown[] = [...troublesomeTexts(), ...ODD];
  for (const operation of operations)
    for (const [n, text] of texts.entries()) {
      const places = bodiesOf(operation, text);
      for (const [at, [where, path, body]] of places.entries()) {
        if (short && (n + at) % 40 !== 0) continue;
        const headers = {
          authorization: key,
          "content-type": "application/json",
          "idempotency-key": `${n}-${at}-${operation.path.length}`,
        };
        const { method } = operation;
        const {
          status,
          text: told,
          ms,
        } = await guest.ask(path, { method, headers, ...(body ? { body } : {}) });
        answers.check(`${method} ${operation.path} with ${where} = ${JSON.stringify(text)}`, {
          status,
          ms,
          text: told,
        });
      }
    }
}

/** Everything that is large, packed or broken as a whole: what would be kept, if anything were. */
async function tryHeavy(target: Target, api: Api): Promise<void> {
  await tryWhole(api, target.short);
  await tryOpenForms(target, api.answers);
}

/**
 * What is kept is seen between two rounds that are the same, after everything was done once: the first time a page is
 * asked for, its program is loaded and stays (50 MB for all of them), and what the allocator was given for the most
 * that it ever held at once it does not give back. Whoever keeps bodies keeps them again in each round.
 */
async function keepsNothing(target: Target, api: Api): Promise<void> {
  const taken: (Memory | null)[] = [];
  for (let round = 0; round < 2; round += 1) {
    await tryHeavy(target, api);
    taken.push(await memoryOf(target));
  }
  const [first, second] = taken;
  for (const kind of ["live", "resident"] as const) {
    const growth = (second?.[kind] ?? 0) - (first?.[kind] ?? 0);
    const told = `${kind} ${Math.round((first?.[kind] ?? 0) / MB)} MB and ${Math.round((second?.[kind] ?? 0) / MB)} MB`;
    target.say(`   memory after the same again, ${told}`);
    api.answers.tally.check(growth < MOST_GROWTH, `memory grew: ${told}`);
  }
}

export const attack: Attack = {
  name: "bodies",
  threat: "T40 T31",
  async run(target) {
    const tally = new Tally();
    const { secret } = await target.apiKey(...ALL_SCOPES);
    const operations = await operationsOf(target);
    const api = { guest: target.guest(), key: `Bearer ${secret}`, operations, answers: new Answers(tally) };
    await tryLeaves(api, target.short);
    await tryLines(api);
    await tryForms(target, api.answers);
    await tryHeavy(target, api);
    await keepsNothing(target, api);
    target.say(`   ${api.answers.tell()}`);
    const { status } = await target.guest().get("/sign-in");
    tally.check(status === 200 && !Object.hasOwn(Object.prototype, "admin"), "it does not answer any more");
    return tally;
  },
};
