import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { choiceEvents } from "@/db/schema/choices";
import type { Ctx } from "../context";
import type { LedgerEvent } from "./store";

/**
 * The events of one act that the person notices: a no where nothing had been on is kept in the ledger, and is not
 * counted as a change. All of them where there is nothing else to tell of.
 */
export async function feltOf(tx: Tx, { subject }: Ctx, events: LedgerEvent[]): Promise<LedgerEvent[]> {
  const [first] = events;
  // What was on may stand in another record of the person: then all of it is told.
  if (!subject || !first || events.length === 1 || subject.linked.length > 0) return events;
  const before = sql`coalesce((select p.state from choice_events p where p.customer_id = choice_events.customer_id
    and p.purpose = choice_events.purpose and p.channel = choice_events.channel and p.seq < choice_events.seq
    order by p.seq desc limit 1), 'unset')`;
  const rows = await tx
    .select({ seq: choiceEvents.seq })
    .from(choiceEvents)
    .where(
      and(
        eq(choiceEvents.customerId, subject.id),
        eq(choiceEvents.actId, first.actId),
        eq(choiceEvents.act, "withdraw"),
        sql`${before} not in ('granted', 'pending')`,
      ),
    );
  const quiet = new Set(rows.map(({ seq }) => seq));
  const felt = events.filter(({ seq }) => !quiet.has(seq));
  return felt.length > 0 ? felt : events;
}
