import { validate, version } from "uuid";
import { afterEach, expect, it, vi } from "vitest";
import { newId, randomPart } from "./random";

afterEach(() => vi.useRealTimers());

it("gives no byte twice, also past the end of what was asked for at once", () => {
  const parts = Array.from({ length: 5_000 }, () => randomPart(12));
  expect(new Set(parts.map((part) => part.toString("hex"))).size).toBe(parts.length);
  expect(parts.every((part) => part.some((byte) => byte !== 0))).toBe(true);
});

it("makes ids that sort as they were made, within a millisecond and when the clock goes back", () => {
  vi.useFakeTimers({ now: 1_900_000_000_000, toFake: ["Date"] });
  const ids = Array.from({ length: 3_000 }, newId);
  vi.setSystemTime(1_899_999_990_000);
  ids.push(...Array.from({ length: 3_000 }, newId));
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true);
});
