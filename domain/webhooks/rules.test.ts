import { describe, expect, it } from "vitest";
import type { DeliveryRow } from "./delivery-store";
import { judge } from "./lane";
import { SCHEDULE } from "./limits";
import { nextAttempt, restOf, retryAfter, standingOf, verdictOf } from "./rules";

const now = new Date("2026-11-03T08:00:00.000Z");
const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000);

describe("what a status means", () => {
  it.each([
    [200, "delivered"],
    [204, "delivered"],
    [299, "delivered"],
    [300, "failed"],
    [301, "failed"],
    [307, "failed"],
    [400, "failed"],
    [404, "failed"],
    [410, "gone"],
    [429, "throttled"],
    [500, "failed"],
    [502, "throttled"],
    [503, "failed"],
    [504, "throttled"],
    [100, "failed"],
    [null, "failed"],
  ] as const)("%s: %s", (status, verdict) => expect(verdictOf(status)).toBe(verdict));
});

describe("Retry-After", () => {
  it.each([
    ["120", 120_000],
    ["0", 0],
    [" 7 ", 7_000],
    ["Tue, 03 Nov 2026 08:01:00 GMT", 60_000],
    ["Tuesday, 03-Nov-26 08:01:00 GMT", 60_000],
    ["Tue, 03 Nov 2026 07:00:00 GMT", 0],
    ["999999999", 86_400_000],
    ["-5", null],
    ["1.5", null],
    ["soon", null],
    ["2026-11-03T09:00:00Z", null],
    ["", null],
    [null, null],
  ] as const)("%s: %s ms", (header, ms) => expect(retryAfter(header, now)).toBe(ms));
});

describe("the schedule", () => {
  it("is that of Standard Webhooks: ten attempts in three days and a bit", () => {
    expect(SCHEDULE).toHaveLength(10);
    expect(SCHEDULE.reduce<number>((sum, pause) => sum + pause, 0)).toBe(75 * 3_600 + 35 * 60 + 5);
  });

  it.each([
    [1, 0, null, 5],
    [1, 0.5, null, 5.5],
    [2, 0, null, 300],
    [2, 1, null, 360],
    [3, 0, null, 1_800],
    [9, 0, null, 86_400],
    [10, 0, null, null],
    [1, 0, 120_000, 120],
    [9, 0, 1_000, 86_400],
    [10, 0, 120_000, null],
  ] as const)("after %s attempts, chance %s, asked for %s ms: %s s", (attempts, random, rest, seconds) => {
    const next = nextAttempt(attempts, { now, random, rest });
    expect(next).toEqual(seconds === null ? null : later(seconds));
  });

  it.each([
    [0, 1_000],
    [3, 8_000],
    [6, 60_000],
    [400, 60_000],
  ])("rests after %s failures for %s ms", (failures, ms) => expect(restOf(failures)).toBe(ms));
});

const delivery = (more: Partial<DeliveryRow>): DeliveryRow => ({
  ...{
    endpointId: "e",
    position: 1,
    lane: "l",
    eventId: "v",
    type: "choice.changed",
    at: now,
    state: "pending",
  },
  ...{ attempts: 0, triedAt: null, status: null, reason: null, nextAt: now, obeyedAt: null },
  ...more,
});

describe("what an attempt makes of a delivery", () => {
  it.each([
    ["arrived", { attempts: 2 }, 200, "delivered", 3, null],
    ["failed", { attempts: 0 }, 500, "pending", 1, 5],
    ["failed for the last time", { attempts: 9 }, 500, "dead", 10, null],
    ["failed before its time", { attempts: 3, nextAt: later(1_800) }, 500, "pending", 3, 1_800],
    ["arrived before its time", { attempts: 3, nextAt: later(1_800) }, 200, "delivered", 4, null],
    ["failed before its last time", { attempts: 9, nextAt: later(60) }, 500, "pending", 9, 60],
  ] as const)("%s", (_, row, status, state, attempts, seconds) => {
    const answer = { status, reason: null, retryAfter: null };
    const { outcome } = judge(delivery(row), answer, { now, random: 0 });
    const nextAt = seconds === null ? null : later(seconds);
    expect(outcome).toEqual({ position: 1, state, attempts, triedAt: now, status, reason: null, nextAt });
  });
});

describe("how an endpoint fares", () => {
  const well = { disabledAt: null, disabledReason: null, failingAt: null, heldUntil: null };
  it.each([
    [{}, "ok"],
    [{ heldUntil: later(1) }, "held"],
    [{ heldUntil: now }, "ok"],
    [{ heldUntil: later(1), failingAt: now }, "failing"],
    [{ failingAt: now, disabledAt: now, disabledReason: "by_hand" }, "disabled"],
    [{ failingAt: now, disabledAt: now, disabledReason: "gone" }, "gone"],
  ] as const)("%j: %s", (more, standing) => expect(standingOf({ ...well, ...more }, now)).toBe(standing));
});
