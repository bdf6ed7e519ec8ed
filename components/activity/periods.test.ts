import { describe, expect, it } from "vitest";
import { formatsFor } from "@/web/format";
import { periodsOf } from "./periods";

const now = new Date("2026-11-18T22:30:00Z");

function keysOf(times: string[], timeZone = "Europe/Lisbon"): string[] {
  const { calendarDay } = formatsFor({ locale: "en", timeZone, now, today: "Today" });
  const entries = times.map((at) => ({ at: new Date(at) }));
  return periodsOf(entries, { now, calendarDay }).map(
    ({ kind, key, entries: some }) => `${kind} ${key}: ${some.length}`,
  );
}

describe("periods of a history", () => {
  it("keeps the days of the last week apart and puts older ones under their month", () => {
    expect(
      keysOf([
        ...["2026-11-18T14:02:00Z", "2026-11-18T13:58:00Z", "2026-11-12T09:00:00Z"],
        ...["2026-11-11T23:59:00Z", "2026-11-01T02:00:00Z", "2026-10-31T10:00:00Z", "2025-10-02T10:00:00Z"],
      ]),
    ).toEqual([
      "day 2026-11-18: 2",
      "day 2026-11-12: 1",
      "month 2026-11: 2",
      "month 2026-10: 1",
      "month 2025-10: 1",
    ]);
  });

  it("counts days by the brand's own calendar", () => {
    const times = ["2026-11-18T15:30:00Z", "2026-11-18T14:30:00Z"];
    expect(keysOf(times)).toEqual(["day 2026-11-18: 2"]);
    expect(keysOf(times, "Asia/Tokyo")).toEqual(["day 2026-11-19: 1", "day 2026-11-18: 1"]);
  });

  it("says nothing where nothing happened", () => {
    expect(keysOf([])).toEqual([]);
  });
});
