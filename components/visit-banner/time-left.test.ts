import { expect, it } from "vitest";
import { timeLeft } from "./time-left";

const now = new Date("2026-11-22T12:00:00Z");

it.each([
  [730_000, "12:10", "PT12M10S"],
  [900_000, "15:00", "PT15M0S"],
  [59_999, "0:59", "PT0M59S"],
  [0, "0:00", "PT0M0S"],
  [-5_000, "0:00", "PT0M0S"],
])("%i ms are %s", (rest, words, iso) =>
  expect(timeLeft(new Date(now.getTime() + rest), now)).toEqual({ words, iso }),
);
