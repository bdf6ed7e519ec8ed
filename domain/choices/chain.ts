import { createHash } from "node:crypto";
import { and, asc, desc, eq, gt } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { choiceEvents, choices, ledgerHeads } from "@/db/schema/choices";
import { cellKey } from "./cells";
import { canonical } from "./evidence";

type Event = typeof choiceEvents.$inferSelect;
type State = typeof choices.$inferSelect;

const PAGE = 1_000;

/** Why a chain does not hold, in a word. */
export type FaultKind = "missing" | "unlinked" | "changed" | "no_words" | "tail" | "state";

/** The first thing that is wrong with one customer's chain. */
export interface LedgerFault {
  customerId: string;
  /** Position of the first bad event; of what should stand there where it is missing. */
  seq: number;
  kind: FaultKind;
}

/** The hash that an event must carry: SHA-256 over a zero byte and the RFC 8785 JSON of what is stored. */
function hashOf(event: Event): Buffer {
  const text = canonical({
    act: event.act,
    act_id: event.actId,
    actor_id: event.actorId,
    actor_kind: event.actorKind,
    at: event.at.toISOString(),
    brand_hash: event.brandHash,
    channel: event.channel,
    customer_id: event.customerId,
    evidence: event.evidence && createHash("sha256").update(event.evidence).digest("hex"),
    frequency: event.frequency,
    id: event.id,
    locale: event.locale,
    occurred_at: event.occurredAt?.toISOString() ?? null,
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

interface Chain {
  seq: number;
  hash: Buffer | null;
  cells: Map<string, Event>;
}

/** Recomputes one chain in the caller's transaction and compares its end and its states. */
export async function verifyChain(
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
  const states = await tx
    .select()
    .from(choices)
    .where(eq(choices.customerId, customerId))
    .orderBy(desc(choices.seq));
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
