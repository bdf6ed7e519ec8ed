import { describe, expect, test } from "vitest";
import {
  initialsOf,
  isTicket,
  isWithinHours,
  minutesOf,
  nextMorning,
  refusedTicket,
  restOfStep,
} from "./rules";

test.each([
  ["4711", "[0-9]{4,6}", true],
  ["47", "[0-9]{4,6}", false],
  ["4711 ", "[0-9]{4,6}", false],
  ["x4711", "[0-9]{4,6}", false],
  ["A-1", "[A-Z]-[0-9]|[0-9]", true],
  ["A-1 or 2", "[A-Z]-[0-9]|[0-9]", false],
  ["anything", undefined, true],
  ["4711000123", undefined, true],
  ["ana@example.com", undefined, false],
  ["+353861774411", undefined, false],
  ["0861774411", undefined, false],
  ["Ana Ribeiro", undefined, false],
])("the ticket %s by %s: %s", (ticket, pattern, fits) => {
  expect(isTicket(ticket, pattern)).toBe(fits);
});

test.each([
  ["47", "47"],
  ["SUP-1a", "SUP-1a"],
  ["ana@example.com", "?"],
  ["353861774411", "?"],
  ["0861774411", "?"],
  ["Ana Ribeiro", "?"],
])("the refused ticket %s is told as %s", (ticket, told) => {
  expect(refusedTicket(ticket)).toBe(told);
});

describe("hours of the desk", () => {
  const day = { from: "08:00", to: "20:00", days: ["mon", "tue"] };
  const night = { from: "22:00", to: "06:00", days: ["mon"] };
  test.each([
    ["2026-11-23T08:00:00Z", day, "UTC", true],
    ["2026-11-23T07:59:59Z", day, "UTC", false],
    ["2026-11-23T20:00:00Z", day, "UTC", false],
    ["2026-11-25T10:00:00Z", day, "UTC", false],
    ["2026-11-23T07:30:00Z", day, "Europe/Berlin", true],
    ["2026-11-23T00:30:00Z", { ...day, from: "00:00" }, "Asia/Shanghai", true],
    ["2026-11-23T23:00:00Z", night, "UTC", true],
    ["2026-11-24T05:59:00Z", night, "UTC", true],
    ["2026-11-24T06:00:00Z", night, "UTC", false],
    ["2026-11-24T23:00:00Z", night, "UTC", false],
    ["2026-11-29T03:00:00Z", undefined, "UTC", true],
  ])("%s by %o in %s: %s", (at, hours, timeZone, within) => {
    expect(isWithinHours(new Date(at), hours, timeZone)).toBe(within);
  });
});

test.each([
  ["2026-11-23T07:59:59Z", "UTC", "2026-11-23T08:00:00.000Z"],
  ["2026-11-23T08:00:00Z", "UTC", "2026-11-24T08:00:00.000Z"],
  ["2026-11-23T20:00:00Z", "Asia/Kolkata", "2026-11-24T02:30:00.000Z"],
  ["2026-03-28T12:00:00Z", "Europe/Lisbon", "2026-03-29T07:00:00.000Z"],
])("after %s in %s the morning is %s", (now, timeZone, morning) => {
  expect(nextMorning(new Date(now), timeZone).toISOString()).toBe(morning);
});

test.each([
  ["Ana Rodrigues", "A. R."],
  ["ana maria rodrigues", "A. R."],
  ["Madonna", "M."],
  ["王小明", "王."],
  ["Ömer Çelik", "Ö. Ç."],
  ["  ", null],
  ["42", null],
  [null, null],
])("initials of %s: %s", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test.each([
  [0, 1],
  [60_000, 1],
  [60_001, 2],
  [900_000, 15],
  [5_000_000, 15],
])("%i ms are %i minutes", (length, minutes) => {
  const start = new Date("2026-11-23T08:00:00Z");
  expect(minutesOf(start, new Date(start.getTime() + length))).toBe(minutes);
});

test.each([
  [0, 250],
  [1, 249],
  [249, 1],
  [250, 0],
  [251, 249],
  [640.5, 109.5],
])("after %f ms another %f", (elapsed, rest) => {
  expect(restOfStep(elapsed, 250)).toBe(rest);
});
