import { expect, test } from "vitest";
import { addDuration, addToDay, dayIn, isDuration, milliseconds } from "./duration";

test.each([
  ["PT2S", true],
  ["P7Y", true],
  ["P1Y2M3W4DT5H", true],
  ["PT0.5S", true],
  ["7 years", false],
  ["P", false],
  ["PT0S", false],
  ["-P1D", false],
  ["", false],
])("%s is a duration: %s", (text, is) => {
  expect(isDuration(text)).toBe(is);
});

const ADDED: [string, string, string, string][] = [
  ["2026-03-28T12:00:00Z", "P1D", "Europe/Berlin", "2026-03-29T11:00:00.000Z"],
  ["2026-03-28T12:00:00Z", "PT24H", "Europe/Berlin", "2026-03-29T12:00:00.000Z"],
  ["2026-01-31T12:00:00Z", "P1M", "UTC", "2026-02-28T12:00:00.000Z"],
  ["2024-02-29T12:00:00Z", "P1Y", "UTC", "2025-02-28T12:00:00.000Z"],
  ["2026-11-30T23:30:00Z", "P1M", "Asia/Tokyo", "2026-12-31T23:30:00.000Z"],
];

test.each(ADDED)("%s plus %s in %s is %s", (start, text, zone, end) => {
  expect(addDuration(new Date(start), text, zone).toISOString()).toBe(end);
});

test("days and milliseconds", () => {
  expect(addToDay("2021-01-01", "P7Y")).toBe("2028-01-01");
  expect(addToDay("2024-02-29", "P1Y")).toBe("2025-02-28");
  expect(addToDay("9999-12-31", "P7Y")).toBe("9999-12-31");
  expect(dayIn(new Date("2026-11-21T23:30:00Z"), "Asia/Tokyo")).toBe("2026-11-22");
  expect(milliseconds("PT2.5S")).toBe(2500);
  expect(milliseconds("P1DT1H")).toBe(90_000_000);
});
