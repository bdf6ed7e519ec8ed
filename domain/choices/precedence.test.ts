import { describe, expect, test } from "vitest";
import { precede, type Stands, type Told, type Verdict } from "./precedence";

const day = (n: number) => new Date(Date.UTC(2026, 10, n));
const stands = (is: Stands["is"], more: Partial<Stands> = {}): Stands => ({
  ...{
    is,
    pausedUntil: null,
    decidedAt: is === "unsaid" ? null : day(10),
    decidedHere: false,
    actedHereAt: null,
  },
  ...more,
});
const here = { decidedHere: true, actedHereAt: day(10) };
const on = (n: number): Told => ({ to: "on", occurredAt: day(n) });
const off = (n: number): Told => ({ to: "off", occurredAt: day(n) });
const pause = (n: number, until: number): Told => ({ to: "pause", occurredAt: day(n), until: day(until) });

describe("what a system tells, where something was decided on the 10th", () => {
  test.each<[string, Stands, Told, Verdict]>([
    ["a yes where nothing was said", stands("unsaid"), on(3), "record"],
    ["a no where nothing was said", stands("unsaid"), off(3), "record"],
    ["an older yes never beats a newer no", stands("off"), on(9), "older"],
    ["nor one of the same moment", stands("off"), on(10), "older"],
    ["a newer yes beats an older no", stands("off"), on(11), "record"],
    ["also where the no was the customer's own", stands("off", here), on(11), "record"],
    ["but never an older one", stands("off", here), on(9), "older"],
    ["a newer no beats a yes", stands("on"), off(11), "record"],
    ["a late no beats what a system told", stands("on"), off(9), "record"],
    ["a late no does not beat the customer's own newer yes", stands("on", here), off(9), "older"],
    ["nor one of the same moment", stands("on", here), off(10), "older"],
    ["a no beats what waits to be confirmed", stands("waiting", here), off(11), "record"],
    ["a yes does not ask twice", stands("waiting", here), on(11), "unchanged"],
    ["the same no again", stands("off"), off(10), "unchanged"],
    ["a newer no moves on, so that no yes from between beats it", stands("off"), off(11), "record"],
    ["the same yes again", stands("on"), on(10), "unchanged"],
    ["a newer yes renews", stands("on"), on(11), "record"],
    ["a pause of what is on", stands("on"), pause(9, 20), "record"],
    ["a pause where nothing is on", stands("off"), pause(11, 20), "unchanged"],
    ["a pause where nothing was said", stands("unsaid"), pause(11, 20), "unchanged"],
    ["a shorter pause", stands("on", { pausedUntil: day(25) }), pause(11, 20), "unchanged"],
    ["a late pause after the customer's own act", stands("on", here), pause(9, 20), "older"],
    ["a newer pause after it", stands("on", here), pause(11, 20), "record"],
  ])("%s", (_, before, told, verdict) => {
    expect(precede(before, told)).toBe(verdict);
  });
});

/** Six events that arrive in an order; what stands after each, as the ledger counts it. */
function replay(events: readonly Told[]): Stands {
  let now = stands("unsaid");
  for (const told of events) {
    if (precede(now, told) !== "record" || told.to === "pause") continue;
    const newer = now.decidedAt !== null && now.decidedAt > told.occurredAt ? now.decidedAt : told.occurredAt;
    now = { ...now, is: told.to, decidedAt: newer };
  }
  return now;
}

function* permutations<T>(all: readonly T[]): Generator<T[]> {
  if (all.length === 0) yield [];
  for (const [index, first] of all.entries())
    for (const rest of permutations(all.filter((_, other) => other !== index))) yield [first, ...rest];
}

describe("six events in every order", () => {
  test("whose newest is a no always end in no", () => {
    const events = [on(1), off(2), on(3), off(4), on(5), off(6)];
    let orders = 0;
    for (const order of permutations(events)) {
      orders += 1;
      expect(replay(order)).toMatchObject({ is: "off", decidedAt: day(6) });
    }
    expect(orders).toBe(720);
  });

  test("whose newest is a yes end in yes only where no no arrived after it", () => {
    const events = [off(1), on(2), off(3), on(4), off(5), on(6)];
    for (const order of permutations(events)) {
      const newest = order.findIndex(({ occurredAt }) => occurredAt.getTime() === day(6).getTime());
      const noAfter = order.slice(newest).some(({ to }) => to === "off");
      expect(replay(order).is).toBe(noAfter ? "off" : "on");
    }
  });

  test("in the order of their moments the last one stands", () => {
    expect(replay([on(1), off(2), on(3), off(4), on(5)]).is).toBe("on");
    expect(replay([on(1), off(2), on(3), off(4)]).is).toBe("off");
  });
});
