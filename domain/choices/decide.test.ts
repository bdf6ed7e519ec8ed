import { describe, expect, test } from "vitest";
import type { Item, Purpose } from "../brand";
import { tinyBrand } from "../testing-brand";
import type { Recorded } from "./cells";
import { decide, KEPT_MS } from "./decide";
import { DECISION_REASONS, type DecisionReason, type Person } from "./decision";
import type { AddressState, ChoiceState, StopState } from "./states";

const now = new Date("2026-11-21T10:00:00.000Z");
const day = (text: string) => new Date(`${text}T10:00:00.000Z`);
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

const item = (id: string, purposes: string[], more: Partial<Item> = {}): Item => ({
  id,
  name: id,
  category: "c",
  why: "w",
  origin: "given",
  source: "s",
  read: "select 1",
  shape: "field",
  fields: [],
  sort: [],
  purposes,
  keep: { kind: "while_customer", because: "b" },
  recipients: [],
  mask: false,
  special: false,
  correct: { by: "nobody" },
  erase: { by: "task", task: "t" },
  ...more,
});

const items = [
  item("phone", ["offers", "orders"]),
  item("clicks", ["offers"], { stop: [{ purpose: "offers", channel: "email" }] }),
  item("birthday", ["picks"]),
  item("email", ["offers", "reviews", "orders", "tax"], { stop: [{ purpose: "offers" }] }),
];
const brandWith = (changes: Partial<Purpose> = {}) => {
  const tiny = tinyBrand();
  return tinyBrand({
    items,
    purposes: tiny.purposes.map((one) => (one.id === "offers" ? { ...one, ...changes } : one)),
  });
};

const recorded = (state: ChoiceState, more: Partial<Recorded> = {}): Recorded => ({
  state,
  seq: 4,
  at: day("2026-11-03"),
  since: state === "unset" ? null : day("2026-11-03"),
  pausedUntil: null,
  frequency: null,
  by: "you",
  ...more,
});

interface Case {
  purpose?: string;
  channel?: string;
  items?: string[];
  said?: Record<string, Recorded>;
  address?: AddressState | null;
  stop?: StopState;
  lastUse?: Date;
  brand?: Partial<Purpose>;
}

const ledger = { seq: 4, hash: "ab".repeat(32) };
const person = ({ said = {}, address = "ok", stop, lastUse }: Case): Person => ({
  said: new Map(Object.entries(said)),
  address,
  stop: stop ?? null,
  lastUse: lastUse ?? null,
  ledger,
});
const ask = (one: Case, people: Person[] = [person(one)]) =>
  decide({
    brand: brandWith(one.brand),
    question: { purpose: one.purpose ?? "offers", channel: one.channel ?? "email", items: one.items ?? [] },
    people,
    now,
  });

const on = { "offers/email": recorded("granted") };
const paused = recorded("granted", { pausedUntil: later(2) });

/** Every reason that can be true, with the sentence that goes with it. */
const CASES: [DecisionReason, "allow" | "deny", string, Case][] = [
  ["granted", "allow", "Turned on by the customer on 2026-11-03.", { said: on }],
  ["basis", "allow", "Needs no choice: the law, a contract or an emergency asks for it.", { purpose: "tax" }],
  [
    "not_objected",
    "allow",
    "Done in the brand's own interest; the customer has not objected.",
    { purpose: "reviews" },
  ],
  ["unknown", "deny", "The customer has not said yes.", {}],
  [
    "unconfirmed",
    "deny",
    "Asked for on 2026-11-03, and not confirmed by the link that was sent.",
    { purpose: "news", said: { "news/email": recorded("pending") } },
  ],
  [
    "withdrawn",
    "deny",
    "Turned off by the customer on 2026-11-03.",
    { said: { "offers/email": recorded("withdrawn") } },
  ],
  [
    "refused",
    "deny",
    "Taken back by the customer on 2026-11-03 before it was confirmed.",
    { purpose: "news", said: { "news/email": recorded("refused") } },
  ],
  [
    "expired",
    "deny",
    "The yes given on 2024-11-03 has ended by itself.",
    { purpose: "news", said: { "news/email": recorded("granted", { since: day("2024-11-03") }) } },
  ],
  [
    "expired",
    "deny",
    "The yes was given before the purpose got another meaning.",
    { said: on, brand: { reworded: "2026-11-10" } },
  ],
  [
    "objected",
    "deny",
    "Objected to by the customer on 2026-11-03.",
    { purpose: "reviews", said: { "reviews/email": recorded("objected") } },
  ],
  ["paused", "deny", "Paused by choice until 2026-11-21.", { said: { "offers/email": paused } }],
  [
    "frequency",
    "deny",
    "No more than once a week: the next may be sent from 2026-11-27.",
    { said: { "offers/email": recorded("granted", { frequency: "weekly" }) }, lastUse: day("2026-11-20") },
  ],
  [
    "frequency",
    "deny",
    "No more than once a month: the next may be sent from 2026-12-01.",
    { said: { "offers/email": recorded("granted", { frequency: "monthly" }) }, lastUse: day("2026-11-01") },
  ],
  ["channel_missing", "deny", "There is no address for this channel.", { said: on, address: "missing" }],
  [
    "channel_unverified",
    "deny",
    "The address changed and was not proved since.",
    { said: on, address: "unverified" },
  ],
  [
    "item_not_covered",
    "deny",
    "A held item named is not used for this purpose, or the customer stopped its use.",
    { said: on, items: ["phone", "birthday"] },
  ],
  [
    "signal",
    "deny",
    "Turned off by the signal of the customer's browser (Global Privacy Control) on 2026-11-03.",
    { said: { "offers/email": recorded("withdrawn", { by: "signal" }) } },
  ],
  [
    "channel_stopped",
    "deny",
    "The number texted stop to this channel, and only START from it takes that back.",
    { channel: "sms", said: { "offers/sms": recorded("granted") }, stop: "stopped" },
  ],
  [
    "channel_stopped",
    "deny",
    "The number texted stop to this channel, and only START from it takes that back.",
    { channel: "sms", said: { "offers/sms": recorded("withdrawn") }, stop: "stopped" },
  ],
  [
    "channel_stopped",
    "deny",
    "The number texted stop to this channel, and only START from it takes that back.",
    { purpose: "recalls", channel: "sms", stop: "stopped" },
  ],
  [
    "channel_stopped",
    "deny",
    "A text from this number may be a stop, and nobody has read it yet.",
    { channel: "sms", said: { "offers/sms": recorded("granted") }, stop: "unclear" },
  ],
  [
    "basis",
    "allow",
    "Needs no choice: the law, a contract or an emergency asks for it.",
    { purpose: "recalls", channel: "sms", stop: "unclear" },
  ],
  [
    "withdrawn",
    "deny",
    "Turned off by the customer on 2026-11-03.",
    { channel: "sms", said: { "offers/sms": recorded("withdrawn") }, stop: "unclear" },
  ],
  ["no_such_purpose", "deny", "The brand has no such purpose.", { purpose: "gossip" }],
  ["no_such_channel", "deny", "The purpose does not use this channel.", { channel: "post" }],
];

describe("every reason", () => {
  test.each(CASES)("%s: %s, %s", (reason, decision, because, one) => {
    expect(ask(one)).toMatchObject({ reason, decision, because });
  });

  test("is in the table, but for those that cannot be true yet and what cannot be read", () => {
    const later = ["restricted", "forgotten", "invalid"];
    const told = new Set(CASES.map(([reason]) => reason));
    expect([...told].sort()).toEqual(DECISION_REASONS.filter((one) => !later.includes(one)).sort());
  });

  test.each([
    ["link", "Turned off by the customer, by a link in a message on 2026-11-03."],
    ["staff", "Turned off by staff, because the customer asked on 2026-11-03."],
    ["system", "Turned off as one of the brand's systems told on 2026-11-03."],
  ] as const)("says who: %s", (by, because) => {
    expect(ask({ said: { "offers/email": recorded("withdrawn", { by }) } }).because).toBe(because);
  });
});

describe("a no by the signal of a browser", () => {
  const of = (cell: string, state: ChoiceState, more: Partial<Recorded>) => ({
    ...{ purpose: cell.split("/")[0] ?? "", said: { [cell]: recorded(state, more) } },
  });
  test.each<[string, Case, DecisionReason]>([
    ["withdrawn", of("offers/email", "withdrawn", { by: "signal" }), "signal"],
    ["refused", of("news/email", "refused", { by: "signal" }), "signal"],
    ["objected", of("reviews/email", "objected", { by: "signal" }), "signal"],
    [
      "decided by it and paused by somebody",
      of("offers/email", "withdrawn", { decidedBy: "signal" }),
      "signal",
    ],
    [
      "decided by somebody and touched by it",
      of("offers/email", "withdrawn", { by: "signal", decidedBy: "you" }),
      "withdrawn",
    ],
    ["a yes is none", of("offers/email", "granted", { by: "signal" }), "granted"],
  ])("%s", (_, one, reason) => expect(ask(one).reason).toBe(reason));
});

describe("an unknown customer", () => {
  test.each<[string, string, string, string]>([
    ["offers", "email", "deny", "unknown"],
    ["reviews", "email", "allow", "not_objected"],
    ["orders", "email", "allow", "basis"],
    ["orders", "sms", "deny", "unknown"],
    ["picks", "", "deny", "unknown"],
  ])("%s by %s: %s, %s", (purpose, channel, decision, reason) => {
    expect(ask({ purpose, channel }, [])).toMatchObject({ decision, reason, ledger: null });
  });
});

describe("held items", () => {
  test("of the purpose are covered", () => {
    expect(ask({ said: on, items: ["phone", "clicks"] })).toMatchObject({ decision: "allow" });
  });
  test("that nobody knows are not", () => {
    expect(ask({ said: on, items: ["shoe_size"] })).toMatchObject({ reason: "item_not_covered" });
  });
  test("whose use was stopped are not, though another channel is on", () => {
    const sms = { "offers/sms": recorded("granted") };
    const stopped = { ...sms, "offers/email": recorded("withdrawn") };
    const one = { channel: "sms", items: ["clicks"] };
    expect(ask({ ...one, said: stopped })).toMatchObject({ reason: "item_not_covered" });
    expect(ask({ ...one, said: sms })).toMatchObject({ decision: "allow" });
    expect(ask({ ...one, items: ["phone"], said: stopped })).toMatchObject({ decision: "allow" });
  });
  describe("are stopped while every cell that they name is off, and one of them by a no", () => {
    const off = { "offers/email": recorded("withdrawn") };
    const no = { ...off, "offers/sms": recorded("refused") };
    const serving = (purpose: string, said: Record<string, Recorded>, channel = "email"): Case => ({
      ...{ purpose, channel, said, items: ["email"] },
    });
    test.each<[string, Case, "allow" | "deny", DecisionReason]>([
      ["for another purpose, though that one is on", serving("reviews", no), "deny", "item_not_covered"],
      ["also where the others were never on", serving("reviews", off), "deny", "item_not_covered"],
      [
        "not while one of them is on",
        serving("reviews", { ...off, "offers/sms": recorded("granted") }),
        ...(["allow", "not_objected"] as const),
      ],
      ["not where nobody said no", serving("reviews", {}), "allow", "not_objected"],
      ["not for a contract", serving("orders", no), "allow", "basis"],
      [
        "not for a contract's other channel, which was chosen",
        serving("orders", { ...no, "orders/sms": recorded("granted") }, "sms"),
        ...(["allow", "granted"] as const),
      ],
      ["not for the law", serving("tax", no), "allow", "basis"],
    ])("%s", (_, one, decision, reason) => expect(ask(one)).toMatchObject({ decision, reason }));
  });
  test("do not change why it is off", () => {
    expect(ask({ items: ["birthday"] })).toMatchObject({ reason: "unknown" });
  });
});

describe("until when it may be kept", () => {
  test.each<[string, Case, Date]>([
    ["five minutes", { said: on }, later(5)],
    ["a no as well", {}, later(5)],
    ["the end of a pause", { said: { "offers/email": paused } }, later(2)],
    [
      "the end of a yes",
      {
        said: { "offers/email": recorded("granted", { since: new Date("2026-11-20T10:01:00Z") }) },
        brand: { renewAfter: "P1D" },
      },
      later(1),
    ],
    [
      "the end of a frequency's period",
      {
        said: { "offers/email": recorded("granted", { frequency: "weekly" }) },
        lastUse: new Date("2026-11-14T10:03:00Z"),
      },
      later(3),
    ],
  ])("%s", (_, one, until) => {
    expect(ask(one).validUntil).toEqual(until);
  });

  test.each<[string, Case]>([
    ["the end of a period that is over", { lastUse: day("2026-11-01") }],
    ["one that ends at this moment", { lastUse: day("2026-11-14") }],
  ])("is not cut by %s", (_, { lastUse }) => {
    const weekly = { "offers/email": recorded("granted", { frequency: "weekly" }) };
    const answer = ask({ said: weekly, ...(lastUse ? { lastUse } : {}) });
    expect(answer).toMatchObject({ decision: "allow", validUntil: later(5) });
  });

  test.each<[string, Case]>([
    ["where none was chosen", { purpose: "reviews", lastUse: later(-1) }],
    [
      "where every one was",
      { said: { "offers/email": recorded("granted", { frequency: "every" }) }, lastUse: later(-1) },
    ],
    ["before the first use", { said: { "offers/email": recorded("granted", { frequency: "weekly" }) } }],
  ])("is not cut by a period %s", (_, one) => {
    expect(ask(one)).toMatchObject({ decision: "allow", validUntil: later(5) });
  });

  test("is five minutes for what cannot be asked, and shows nothing of the ledger", () => {
    for (const wrong of [{ purpose: "gossip" }, { channel: "post" }])
      expect(ask(wrong)).toMatchObject({ decision: "deny", ledger: null, validUntil: later(5) });
  });

  test("is never more than five minutes", () => {
    for (const [, , , one] of CASES)
      expect(ask(one).validUntil.getTime() - now.getTime()).toBeLessThanOrEqual(KEPT_MS);
  });

  test("is not past the day on which a yes begins to mean something else", () => {
    const input = { said: on, brand: { reworded: "2026-11-22" } };
    const midnight = new Date("2026-11-21T23:58:00.000Z");
    const answer = decide({
      brand: brandWith(input.brand),
      question: { purpose: "offers", channel: "email", items: [] },
      people: [person(input)],
      now: midnight,
    });
    expect(answer.validUntil).toEqual(new Date("2026-11-22T00:00:00.000Z"));
  });
});

describe("several people with one address", () => {
  const yes = person({ said: on });
  const no = person({ said: { "offers/email": recorded("withdrawn") } });
  test.each([
    ["one no is no", [yes, no], "withdrawn"],
    ["in any order", [no, yes], "withdrawn"],
    ["all yes is yes", [yes, yes], "granted"],
  ] as const)("%s", (_, people, reason) => {
    expect(ask({}, [...people])).toMatchObject({ reason });
  });

  test("a yes is kept until the first of them ends", () => {
    const soon = person({
      said: { "offers/email": recorded("granted", { since: new Date("2026-11-20T10:01:00Z") }) },
    });
    const fresh = person({ said: { "offers/email": recorded("granted", { since: later(-60) }) } });
    for (const people of [
      [soon, fresh],
      [fresh, soon],
    ])
      expect(ask({ brand: { renewAfter: "P1D" } }, people).validUntil).toEqual(later(1));
  });
});
