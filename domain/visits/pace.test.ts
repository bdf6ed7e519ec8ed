import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { atStep } from "./pace";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const takes = (ms: number) => () => new Promise<string>((resolve) => setTimeout(() => resolve("done"), ms));

test.each([
  [1, 250],
  [40, 250],
  [249, 250],
  [251, 500],
  [700, 750],
])("work of %i ms is answered after %i", async (ms, answered) => {
  let answer = "";
  void atStep(takes(ms)).then((said) => {
    answer = said;
  });
  await vi.advanceTimersByTimeAsync(answered - 1);
  expect(answer).toBe("");
  await vi.advanceTimersByTimeAsync(1);
  expect(answer).toBe("done");
});
