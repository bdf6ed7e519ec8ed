import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { CLOCKS, type Clock, clockFor } from "./clocks";
import { dayOf, endOfDay, lastLawfulDay } from "./deadline";
import { JURISDICTIONS, type JurisdictionId, LAWS, REQUEST_KINDS, type RequestKind } from "./rules";

interface Case {
  under: JurisdictionId;
  right: RequestKind;
  received: string;
  due: string | null;
  country?: string;
  event?: Clock["event"];
  extended?: boolean;
  pausedDays?: number;
  why: string;
}

const CASES: Case[] = [
  { under: "eu", right: "copy", received: "2027-01-31", due: "2027-03-01", why: "28 February is a Sunday" },
  { under: "eu", right: "copy", received: "2027-11-30", due: "2027-12-30", why: "same number, next month" },
  {
    ...{ under: "eu", right: "copy", received: "2027-01-31", due: "2027-04-30", extended: true },
    why: "three months from the original, not two from the moved day",
  },
  {
    ...{ under: "eu", right: "copy", received: "2027-11-30", due: "2028-02-29", extended: true },
    why: "the last day of a leap year's February",
  },
  { under: "eu", right: "delete", received: "2026-11-21", due: "2026-12-21", why: "a Monday" },
  { under: "eu", right: "correct", received: "2026-11-25", due: "2026-12-28", why: "Christmas, a weekend" },
  {
    under: "eu",
    right: "object",
    received: "2027-02-26",
    due: "2027-03-30",
    why: "Good Friday to Easter Monday",
  },
  {
    ...{ under: "eu", right: "object", received: "2027-02-26", due: "2027-03-26", country: "FR" },
    why: "Good Friday is a working day in France",
  },
  {
    ...{ under: "eu", right: "object", received: "2027-02-26", due: "2027-03-26", country: "US" },
    why: "a brand outside the EEA has no holidays of a member state",
  },
  {
    under: "eu",
    right: "complain",
    received: "2027-01-31",
    due: "2027-02-28",
    why: "a promise does not move",
  },
  { under: "uk", right: "copy", received: "2027-02-26", due: "2027-03-30", why: "bank holidays" },
  {
    under: "uk",
    right: "copy",
    received: "2027-03-02",
    due: "2027-04-07",
    pausedDays: 5,
    why: "the clock stood",
  },
  {
    under: "eu",
    right: "copy",
    received: "2027-03-02",
    due: "2027-04-02",
    pausedDays: 5,
    why: "no pause in it",
  },
  {
    ...{ under: "uk", right: "complain", event: "acknowledge", received: "2027-01-10", due: "2027-02-08" },
    why: "the day of receipt counts",
  },
  { under: "ch", right: "copy", received: "2027-01-10", due: "2027-02-09", why: "30 days" },
  { under: "us-ca", right: "copy", received: "2027-01-10", due: "2027-02-24", why: "45 days" },
  {
    under: "us-ca",
    right: "copy",
    received: "2027-01-10",
    due: "2027-04-10",
    extended: true,
    why: "90 in all",
  },
  {
    ...{ under: "us-ca", right: "delete", event: "acknowledge", received: "2027-01-15", due: "2027-02-01" },
    why: "10 business days over Martin Luther King Jr. Day",
  },
  { under: "us-ca", right: "object", received: "2027-01-15", due: "2027-02-08", why: "15 business days" },
  { under: "us-ca", right: "object", received: "2027-01-15", due: null, extended: true, why: "no more time" },
  { under: "us-ca", right: "limit", received: "2027-01-15", due: "2027-02-08", why: "15 business days" },
  { under: "us", right: "delete", received: "2027-01-10", due: "2027-02-24", why: "45 days" },
  {
    under: "us",
    right: "delete",
    received: "2027-01-10",
    due: "2027-04-10",
    extended: true,
    why: "90 in all",
  },
  { under: "ca-qc", right: "copy", received: "2027-01-10", due: "2027-02-09", why: "30 days" },
  { under: "ca-qc", right: "copy", received: "2027-01-10", due: null, extended: true, why: "no more time" },
  { under: "ca", right: "copy", received: "2027-01-10", due: "2027-02-09", why: "30 days" },
  { under: "ca", right: "copy", received: "2027-01-10", due: "2027-03-11", extended: true, why: "60 in all" },
  { under: "br", right: "copy", received: "2027-01-10", due: "2027-01-25", why: "15 days" },
  { under: "br", right: "correct", received: "2027-01-10", due: "2027-01-25", why: "15 days, promised" },
  {
    under: "cn",
    right: "delete",
    received: "2027-02-01",
    due: "2027-02-23",
    why: "over the Spring Festival",
  },
  {
    under: "cn",
    right: "delete",
    received: "2027-03-05",
    due: "2027-03-26",
    why: "8 March is a day for some",
  },
  {
    under: "other",
    right: "copy",
    received: "2027-08-31",
    due: "2027-09-30",
    why: "the last day of the month",
  },
];

describe("the last lawful day", () => {
  it.each(CASES)("$under $right received $received: $due ($why)", (one) => {
    const clock = clockFor(one.under, one.right, one.event);
    if (!clock) throw new Error("no clock");
    const where = { timeZone: "Europe/Berlin", country: one.country ?? "DE" };
    const options = { where, extended: one.extended ?? false, pausedDays: one.pausedDays ?? 0 };
    expect(lastLawfulDay(clock, one.received, options)).toBe(one.due);
  });

  it("exists for every right under every law, and each row cites its source", () => {
    for (const under of JURISDICTIONS) {
      for (const right of REQUEST_KINDS) expect(clockFor(under, right), `${under} ${right}`).toBeDefined();
    }
    for (const clock of CLOCKS) expect(clock.source.length, clock.law).toBeGreaterThan(10);
    expect(new Set(CLOCKS.map((clock) => clock.law))).toEqual(new Set(LAWS));
  });

  it("never falls on a day off where it rolls, nor before the plain period", () => {
    const clock = clockFor("eu", "copy");
    if (!clock) throw new Error("no clock");
    const where = { timeZone: "Europe/Berlin", country: "DE" };
    for (let day = Temporal.PlainDate.from("2027-01-01"); day.year === 2027; day = day.add({ days: 1 })) {
      const due = Temporal.PlainDate.from(lastLawfulDay(clock, day.toString(), { where }) ?? "");
      expect(due.dayOfWeek, day.toString()).toBeLessThan(6);
      expect(Temporal.PlainDate.compare(due, day.add({ months: 1 }))).toBeGreaterThanOrEqual(0);
    }
  });
});

describe("days where the brand is", () => {
  it.each([
    ["2027-01-30T23:30:00Z", "Europe/Berlin", "2027-01-31"],
    ["2027-01-31T04:59:00Z", "America/New_York", "2027-01-30"],
    ["2027-01-31T16:00:00Z", "Asia/Shanghai", "2027-02-01"],
  ])("%s in %s is %s", (at, zone, day) => {
    expect(dayOf(new Date(at), zone).toString()).toBe(day);
  });

  it.each([
    ["2027-03-28", "2027-03-28T22:00:00.000Z"],
    ["2026-10-25", "2026-10-25T23:00:00.000Z"],
  ])("%s ends at %s, also when the clocks change", (day, end) => {
    expect(endOfDay(Temporal.PlainDate.from(day), "Europe/Berlin").toISOString()).toBe(end);
  });
});
