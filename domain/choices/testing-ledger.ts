import { objectTo, pauseChoice, setChoice, setFrequency, undoAct } from ".";
import type { LedgerFault } from "./chain";
import type { Person } from "./testing";

/** Text that breaks careless escaping; stands in what is hashed. */
export const awkward = 'Ünï "quo\\ted"\u0001\t\u007f 中文 😀 it\'s\\n';

const offers = { purpose: "offers", channel: "email" };

/** Twelve events of every kind on one chain. */
export async function history(ctx: Person): Promise<void> {
  const year = new Date(ctx.now.getTime() + 90 * 86_400_000).toISOString().slice(0, 10);
  for (const to of ["on", "off", "on"] as const) await setChoice(ctx, { ...offers, to });
  await setChoice(ctx, { purpose: "picks", channel: "", to: "on" });
  await setChoice(ctx, { purpose: "news", channel: "email", to: "on" });
  await setFrequency(ctx, { purpose: "offers", frequency: "weekly" });
  await pauseChoice(ctx, { ...offers, until: year });
  const objected = await objectTo(ctx, { purpose: "reviews", channel: "email" });
  await undoAct(ctx, { act: objected.act ?? "" });
  await setChoice({ ...ctx, locale: awkward }, { purpose: "picks", channel: "", to: "off" });
  await setChoice(ctx, { purpose: "orders", channel: "sms", to: "on" });
}

/** Each way to tamper, as a superuser who turns the triggers off; what must be named. */
export const TAMPERED: [string, string[], Omit<LedgerFault, "customerId">][] = [
  [
    "a byte is flipped",
    ["update choice_events set locale = 'fr' where seq = 5 and customer_id = $1"],
    { seq: 5, kind: "changed" },
  ],
  [
    "a moment moves by a millisecond",
    ["update choice_events set at = at + interval '1 ms' where seq = 2 and customer_id = $1"],
    { seq: 2, kind: "changed" },
  ],
  [
    "one is deleted in the middle",
    ["delete from choice_events where seq = 4 and customer_id = $1"],
    { seq: 4, kind: "missing" },
  ],
  [
    "one is deleted and the gap closed",
    [
      "delete from choice_events where seq = 4 and customer_id = $1",
      "update choice_events set seq = seq - 1 where seq > 4 and customer_id = $1",
    ],
    { seq: 4, kind: "unlinked" },
  ],
  [
    "the tail is cut",
    ["delete from choice_events where seq > 10 and customer_id = $1"],
    { seq: 11, kind: "tail" },
  ],
  [
    "tail and head are cut",
    [
      "delete from choice_events where seq > 10 and customer_id = $1",
      "update ledger_heads set seq = 10, hash = (select hash from choice_events e where e.customer_id = $1 and e.seq = 10) where customer_id = $1",
    ],
    { seq: 12, kind: "state" },
  ],
  ["all of a chain is gone", ["delete from choice_events where customer_id = $1"], { seq: 1, kind: "tail" }],
  [
    "one is put in",
    [
      "update choice_events set seq = seq + 1000 where seq > 3 and customer_id = $1",
      "update choice_events set seq = seq - 999 where seq > 1000 and customer_id = $1",
      "insert into choice_events select (jsonb_populate_record(e, jsonb_build_object('seq', 4, 'id', gen_random_uuid()))).* from choice_events e where seq = 3 and customer_id = $1",
    ],
    { seq: 4, kind: "unlinked" },
  ],
  [
    "two change places",
    [
      "update choice_events set seq = 1000 where seq = 2 and customer_id = $1",
      "update choice_events set seq = 2 where seq = 3 and customer_id = $1",
      "update choice_events set seq = 3 where seq = 1000 and customer_id = $1",
    ],
    { seq: 2, kind: "unlinked" },
  ],
  [
    "the state is raised by hand",
    ["update choices set state = 'granted' where purpose = 'picks' and customer_id = $1"],
    { seq: 11, kind: "state" },
  ],
  [
    "a state is lost",
    ["delete from choices where purpose = 'picks' and customer_id = $1"],
    { seq: 11, kind: "state" },
  ],
  [
    "an event names other words",
    ["update choice_events set shown_hash = repeat('1', 64) where seq = 6 and customer_id = $1"],
    { seq: 6, kind: "changed" },
  ],
  // Each column by itself: a state of which one thing is not what its event says, be it the least of them.
  ...Object.entries({
    seq: "3",
    paused_until: "paused_until + interval '1 day'",
    frequency: "'monthly'",
    since: "since - interval '1 ms'",
    actor_kind: "'staff'",
    at: "at + interval '1 ms'",
  }).map(([column, other]): [string, string[], Omit<LedgerFault, "customerId">] => [
    `a state has another ${column}`,
    [
      `update choices set ${column} = ${other} where purpose = 'offers' and channel = 'email' and customer_id = $1`,
    ],
    { seq: 8, kind: "state" },
  ]),
  [
    "a state stands where nothing was said",
    [
      "insert into choices select (jsonb_populate_record(c, jsonb_build_object('channel', 'post'))).* from choices c where purpose = 'picks' and customer_id = $1",
    ],
    { seq: 11, kind: "state" },
  ],
  [
    "another end is noted",
    ["update ledger_heads set hash = sha256('x') where customer_id = $1"],
    { seq: 13, kind: "tail" },
  ],
  ["no end is noted", ["delete from ledger_heads where customer_id = $1"], { seq: 13, kind: "tail" }],
];
