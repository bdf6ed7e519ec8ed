import { createHash } from "node:crypto";
import { and, asc, eq, gt } from "drizzle-orm";
import { type Database, type Tx, withSight } from "@/db/client";
import { choiceEvents, choices, ledgerHeads } from "@/db/schema/choices";
import { customers } from "@/db/schema/customers";
import { texts } from "@/db/schema/texts";
import { cellKey } from "./cells";
import { canonical, sha256 } from "./evidence";

type Event = typeof choiceEvents.$inferSelect;
type State = typeof choices.$inferSelect;

/** Why a chain does not hold, in a word. */
export type FaultKind = "missing" | "unlinked" | "changed" | "no_words" | "tail" | "state";

/** The first thing that is wrong with one customer's chain. */
export interface LedgerFault {
  customerId: string;
  /** Position of the first bad event; of what should stand there where it is missing. */
  seq: number;
  kind: FaultKind;
}

export interface LedgerReport {
  customers: number;
  events: number;
  /** At most one a customer, and no more than 100. */
  faults: LedgerFault[];
  /** Hashes of kept texts whose words are not those any more. */
  changedTexts: string[];
}

const PAGE = 1_000;
const MOST_FAULTS = 100;

/** The hash that an event must carry: SHA-256 over a zero byte and the RFC 8785 JSON of what is stored. */
export function hashOf(event: Event): Buffer {
  const text = canonical({
    act: event.act,
    act_id: event.actId,
    actor_id: event.actorId,
    actor_kind: event.actorKind,
    at: event.at.toISOString(),
    brand_hash: event.brandHash,
    channel: event.channel,
    customer_id: event.customerId,
    frequency: event.frequency,
    id: event.id,
    locale: event.locale,
    paused_until: event.pausedUntil?.toISOString() ?? null,
    prev: event.prev?.toString("hex") ?? null,
    purpose: event.purpose,
    seq: event.seq,
    shown_hash: event.shownHash,
    since: event.since?.toISOString() ?? null,
    state: event.state,
    terms: event.terms,
    undoes: event.undoes,
    via_id: event.viaId,
    via_kind: event.viaKind,
  });
  return createHash("sha256").update(Buffer.of(0)).update(text, "utf8").digest();
}

/**
 * Walks every customer's chain as the app's own role and recomputes it, a thousand events at a time, so that
 * memory stays flat. `onCustomer` hears how many were done.
 */
export async function verifyLedger(
  db: Database,
  onCustomer: (done: number) => void = () => undefined,
): Promise<LedgerReport> {
  const known = new Set<string>();
  const report: LedgerReport = { customers: 0, events: 0, faults: [], changedTexts: [] };
  await verifyTexts(db, { known, report });
  for await (const customerId of customerIds(db)) {
    const { events, fault } = await withSight(db, { subjects: [customerId] }, (tx) =>
      verifyChain(tx, customerId, known),
    );
    report.customers += 1;
    report.events += events;
    if (fault && report.faults.length < MOST_FAULTS) report.faults.push(fault);
    onCustomer(report.customers);
  }
  return report;
}

async function* customerIds(db: Database): AsyncGenerator<string> {
  let last = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const rows = await db.orm
      .select({ id: customers.id })
      .from(customers)
      .where(gt(customers.id, last))
      .orderBy(asc(customers.id))
      .limit(PAGE);
    for (const { id } of rows) yield id;
    const end = rows.at(-1);
    if (end === undefined) return;
    last = end.id;
  }
}

/** Texts are few, each kept once; their hashes are remembered for the events that name them. */
async function verifyTexts(
  db: Database,
  { known, report }: { known: Set<string>; report: LedgerReport },
): Promise<void> {
  let last = "";
  for (;;) {
    const rows = await db.orm
      .select()
      .from(texts)
      .where(gt(texts.hash, last))
      .orderBy(asc(texts.hash))
      .limit(50);
    for (const { hash, content } of rows) {
      known.add(hash);
      if (sha256(content) !== hash) report.changedTexts.push(hash);
    }
    const end = rows.at(-1);
    if (end === undefined) return;
    last = end.hash;
  }
}

interface Chain {
  seq: number;
  hash: Buffer | null;
  cells: Map<string, Event>;
}

async function verifyChain(
  tx: Tx,
  customerId: string,
  known: ReadonlySet<string>,
): Promise<{ events: number; fault: LedgerFault | null }> {
  const chain: Chain = { seq: 0, hash: null, cells: new Map() };
  for (;;) {
    const page = await tx
      .select()
      .from(choiceEvents)
      .where(and(eq(choiceEvents.customerId, customerId), gt(choiceEvents.seq, chain.seq)))
      .orderBy(asc(choiceEvents.seq))
      .limit(PAGE);
    for (const event of page) {
      const kind = eventFault(chain, event, known);
      if (kind) return { events: chain.seq, fault: { customerId, seq: chain.seq + 1, kind } };
      chain.seq = event.seq;
      chain.hash = event.hash;
      chain.cells.set(cellKey(event.purpose, event.channel), event);
    }
    if (page.length === 0) return { events: chain.seq, fault: await endFault(tx, customerId, chain) };
  }
}

function eventFault(chain: Chain, event: Event, known: ReadonlySet<string>): FaultKind | null {
  if (event.seq !== chain.seq + 1) return "missing";
  if (!same(event.prev, chain.hash)) return "unlinked";
  if (!same(hashOf(event), event.hash)) return "changed";
  return known.has(event.shownHash) ? null : "no_words";
}

const same = (a: Buffer | null, b: Buffer | null): boolean =>
  a === null || b === null ? a === b : a.equals(b);

/** The chain's end must be the one noted, and the state of each cell that of its newest event. */
async function endFault(tx: Tx, customerId: string, chain: Chain): Promise<LedgerFault | null> {
  const [head] = await tx.select().from(ledgerHeads).where(eq(ledgerHeads.customerId, customerId));
  if ((head?.seq ?? 0) !== chain.seq || !same(head?.hash ?? null, chain.hash))
    return { customerId, seq: chain.seq + 1, kind: "tail" };
  const states = await tx.select().from(choices).where(eq(choices.customerId, customerId));
  for (const state of states) {
    const event = chain.cells.get(cellKey(state.purpose, state.channel));
    if (!event || !isStateOf(state, event))
      return { customerId, seq: event?.seq ?? state.seq, kind: "state" };
    chain.cells.delete(cellKey(state.purpose, state.channel));
  }
  const [left] = chain.cells.values();
  return left ? { customerId, seq: left.seq, kind: "state" } : null;
}

const isStateOf = (state: State, event: Event): boolean =>
  state.seq === event.seq &&
  state.state === event.state &&
  state.pausedUntil?.getTime() === event.pausedUntil?.getTime() &&
  state.frequency === event.frequency &&
  state.since?.getTime() === event.since?.getTime() &&
  state.actorKind === event.actorKind &&
  state.at.getTime() === event.at.getTime();
