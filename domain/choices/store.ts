import { and, asc, desc, eq, gt, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { choiceEvents, choices, ledgerHeads } from "@/db/schema/choices";
import { customerJoins } from "@/db/schema/customers";
import { newId } from "../random";
import { cellKey, type Recorded } from "./cells";
import { CHOICE_ACTS, CHOICE_STATES, type ChoiceAct, type ChoiceState, FREQUENCIES } from "./states";
import type { ChangedBy } from "./view";

/** Waits for this customer's turn. The ledger's trigger takes the same lock; it ends with the transaction. */
export async function lockLedger(tx: Tx, customerId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`ledger/${customerId}`}, 0))`);
}

const known = <T extends string>(values: readonly T[], value: string): T => {
  const found = values.find((entry) => entry === value);
  if (found === undefined) throw new Error(`the ledger holds ${value}, which this version does not know`);
  return found;
};

const SPEAKERS: ReadonlyMap<string, ChangedBy> = new Map([
  ["customer", "you"],
  ["token", "link"],
  ["staff", "staff"],
  ["signal", "signal"],
  ["text", "text"],
  ["import", "import"],
]);

/** Whose word it is; whoever is no person speaks as a system. */
export const speakerOf = (actorKind: string): ChangedBy => SPEAKERS.get(actorKind) ?? "system";

/** One cell as the database has it. */
export interface StateRow {
  seq: number;
  state: string;
  pausedUntil: Date | null;
  frequency: string | null;
  since: Date | null;
  actorKind: string;
  at: Date;
}

/** One cell in the words of the rules. @throws where the ledger knows a word that this version does not. */
export const toRecorded = (row: StateRow): Recorded => ({
  seq: row.seq,
  state: known<ChoiceState>(CHOICE_STATES, row.state),
  pausedUntil: row.pausedUntil,
  frequency: row.frequency === null ? null : known(FREQUENCIES, row.frequency),
  since: row.since,
  at: row.at,
  by: speakerOf(row.actorKind),
});

/** Newest ledger position and the state of every cell that has one. */
export async function readChoices(
  tx: Tx,
  customerId: string,
): Promise<{ seen: number; choices: Map<string, Recorded> }> {
  const [[head], rows] = await Promise.all([
    tx
      .select()
      .from(ledgerHeads)
      .where(eq(ledgerHeads.customerId, customerId))
      .prepare("choices.head")
      .execute(),
    tx.select().from(choices).where(eq(choices.customerId, customerId)).prepare("choices.cells").execute(),
  ]);
  const brought = rows.some(({ actorKind }) => actorKind === "import");
  const tools = brought ? await readTools(tx, customerId) : new Map<number, string>();
  return {
    seen: head?.seq ?? 0,
    choices: new Map(
      rows.map((row) => {
        const tool = tools.get(row.seq);
        return [cellKey(row.purpose, row.channel), { ...toRecorded(row), ...(tool ? { tool } : {}) }];
      }),
    ),
  };
}

/** Which tool each event was brought in from, by its place in the chain. */
async function readTools(tx: Tx, customerId: string): Promise<Map<number, string>> {
  const rows = await tx
    .select({ seq: choiceEvents.seq, tool: choiceEvents.actorId })
    .from(choiceEvents)
    .where(and(eq(choiceEvents.customerId, customerId), eq(choiceEvents.actorKind, "import")));
  return new Map(rows.map(({ seq, tool }) => [seq, tool]));
}

/** Which records were found to be the same person as any of these, and when. */
export const readJoins = (tx: Tx, customerIds: readonly string[]) =>
  tx
    .select()
    .from(customerJoins)
    .where(inArray(customerJoins.customerId, [...customerIds]));

/** One event of the ledger, with the state it led to. */
export interface LedgerEvent extends Recorded {
  actId: string;
  purpose: string;
  channel: string;
  act: ChoiceAct;
  hash: Buffer;
}

const toEvent = (row: typeof choiceEvents.$inferSelect): LedgerEvent => ({
  ...toRecorded(row),
  actId: row.actId,
  purpose: row.purpose,
  channel: row.channel,
  act: known(CHOICE_ACTS, row.act),
  hash: row.hash,
});

/** The events of one act, oldest first. */
export async function readAct(tx: Tx, customerId: string, actId: string): Promise<LedgerEvent[]> {
  const rows = await tx
    .select()
    .from(choiceEvents)
    .where(and(eq(choiceEvents.customerId, customerId), eq(choiceEvents.actId, actId)))
    .orderBy(asc(choiceEvents.seq));
  return rows.map(toEvent);
}

/**
 * The event that first said what holds of a cell since that moment; later pauses and frequencies are not it.
 * `customerIds`: all records of the person.
 */
export async function readDeciding(
  tx: Tx,
  of: { customerIds: string[]; purpose: string; channel: string; since: Date },
): Promise<LedgerEvent | null> {
  const [row] = await tx
    .select()
    .from(choiceEvents)
    .where(
      and(
        inArray(choiceEvents.customerId, of.customerIds),
        eq(choiceEvents.purpose, of.purpose),
        eq(choiceEvents.channel, of.channel),
        eq(choiceEvents.since, of.since),
      ),
    )
    .orderBy(asc(choiceEvents.at))
    .limit(1);
  return row ? toEvent(row) : null;
}

/** What came after a ledger position, newest first, at most 50. */
export async function readSince(tx: Tx, customerId: string, seq: number): Promise<LedgerEvent[]> {
  const rows = await tx
    .select()
    .from(choiceEvents)
    .where(and(eq(choiceEvents.customerId, customerId), gt(choiceEvents.seq, seq)))
    .orderBy(desc(choiceEvents.seq))
    .limit(50);
  return rows.map(toEvent);
}

/** One event with all that the chain holds. */
export type EventRow = typeof choiceEvents.$inferSelect;

/** One chain after a position, oldest first. */
export async function readChain(
  tx: Tx,
  { customerId, after, limit }: { customerId: string; after: number; limit: number },
): Promise<EventRow[]> {
  return tx
    .select()
    .from(choiceEvents)
    .where(and(eq(choiceEvents.customerId, customerId), gt(choiceEvents.seq, after)))
    .orderBy(asc(choiceEvents.seq))
    .limit(limit);
}

/** What the app says of an event; position, time, state, chain and hash are the trigger's. */
export interface NewEvent {
  customerId: string;
  actId: string;
  purpose: string;
  channel: string;
  act: ChoiceAct;
  undoes: number | null;
  pausedUntil: Date | null;
  frequency: string | null;
  actor: { kind: "customer" | "token" | "staff" | "api_key" | "signal" | "text"; id: string };
  via: { kind: "session" | "token" | "visit" | "api_key" | "signal" | "text"; id: string };
  /** What staff or a system brought as proof, sealed with the person's key. */
  evidence: Buffer | null;
  /** When it happened, where it is told of later. */
  occurredAt: Date | null;
  shownHash: string;
  locale: string;
  brandHash: string;
  terms: string;
}

/** Adds one event. @throws what the ledger's trigger refuses, by its error code. */
export async function append(tx: Tx, event: NewEvent): Promise<LedgerEvent> {
  const row = {
    customerId: event.customerId,
    id: newId(),
    actId: event.actId,
    purpose: event.purpose,
    channel: event.channel,
    act: event.act,
    undoes: event.undoes,
    pausedUntil: event.pausedUntil,
    frequency: event.frequency,
    actorKind: event.actor.kind,
    actorId: event.actor.id,
    viaKind: event.via.kind,
    viaId: event.via.id,
    shownHash: event.shownHash,
    locale: event.locale,
    brandHash: event.brandHash,
    terms: event.terms,
    evidence: event.evidence,
    occurredAt: event.occurredAt,
  };
  // The trigger sets these whatever stands here.
  const set = { seq: 0, state: "unset", at: new Date(0), hash: Buffer.alloc(0) };
  const [written] = await tx
    .insert(choiceEvents)
    .values({ ...row, ...set })
    .returning()
    .prepare("ledger.append")
    .execute();
  if (!written) throw new Error("the ledger gave nothing back");
  return toEvent(written);
}
