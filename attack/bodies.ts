import { Answers, type Api } from "./answers";
import { type Sending, sendAny } from "./any-body";
import { type Attack, Tally } from "./attack";
import { tryForms } from "./form-bodies";
import { HOSTILE_JSON } from "./lists/bodies";
import { troublesomeTexts } from "./lists/texts";
import { memoryOf } from "./memory";
import { tryLines } from "./odd-lines";
import { ALL_SCOPES, bodiesOf, isWrite, operationsOf, pathWith } from "./operations";
import type { Target } from "./target";

const MOST_GROWTH = 30 * 1024 * 1024;

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

async function round(target: Target, api: Api): Promise<void> {
  await tryWhole(api, target.short);
  await tryLeaves(api, target.short);
  await tryLines(api);
  await tryForms(target, api.answers);
}

export const attack: Attack = {
  name: "bodies",
  threat: "T40",
  async run(target) {
    const tally = new Tally();
    const { secret } = await target.apiKey(...ALL_SCOPES);
    const operations = await operationsOf(target);
    const api = { guest: target.guest(), key: `Bearer ${secret}`, operations, answers: new Answers(tally) };
    // What a process takes for itself when it does something for the first time is no growth.
    const first = { ...api, operations: operations.slice(0, 4), answers: new Answers(new Tally()) };
    await tryWhole(first, true);
    const before = await memoryOf(target);
    await round(target, api);
    const after = await memoryOf(target);
    const growth = (after ?? 0) - (before ?? 0);
    target.say(
      `   ${api.answers.tell()}; memory ${growth < 0 ? "" : "+"}${Math.round(growth / 1024 / 1024)} MB`,
    );
    tally.check(growth < MOST_GROWTH, `memory grew by ${Math.round(growth / 1024 / 1024)} MB`);
    const { status } = await target.guest().get("/sign-in");
    tally.check(status === 200 && !Object.hasOwn(Object.prototype, "admin"), "it does not answer any more");
    return tally;
  },
};
