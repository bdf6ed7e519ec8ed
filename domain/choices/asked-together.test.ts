import { expect, test, vi } from "vitest";
import type { Database } from "@/db/client";
import { AskedTogether } from "./asked-together";
import type { Facts, Wanted } from "./decision-store";

const db = {} as Database;
const now = new Date("2026-11-22T08:00:00Z");

const wantedOf = (id: string): Wanted => ({
  ...{ id, lookup: null, purpose: "offers", channel: "email", more: [] },
  ...{ kind: "", empty: "", stops: false, often: false },
});

/** Facts by which it can be told whose they are. */
const factsOf = (wanted: readonly Wanted[]): Facts => ({
  now,
  people: wanted.map(({ id }) => [
    { said: new Map(), address: null, stop: null, lastUse: null, ledger: { seq: 1, hash: id ?? "" } },
  ]),
});

/** Statements that end when they are told to. */
function held() {
  const begun: { ids: string[]; end: () => void; fail: (error: Error) => void }[] = [];
  const read = (_: Database, wanted: readonly Wanted[]) =>
    new Promise<Facts>((resolve, reject) => {
      const ids = wanted.map(({ id }) => id ?? "");
      begun.push({ ids, end: () => resolve(factsOf(wanted)), fail: reject });
    });
  return { begun, together: new AskedTogether(db, read) };
}

const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
const whose = (facts: Facts) => facts.people.map(([person]) => person?.ledger?.hash);
const ask = (together: AskedTogether, ...ids: string[]) => together.ask(ids.map(wantedOf)).then(whose);

test("calls that come at once ride on one statement, and each has its own answer", async () => {
  const { begun, together } = held();
  const answers = [ask(together, "a"), ask(together, "b", "c"), ask(together, "d")];
  await turn();
  expect(begun.map(({ ids }) => ids)).toEqual([["a", "b", "c", "d"]]);
  begun[0]?.end();
  expect(await Promise.all(answers)).toEqual([["a"], ["b", "c"], ["d"]]);
});

test("a question never rides on a statement that began before it came", async () => {
  const { begun, together } = held();
  for (const id of ["a", "b", "c"]) {
    void ask(together, id);
    await turn();
  }
  expect(begun.map(({ ids }) => ids)).toEqual([["a"]]);
  begun[0]?.end();
  await turn();
  expect(begun.map(({ ids }) => ids)).toEqual([["a"], ["b", "c"]]);
});

test("a statement that hangs keeps nobody waiting", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const { begun, together } = held();
  const hung = ask(together, "a");
  await turn();
  const next = ask(together, "b");
  await turn();
  expect(begun.map(({ ids }) => ids)).toEqual([["a"]]);
  vi.advanceTimersByTime(10);
  await turn();
  expect(begun.map(({ ids }) => ids)).toEqual([["a"], ["b"]]);
  begun[1]?.end();
  expect(await next).toEqual(["b"]);
  // The one that hung counts no more, when it ends at last.
  void ask(together, "c");
  await turn();
  begun[0]?.end();
  expect(await hung).toEqual(["a"]);
  void ask(together, "d");
  await turn();
  expect(begun.map(({ ids }) => ids)).toEqual([["a"], ["b"], ["c"]]);
  vi.useRealTimers();
});

test("a call of many goes at once and by itself", async () => {
  const { begun, together } = held();
  void ask(together, "a");
  void ask(together, "b");
  const many = Array.from({ length: 11 }, (_, n) => `m${n}`);
  void ask(together, ...many);
  await turn();
  expect(begun.map(({ ids }) => ids)).toEqual([many, ["a", "b"]]);
});

test("a statement takes a hundred questions, and the rest the next", async () => {
  const { begun, together } = held();
  for (let n = 0; n < 30; n += 1)
    void ask(together, ...["a", "b", "c", "d", "e", "f", "g"].map((x) => `${x}${n}`));
  await turn();
  expect(begun.map(({ ids }) => ids.length)).toEqual([98]);
  begun[0]?.end();
  await turn();
  begun[1]?.end();
  await turn();
  expect(begun.map(({ ids }) => ids.length)).toEqual([98, 98, 14]);
});

test("what the database cannot read of one question fails that one alone", async () => {
  const unreadable = Object.assign(new Error("invalid input syntax"), { code: "22P02" });
  const together = new AskedTogether(db, async (_, wanted) => {
    if (wanted.some(({ id }) => id === "bad")) throw unreadable;
    return factsOf(wanted);
  });
  const answers = await Promise.allSettled([ask(together, "a"), ask(together, "bad"), ask(together, "b")]);
  expect(answers).toEqual([
    { status: "fulfilled", value: ["a"] },
    { status: "rejected", reason: unreadable },
    { status: "fulfilled", value: ["b"] },
  ]);
});

test("a database that is away is asked once, and the next question again", async () => {
  let asked = 0;
  let away = true;
  const gone = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
  const together = new AskedTogether(db, async (_, wanted) => {
    asked += 1;
    if (away) throw gone;
    return factsOf(wanted);
  });
  const answers = await Promise.allSettled([ask(together, "a"), ask(together, "b")]);
  expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(asked).toBe(1);
  away = false;
  expect(await ask(together, "c")).toEqual(["c"]);
});
