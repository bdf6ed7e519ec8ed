import { expect, it } from "vitest";
import type { Face } from "./server";
import { answerOf, ask, door, open } from "./testing-door";
import { warmUp } from "./warm-up";

it("draws a page that asks and one that is read, some times each, before it says that it is ready", async () => {
  const drawn: string[] = [];
  const readiness: number[] = [];
  const face: Face = async ({ url = "" }, answer) => {
    drawn.push(url);
    answer.end("a page");
  };
  await open({
    face,
    warmUp: async (at) => {
      await warmUp(at);
      readiness.push((await fetch(`http://127.0.0.1:${at.port}/readyz`)).status);
    },
  });
  expect(Object.groupBy(drawn, (url) => url)).toMatchObject({
    "/sign-in": { length: 5 },
    "/terms": { length: 5 },
  });
  expect(readiness).toEqual([503]);
  expect((await answerOf(ask("/readyz"))).status).toBe(200);
});

it.each<[string, Face]>([
  ["break off", async (_, answer) => void answer.destroy()],
  ["never come", async () => undefined],
  ["fail", () => Promise.reject(new Error("a page that cannot be drawn"))],
])("is ready all the same where pages %s", async (_, face) => {
  await open({ face, warmUp: (at) => warmUp(at, 50) });
  expect(door).toBeDefined();
  expect((await answerOf(ask("/readyz"))).status).toBe(200);
});
