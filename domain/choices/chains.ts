import { hash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";

/** An event as the database prints it: moments as text in UTC, hashes as hex. */
type Printed = {
  customer_id: string;
  seq: number;
  id: string;
  act_id: string;
  purpose: string;
  channel: string;
  act: string;
  undoes: number | null;
  state: string;
  paused_until: string | null;
  frequency: string | null;
  since: string | null;
  actor_kind: string;
  actor_id: string;
  via_kind: string;
  via_id: string;
  shown_hash: string;
  locale: string;
  brand_hash: string;
  terms: string;
  occurred_at: string | null;
  evidence: Buffer | null;
  at: string;
  prev: string | null;
  hash: string;
};

type State = Pick<
  Printed,
  | "customer_id"
  | "purpose"
  | "channel"
  | "seq"
  | "state"
  | "paused_until"
  | "frequency"
  | "since"
  | "actor_kind"
  | "at"
>;

interface Chain {
  seq: number;
  hash: string | null;
  holds: boolean;
  /** What should stand, by purpose and channel. */
  states: Map<string, string>;
}

const PAGE = 2_000;
const START = "00000000-0000-0000-0000-000000000000";

/**
 * Recomputes the chains of several customers, whom `tx` must see, and compares their ends and states. Memory is that
 * of one page. @returns how many events each has, and whose chain does not hold: which of its events, `verifyChain` says.
 */
export async function recompute(
  tx: Tx,
  customerIds: readonly string[],
  { known, page = PAGE }: { known: ReadonlySet<string>; page?: number },
): Promise<{ events: Map<string, number>; doubtful: string[] }> {
  const chains = new Map(customerIds.map((id) => [id, newChain()]));
  await tx.execute(sql`set local timezone to 'UTC'`);
  let last = { customer_id: START, seq: 0 };
  for (;;) {
    const { rows } = await tx.execute<Printed>(pageAfter(last, page));
    for (const event of rows) follow(chains.get(event.customer_id), event, known);
    const end = rows.at(-1);
    if (rows.length < page || !end) break;
    last = end;
  }
  await compareEnds(tx, chains);
  await compareStates(tx, chains);
  return {
    events: new Map([...chains].map(([id, { seq }]) => [id, seq])),
    doubtful: [...chains].filter(([, { holds }]) => !holds).map(([id]) => id),
  };
}

const newChain = (): Chain => ({ seq: 0, hash: null, holds: true, states: new Map() });

const pageAfter = ({ customer_id: id, seq }: { customer_id: string; seq: number }, page: number) => sql`
  select customer_id, seq, id, act_id, purpose, channel, act, undoes, state, paused_until, frequency, since, actor_kind,
         actor_id, via_kind, via_id, shown_hash, locale, brand_hash, terms, occurred_at, evidence, at,
         encode(prev, 'hex') as prev, encode(hash, 'hex') as hash
    from choice_events where (customer_id, seq) > (${id}, ${seq}) order by customer_id, seq limit ${page}`;

function follow(chain: Chain | undefined, event: Printed, known: ReadonlySet<string>): void {
  if (!chain?.holds) return;
  chain.holds =
    event.seq === chain.seq + 1 &&
    event.prev === chain.hash &&
    known.has(event.shown_hash) &&
    hash("sha256", `\0${textOf(event)}`) === event.hash;
  chain.seq = event.seq;
  chain.hash = event.hash;
  chain.states.set(cellOf(event), stateOf(event));
}

const text = JSON.stringify;
const quoted = (value: string | null): string => (value === null ? "null" : `"${value}"`);

/** RFC 8785, written out: what can only be hex, a number or a word needs no escaping, but for what was tampered with. */
function textOf(e: Printed): string {
  const evidence = e.evidence === null ? null : hash("sha256", e.evidence);
  return (
    `{"act":${text(e.act)},"act_id":"${e.act_id}","actor_id":${text(e.actor_id)},"actor_kind":${text(e.actor_kind)}` +
    `,"at":${moment(e.at)},"brand_hash":${text(e.brand_hash)},"channel":${text(e.channel)}` +
    `,"customer_id":"${e.customer_id}","evidence":${quoted(evidence)},"frequency":${text(e.frequency)}` +
    `,"id":"${e.id}","locale":${text(e.locale)},"occurred_at":${moment(e.occurred_at)}` +
    `,"paused_until":${moment(e.paused_until)},"prev":${quoted(e.prev)},"purpose":${text(e.purpose)},"seq":${e.seq}` +
    `,"shown_hash":${text(e.shown_hash)},"since":${moment(e.since)},"state":${text(e.state)},"terms":${text(e.terms)}` +
    `,"undoes":${e.undoes},"via_id":"${e.via_id}","via_kind":${text(e.via_kind)}}`
  );
}

/** `2026-11-20 09:30:00.5+00` as it is hashed: three digits, and Z. */
function moment(printed: string | null): string {
  if (printed === null) return "null";
  if (printed.length < 22 || !printed.endsWith("+00")) return text(new Date(printed));
  const fraction = printed.length > 22 ? printed.slice(20, -3).padEnd(3, "0") : "000";
  return `"${printed.slice(0, 10)}T${printed.slice(11, 19)}.${fraction.slice(0, 3)}Z"`;
}

const cellOf = ({ purpose, channel }: State): string => `${purpose}\0${channel}`;
const stateOf = (one: State): string =>
  `${one.seq} ${one.state} ${one.paused_until} ${one.frequency} ${one.since} ${one.actor_kind} ${one.at}`;

async function compareEnds(tx: Tx, chains: Map<string, Chain>): Promise<void> {
  const { rows } = await tx.execute<{ customer_id: string; seq: number; hash: string }>(
    sql`select customer_id, seq, encode(hash, 'hex') as hash from ledger_heads`,
  );
  const heads = new Map(rows.map((row) => [row.customer_id, row]));
  for (const [id, chain] of chains) {
    const head = heads.get(id);
    if ((head?.seq ?? 0) !== chain.seq || (head?.hash ?? null) !== chain.hash) chain.holds = false;
  }
}

/** Every state must be that of its newest event, and every newest event must have its state. */
async function compareStates(tx: Tx, chains: Map<string, Chain>): Promise<void> {
  const { rows } = await tx.execute<State>(
    sql`select customer_id, purpose, channel, seq, state, paused_until, frequency, since, actor_kind, at from choices`,
  );
  for (const row of rows) {
    const chain = chains.get(row.customer_id);
    if (!chain) continue;
    if (chain.states.get(cellOf(row)) !== stateOf(row)) chain.holds = false;
    chain.states.delete(cellOf(row));
  }
  for (const chain of chains.values()) if (chain.states.size > 0) chain.holds = false;
}
