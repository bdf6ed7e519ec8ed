import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, it } from "vitest";
import { addDuration, dayIn, startOfDay } from "./duration";

const ZONES = [
  ...["UTC", "Europe/Lisbon", "Europe/Berlin", "America/New_York", "America/St_Johns", "Asia/Kolkata"],
  ...["Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia", "Pacific/Chatham", "America/Sao_Paulo"],
];
const TEXTS = [
  "P24M",
  "P12M",
  "P1M",
  "P1Y",
  "P7D",
  "P1W",
  "P1D",
  "P1Y2M3W4D",
  "P7Y",
  "PT36H",
  "P1DT12H",
  "P13M30D",
];
const moment = fc.integer({ min: Date.UTC(1925, 0), max: Date.UTC(2099, 0) });
/** Around the changes of clocks, and at ends of months. */
const edge = fc
  .record({
    year: fc.integer({ min: 1940, max: 2060 }),
    month: fc.nat(11),
    hour: fc.integer({ min: -400, max: 800 }),
  })
  .map(({ year, month, hour }) => Date.UTC(year, month, 1, hour));

it("adds and names days as Temporal does, in every zone, also where clocks are changed", () => {
  fc.assert(
    fc.property(
      fc.oneof(moment, edge),
      fc.constantFrom(...ZONES),
      fc.constantFrom(...TEXTS),
      (ms, zone, text) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
        expect(addDuration(new Date(ms), text, zone).getTime()).toBe(zoned.add(text).epochMilliseconds);
        const day = zoned.toPlainDate();
        expect(dayIn(new Date(ms), zone)).toBe(day.toString());
        expect(startOfDay(day.toString(), zone).getTime()).toBe(day.toZonedDateTime(zone).epochMilliseconds);
      },
    ),
    { numRuns: 5_000 },
  );
});

it.each(["+010000-01-02T00:00:00Z", "0099-03-01T12:00:00Z", "-000001-05-05T00:00:00Z"])(
  "far away too: %s",
  (text) => {
    const at = new Date(text);
    const zoned = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO("Europe/Lisbon");
    expect(dayIn(at, "Europe/Lisbon")).toBe(zoned.toPlainDate().toString());
    expect(addDuration(at, "P1Y1D", "Europe/Lisbon").getTime()).toBe(zoned.add("P1Y1D").epochMilliseconds);
  },
);

it.each(["2026-02-30", "2026-13-01", "today", ""])("no day: %j", (day) => {
  expect(() => startOfDay(day, "Europe/Lisbon")).toThrow(RangeError);
});
