import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { ChoiceAct } from "./states";
import { type LedgerEvent, toRecorded } from "./store";

/** One event of a system, as the database's `ledger_write` takes it. */
export interface ToldEvent {
  customer: string;
  /** The place in the chain that it was planned for. */
  seq: number;
  id: string;
  act_id: string;
  purpose: string;
  channel: string;
  act: ChoiceAct;
  paused_until: Date | null;
  /** Hash of the words in `texts`. */
  shown: string;
  locale: string;
  brand: string;
  terms: string;
  occurred_at: Date;
  /** Sealed, base64. */
  evidence: string;
}

type Written = [
  id: string,
  seq: number,
  state: string,
  pausedUntil: string | null,
  frequency: string | null,
  since: string | null,
  at: string,
  hash: string,
];

/**
 * Adds what one system tells of several customers, in one statement. `tx` must see all of them.
 * @returns the events as they stand, by id. @throws what the ledger refuses, by its error code; FT004 also where a
 * chain has gone on, and then nothing is written.
 */
export async function appendTold(
  tx: Tx,
  { keyId, events }: { keyId: string; events: readonly ToldEvent[] },
): Promise<Map<string, LedgerEvent>> {
  if (events.length === 0) return new Map();
  const { rows } = await tx.execute<{ written: Written[] }>(
    sql`select ledger_write('api_key', ${keyId}, ${keyId}, ${JSON.stringify(events)}) as written`,
  );
  const written = new Map(rows[0]?.written.map((one) => [one[0], one]));
  return new Map(events.map((event) => [event.id, eventOf(event, written.get(event.id))]));
}

function eventOf(event: ToldEvent, written: Written | undefined): LedgerEvent {
  if (!written) throw new Error("the ledger gave nothing back");
  const [, seq, state, pausedUntil, frequency, since, at, hash] = written;
  const moment = (text: string | null) => (text === null ? null : new Date(text));
  return {
    ...toRecorded({
      ...{ seq, state, frequency, actorKind: "api_key", at: new Date(at) },
      ...{ pausedUntil: moment(pausedUntil), since: moment(since) },
    }),
    ...{ actId: event.act_id, purpose: event.purpose, channel: event.channel, act: event.act },
    hash: Buffer.from(hash, "hex"),
  };
}
