import { describe, expect, test } from "vitest";
import { formatsFor } from "./format";

const at = (iso: string) => new Date(iso);
const lisbon = (locale: string) =>
  formatsFor({ locale, timeZone: "Europe/Lisbon", now: at("2026-07-10T22:30:00Z"), today: "Today" });

describe("dates in the brand's time zone", () => {
  const format = lisbon("en");

  test("an instant falls on the day it is there, not in UTC", () => {
    expect(format.calendarDay(at("2026-07-10T23:30:00Z"))).toBe("2026-07-11");
    expect(format.day(at("2026-07-10T23:30:00Z"))).toBe("11 July 2026");
  });

  test("a calendar day is never shifted by a zone", () => {
    const tokyo = formatsFor({
      locale: "en",
      timeZone: "Asia/Tokyo",
      now: at("2026-07-10T22:30:00Z"),
      today: "Today",
    });
    expect(tokyo.day("2026-12-31")).toBe("31 December 2026");
  });

  test("today is a word, this year goes without saying, another year is said", () => {
    expect(format.moment(at("2026-07-10T13:02:00Z"))).toBe("Today, 14:02");
    expect(format.shortDay("2026-03-04")).toBe("4 Mar");
    expect(format.shortDay("2025-03-04")).toBe("4 Mar 2025");
  });
});

describe("numbers and spans in the reader's language", () => {
  test.each([
    ["en", "€1,234.50"],
    ["de", "1.234,50\u00a0€"],
  ])("money in %s", (locale, words) => {
    expect(lisbon(locale).money("1234.5", "EUR")).toBe(words);
  });

  test("money is exact beyond what a float can hold", () => {
    expect(lisbon("en").money("12345678901234567.89", "EUR")).toBe("€12,345,678,901,234,567.89");
  });

  test.each([
    ["P7Y", "7 years"],
    ["P1Y6M", "1 year and 6 months"],
    ["PT72H", "72 hours"],
    ["PT12M3.25S", "12 minutes and 3.25 seconds"],
    ["P1DT-2H", "1 day and -2 hours"],
    ["PT0S", "0 days"],
    ["P", "P"],
    ["soon", "soon"],
  ])("a duration: %s", (iso, words) => {
    expect(lisbon("en").duration(iso)).toBe(words);
  });

  test.each([
    ["0.00012345", "0.00012345"],
    ["38.7223341", "38.7223341"],
    ["12345678901234567.89", "12,345,678,901,234,567.89"],
    ["1234567890123456789", "1,234,567,890,123,456,789"],
  ])("no digit of a source's number is lost: %s", (digits, words) => {
    expect(lisbon("en").decimal(digits)).toBe(words);
  });

  test("a code that no platform knows is shown as it is", () => {
    expect(lisbon("en").country("not a country")).toBe("not a country");
    expect(lisbon("en").money("5", "NOPE")).toBe("5 NOPE");
  });
});
