import { and, asc, count, eq, isNull, min, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { webhookDeliveries, webhookEndpoints } from "@/db/schema/webhooks";
import type { DeliveryCounts } from "./catalog";

export type EndpointRow = typeof webhookEndpoints.$inferSelect;

/** Every endpoint, the oldest first. */
export const selectEndpoints = (tx: Tx): Promise<EndpointRow[]> =>
  tx
    .select()
    .from(webhookEndpoints)
    .where(isNull(webhookEndpoints.deletedAt))
    .orderBy(asc(webhookEndpoints.createdAt), asc(webhookEndpoints.id));

export async function selectEndpoint(
  tx: Tx,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<EndpointRow | undefined> {
  const query = tx.select().from(webhookEndpoints).where(existing(id));
  const [row] = lock ? await query.for("update") : await query;
  return row;
}

const existing = (id: string) => and(eq(webhookEndpoints.id, id), isNull(webhookEndpoints.deletedAt));

export async function insertEndpoint(
  tx: Tx,
  row: typeof webhookEndpoints.$inferInsert,
): Promise<EndpointRow> {
  const [made] = await tx.insert(webhookEndpoints).values(row).returning();
  if (!made) throw new Error("the endpoint was not kept");
  return made;
}

export async function updateEndpoint(
  tx: Tx,
  id: string,
  set: { [Column in keyof EndpointRow]?: EndpointRow[Column] | SQL },
): Promise<EndpointRow> {
  const [row] = await tx.update(webhookEndpoints).set(set).where(existing(id)).returning();
  if (!row) throw new Error("the endpoint is not there");
  return row;
}

/** How many deliveries wait, and how many were given up. Each state has an index of its own, so both are literal. */
export async function countDeliveries(tx: Tx, endpoint: string): Promise<DeliveryCounts> {
  const of = eq(webhookDeliveries.endpointId, endpoint);
  const [waiting] = await tx
    .select({ count: count(), oldest: min(webhookDeliveries.at) })
    .from(webhookDeliveries)
    .where(and(of, sql`state = 'pending'`));
  const dead = await tx.$count(webhookDeliveries, and(of, sql`state = 'dead'`));
  return { pending: waiting?.count ?? 0, dead, oldestPendingAt: waiting?.oldest ?? null };
}
