import { describe, expect, test } from "vitest";
import { isLocked } from "@/domain/brand";
import { cellKind, type PurposeRule } from "./kinds";
import { frequencyOf, type StandingInput, standing } from "./rules";
import { BASES, type Basis, CHOICE_STATES, type Choice, type ChoiceState, type Reason } from "./states";

const now = new Date("2026-11-21T10:00:00.000Z");
const since = new Date("2026-11-20T10:00:00.000Z");
const nextWeek = new Date("2026-11-28T00:00:00.000Z");

const purpose = (changes: Partial<PurposeRule> = {}): PurposeRule => ({
  basis: "consent",
  channels: ["email", "sms"],
  optionalChannels: [],
  frequency: [],
  confirm: false,
  marketing: false,
  ...changes,
});

const choice = (state: ChoiceState, changes: Partial<Choice> = {}): Choice => ({
  state,
  pausedUntil: null,
  frequency: null,
  since: state === "unset" ? null : since,
  ...changes,
});

const at = (changes: Partial<StandingInput> = {}) =>
  standing({
    purpose: purpose(),
    channel: "email",
    choice: null,
    address: "ok",
    now,
    timeZone: "UTC",
    ...changes,
  });

/** Every basis in every recorded state: "+reason" may be done, "-reason" may not. */
const EXPECTED: Record<Basis, Record<ChoiceState | "none", `${"+" | "-"}${Reason}`>> = {
  consent: {
    none: "-unknown",
    unset: "-unknown",
    granted: "+granted",
    pending: "-unconfirmed",
    withdrawn: "-withdrawn",
    refused: "-refused",
    objected: "-objected",
    not_objected: "-unknown",
  },
  legitimate_interest: {
    none: "+not_objected",
    unset: "+not_objected",
    granted: "+not_objected",
    pending: "+not_objected",
    withdrawn: "-objected",
    refused: "-objected",
    objected: "-objected",
    not_objected: "+not_objected",
  },
  public_task: always(),
  contract: always(),
  legal_obligation: always(),
  vital_interest: always(),
};

function always(): Record<ChoiceState | "none", "+basis"> {
  return {
    none: "+basis",
    unset: "+basis",
    granted: "+basis",
    pending: "+basis",
    withdrawn: "+basis",
    refused: "+basis",
    objected: "+basis",
    not_objected: "+basis",
  };
}

describe("every basis in every state", () => {
  const states = ["none", ...CHOICE_STATES] as const;
  const cases = BASES.flatMap((basis) => states.map((state) => ({ basis, state })));
  test.each(cases)("$basis, $state", ({ basis, state }) => {
    for (const channels of [["email"], []]) {
      const seen = at({
        purpose: purpose({ basis, channels }),
        channel: channels.length === 0 ? "" : "email",
        address: channels.length === 0 ? null : "ok",
        choice: state === "none" ? null : choice(state),
      });
      expect(`${seen.on ? "+" : "-"}${seen.reason}`).toBe(EXPECTED[basis][state]);
      expect(seen.chosen).toBe(seen.on);
    }
  });

  test.each(cases)("an optional channel is by consent: $basis, $state", ({ basis, state }) => {
    const seen = at({
      purpose: purpose({ basis, optionalChannels: ["sms"], channels: ["email"] }),
      channel: "sms",
      choice: state === "none" ? null : choice(state),
    });
    expect(`${seen.on ? "+" : "-"}${seen.reason}`).toBe(EXPECTED.consent[state]);
    expect(seen.kind).toBe("switch");
  });

  test.each(cases)("a channel not offered is never on: $basis, $state", ({ basis, state }) => {
    const recorded = state === "none" ? null : choice(state);
    const seen = at({ purpose: purpose({ basis }), channel: "post", choice: recorded });
    expect(seen).toMatchObject({ on: false, chosen: false, offered: false, reason: "no_such_channel" });
    const single = at({ purpose: purpose({ basis, channels: [] }), channel: "email", choice: recorded });
    expect(single).toMatchObject({ on: false, reason: "no_such_channel" });
  });
});

describe("what holds back something that is chosen", () => {
  const bases: [Basis, Reason][] = [
    ["consent", "granted"],
    ["legitimate_interest", "not_objected"],
  ];
  test.each(bases)("%s: a pause, until its end to the millisecond", (basis, reason) => {
    const paused = choice(basis === "consent" ? "granted" : "unset", { pausedUntil: nextWeek });
    const seen = at({ purpose: purpose({ basis }), choice: paused });
    expect(seen).toMatchObject({ on: false, chosen: true, reason: "paused", pausedUntil: nextWeek });
    const before = at({ purpose: purpose({ basis }), choice: paused, now: new Date(nextWeek.getTime() - 1) });
    expect(before.reason).toBe("paused");
    const after = at({ purpose: purpose({ basis }), choice: paused, now: nextWeek });
    expect(after).toMatchObject({ on: true, reason, pausedUntil: null });
  });

  test("a pause does not hold back what is locked", () => {
    const seen = at({
      purpose: purpose({ basis: "contract" }),
      choice: choice("unset", { pausedUntil: nextWeek }),
    });
    expect(seen).toMatchObject({ on: true, reason: "basis", pausedUntil: null });
  });

  test.each([
    ["consent", "missing", "channel_missing"],
    ["consent", "unverified", "channel_unverified"],
    ["legitimate_interest", "missing", "channel_missing"],
    ["legitimate_interest", "unverified", "channel_unverified"],
    ["contract", "missing", "channel_missing"],
    ["contract", "unverified", "channel_unverified"],
  ] as const)("%s: an address that is %s", (basis, address, reason) => {
    const seen = at({ purpose: purpose({ basis }), address, choice: choice("granted") });
    expect(seen).toMatchObject({ on: false, chosen: true, reason });
    const single = at({
      purpose: purpose({ basis, channels: [] }),
      channel: "",
      address,
      choice: choice("granted"),
    });
    expect(single.on).toBe(true);
  });

  test("a no is told as a no, not as a pause or an address", () => {
    const off = choice("withdrawn", { pausedUntil: nextWeek });
    expect(at({ choice: off, address: "missing" })).toMatchObject({ on: false, reason: "withdrawn" });
  });
});

describe("consent that ends by itself", () => {
  const granted = (when: string) => choice("granted", { since: new Date(when) });

  test.each([
    // [renew after, granted, ends, by the calendar of]
    ["P24M", "2024-11-21T10:00:00.000Z", "2026-11-21T10:00:00.000Z", "UTC"],
    ["P1M", "2026-01-31T12:00:00.000Z", "2026-02-28T12:00:00.000Z", "UTC"],
    ["P1Y", "2024-02-29T12:00:00.000Z", "2025-02-28T12:00:00.000Z", "UTC"],
    // summer time in between: the same time of day there, one hour off in UTC
    ["P6M", "2026-05-20T08:00:00.000Z", "2026-11-20T09:00:00.000Z", "Europe/Berlin"],
    // 31 January there is still 30 January in UTC
    ["P1M", "2026-01-30T23:30:00.000Z", "2026-02-27T23:30:00.000Z", "Asia/Shanghai"],
  ])("%s from %s is %s (%s)", (renewAfter, from, to, timeZone) => {
    const input = { purpose: purpose({ renewAfter }), choice: granted(from), timeZone };
    const end = new Date(to);
    const before = at({ ...input, now: new Date(end.getTime() - 1) });
    expect(before).toMatchObject({ on: true, reason: "granted", expiresAt: end, askAgain: null });
    const after = at({ ...input, now: end });
    expect(after).toMatchObject({ on: false, chosen: false, reason: "expired", askAgain: "expired" });
  });

  test("a new meaning asks for earlier consent again, from that day on", () => {
    const reworded = purpose({ reworded: "2026-11-21" });
    const zone = { timeZone: "Europe/Berlin", purpose: reworded };
    const dayBegins = new Date("2026-11-20T23:00:00.000Z");
    const old = granted("2026-11-20T22:59:59.999Z");
    expect(at({ ...zone, choice: old })).toMatchObject({
      on: false,
      reason: "expired",
      askAgain: "reworded",
    });
    expect(at({ ...zone, choice: old, now: new Date(dayBegins.getTime() - 1) }).on).toBe(true);
    expect(at({ ...zone, choice: granted("2026-11-20T23:00:00.000Z") }).on).toBe(true);
  });

  test("objections and optional refusals do not end", () => {
    const li = purpose({ basis: "legitimate_interest", renewAfter: "P1D", reworded: "2026-11-21" });
    const old = choice("objected", { since: new Date("2020-01-01T00:00:00Z") });
    expect(at({ purpose: li, choice: old }).reason).toBe("objected");
  });

  test("an asking waits seven days for its link, then it is off and says so", () => {
    const asked = choice("pending");
    expect(at({ choice: asked })).toMatchObject({
      waiting: true,
      waitingUntil: new Date("2026-11-27T10:00:00.000Z"),
      on: false,
      askAgain: null,
    });
    const later = at({ choice: asked, now: new Date("2026-11-27T10:00:00.000Z") });
    expect(later).toMatchObject({
      waiting: false,
      on: false,
      reason: "unconfirmed",
      askAgain: "unconfirmed",
    });
  });
});

test.each(BASES)("what the brand folder calls locked is locked here: %s", (basis) => {
  expect(cellKind(purpose({ basis }), "email") === "locked").toBe(isLocked(basis));
});

test("kinds of cells", () => {
  const locked = purpose({ basis: "contract", channels: ["email"], optionalChannels: ["sms"] });
  expect(["email", "sms", "post", ""].map((channel) => cellKind(locked, channel))).toEqual([
    "locked",
    "switch",
    "not_offered",
    "not_offered",
  ]);
  const one = purpose({ basis: "legal_obligation", channels: [], optionalChannels: ["sms"] });
  expect(["", "sms"].map((channel) => cellKind(one, channel))).toEqual(["locked", "switch"]);
});

test("a frequency the brand no longer offers falls back to its first", () => {
  const offers = purpose({ frequency: ["weekly", "monthly"] });
  expect(frequencyOf(offers, null)).toBe("weekly");
  expect(frequencyOf(offers, choice("granted", { frequency: "monthly" }))).toBe("monthly");
  expect(frequencyOf(offers, choice("granted", { frequency: "every" }))).toBe("weekly");
  expect(frequencyOf(purpose(), choice("granted", { frequency: "every" }))).toBeNull();
});

describe("what a text that says stop does", () => {
  const stopped = { stop: "stopped", choice: choice("granted") } as const;
  test("reaches a channel that the purpose has", () => {
    expect(at(stopped)).toMatchObject({ on: false, stop: "stopped", reason: "channel_stopped" });
  });

  test("does not reach a single switch, nor a channel that is not the purpose's", () => {
    const single = { ...stopped, purpose: purpose({ channels: [] }), channel: "" };
    expect(at(single)).toMatchObject({ on: true, stop: null, reason: "granted" });
    const foreign = { ...stopped, channel: "post" };
    expect(at(foreign)).toMatchObject({ on: false, stop: null, offered: false, reason: "no_such_channel" });
  });
});

test("a yes of no known day is no yes", () => {
  expect(at({ choice: choice("granted", { since: null }) })).toMatchObject({ on: false, reason: "unknown" });
});

test.each([
  ["consent", true, false],
  ["contract", true, true],
  ["legitimate_interest", true, false],
] as const)("%s: whether it is offered and locked, and nothing waits", (basis, offered, locked) => {
  const one = at({ purpose: purpose({ basis }), choice: choice("granted") });
  expect(one).toMatchObject({ offered, locked, waiting: false, waitingUntil: null, askAgain: null });
});
