import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { ledgerHeads } from "@/db/schema/choices";
import { webhookEndpoints, webhookEvents } from "@/db/schema/webhooks";
import type { WebhookEvent } from "./catalog";

export type EventRow = typeof webhookEvents.$inferSelect;

/** The customer's ledger position, 0 without one; waits for the turn, so that order and position agree. */
export async function ledgerSeq(tx: Tx, customerId: string): Promise<number> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`ledger/${customerId}`}, 0))`);
  const [head] = await tx.select().from(ledgerHeads).where(eq(ledgerHeads.customerId, customerId));
  return head?.seq ?? 0;
}

/** Writes an event; the database makes a delivery for each endpoint. Without endpoints nothing is written. */
export async function insertEvent(
  tx: Tx,
  event: { customerId: string; type: WebhookEvent; seq: number; data: EventRow["data"] },
): Promise<void> {
  const [any] = await tx
    .select({ id: webhookEndpoints.id })
    .from(webhookEndpoints)
    .where(sql`${webhookEndpoints.deletedAt} is null`)
    .limit(1);
  if (!any) return;
  await tx.insert(webhookEvents).values({ ...event, at: sql`date_trunc('milliseconds', clock_timestamp())` });
}

/** Whether the very same was told before. */
export async function wasTold(
  tx: Tx,
  { customerId, type, data }: { customerId: string; type: WebhookEvent; data: EventRow["data"] },
): Promise<boolean> {
  const same = sql`${webhookEvents.data} = ${JSON.stringify(data)}::jsonb`;
  const [row] = await tx
    .select({ id: webhookEvents.id })
    .from(webhookEvents)
    .where(and(eq(webhookEvents.customerId, customerId), eq(webhookEvents.type, type), same))
    .limit(1);
  return row !== undefined;
}
