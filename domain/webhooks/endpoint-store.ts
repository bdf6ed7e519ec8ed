import { and, asc, eq, isNull, type SQL, sql } from "drizzle-orm";
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

const ofState = (state: string) => sql<number>`count(*) filter (where state = ${state})::int`;

/** How many deliveries wait, and how many were given up. */
export async function countDeliveries(tx: Tx, endpoint: string): Promise<DeliveryCounts> {
  const [row] = await tx
    .select({
      pending: ofState("pending"),
      dead: ofState("dead"),
      oldestPendingAt: sql<string | null>`min(at) filter (where state = 'pending')`,
    })
    .from(webhookDeliveries)
    .where(and(eq(webhookDeliveries.endpointId, endpoint), sql`state in ('pending', 'dead')`));
  const { pending = 0, dead = 0, oldestPendingAt = null } = row ?? {};
  return { pending, dead, oldestPendingAt: oldestPendingAt ? new Date(oldestPendingAt) : null };
}
