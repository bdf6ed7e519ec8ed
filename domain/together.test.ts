import { describe, expect, test, vi } from "vitest";
import { Together } from "./together";

/** Groups as they were made; each ends when its gate is opened. */
function gated(limits: { most: number; lanes: number }) {
  const groups: number[][] = [];
  const gates: PromiseWithResolvers<void>[] = [];
  const together = new Together<number, number>(async (many) => {
    const gate = Promise.withResolvers<void>();
    groups.push([...many]);
    gates.push(gate);
    await gate.promise;
    return many.map((one) => one * 10);
  }, limits);
  return { groups, gates, together };
}
const soon = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

describe("what comes together", () => {
  test("goes together, and what comes meanwhile goes next, as many as may", async () => {
    const { groups, gates, together } = gated({ most: 3, lanes: 1 });
    const done = [1, 2].map((one) => together.do(one));
    await soon();
    done.push(...[3, 4, 5, 6].map((one) => together.do(one)));
    await soon();
    expect(groups).toEqual([[1, 2]]);
    gates[0]?.resolve();
    await Promise.all(done.slice(0, 2));
    await soon();
    expect(groups).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
    gates[1]?.resolve();
    await soon();
    gates[2]?.resolve();
    expect(await Promise.all(done)).toEqual([10, 20, 30, 40, 50, 60]);
  });

  test("waits for the group under way, but not longer than anybody should", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const { groups, gates, together } = gated({ most: 9, lanes: 2 });
      const done = [together.do(1)];
      await soon();
      done.push(...[2, 3].map((one) => together.do(one)));
      await soon();
      expect(groups).toEqual([[1]]);
      vi.advanceTimersByTime(25);
      await soon();
      expect(groups).toEqual([[1], [2, 3]]);
      done.push(together.do(4));
      vi.advanceTimersByTime(25);
      await soon();
      expect(groups).toHaveLength(2);
      for (const gate of gates) gate.resolve();
      await soon();
      gates[2]?.resolve();
      expect(await Promise.all(done)).toEqual([10, 20, 30, 40]);
    } finally {
      vi.useRealTimers();
    }
  });

  test("does not wait for a full group where another lane is free", async () => {
    const { groups, gates, together } = gated({ most: 2, lanes: 2 });
    const done = [1, 2, 3, 4, 5].map((one) => together.do(one));
    await soon();
    expect(groups).toEqual([
      [1, 2],
      [3, 4],
    ]);
    gates[1]?.resolve();
    await soon();
    expect(groups[2]).toEqual([5]);
    gates[0]?.resolve();
    gates[2]?.resolve();
    expect(await Promise.all(done)).toEqual([10, 20, 30, 40, 50]);
  });

  test.each([
    ["its work throws", () => Promise.reject(new Error("away")), "away"],
    ["somebody is left without an answer", async () => [1], "not each of a group was answered"],
  ])("fails together where %s, and the next goes on", async (_, first, message) => {
    let calls = 0;
    const together = new Together<number, number>(async (many) => (calls++ === 0 ? first() : [...many]), {
      most: 2,
      lanes: 1,
    });
    const done = await Promise.allSettled([1, 2, 3].map((one) => together.do(one)));
    expect(done.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
    expect(done[0]).toMatchObject({ reason: { message } });
  });
});
