import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customerKeys, identifiers } from "@/db/schema/customers";
import { webhookDeliveries, webhookEndpoints, webhookEvents } from "@/db/schema/webhooks";
import { sealerOf } from "../customers/keys";
import type { Keys } from "../keys";
import type { DeliveryRow } from "./delivery-store";
import { type EndpointRow, selectEndpoint } from "./endpoint-store";
import type { EventRow } from "./event-store";

const moment = (at: Date) => sql`${at.toISOString()}::timestamptz`;
const ids = (values: readonly string[]) => sql`${sql.param([...values])}::uuid[]`;

/** Endpoints that something is due for and that may be sent to. */
export async function selectDueEndpoints(tx: Tx, now: Date): Promise<string[]> {
  const rows = await tx
    .select({ id: webhookEndpoints.id })
    .from(webhookEndpoints)
    .where(
      and(
        isNull(webhookEndpoints.deletedAt),
        isNull(webhookEndpoints.disabledAt),
        sql`(held_until is null or held_until <= ${moment(now)})`,
        sql`exists (select from webhook_lanes l where l.endpoint_id = ${webhookEndpoints.id} and l.due_at <= ${moment(now)})`,
      ),
    );
  return rows.map(({ id }) => id);
}

export interface Claiming {
  endpoint: string;
  /** Whose work it is from now on, and until when. */
  claim: string;
  until: Date;
  now: Date;
  /** How many lanes. */
  limit: number;
}

/** How many of one customer's events are taken at a time. */
const AT_ONCE = 10;

/** Takes lanes that are due, the longest waiting first; what another process holds is passed over. */
export async function claimLanes(
  tx: Tx,
  { endpoint, claim, until, now, limit }: Claiming,
): Promise<{ row: EndpointRow | null; lanes: string[] }> {
  const row = await selectEndpoint(tx, endpoint);
  if (!row || row.disabledAt || (row.heldUntil && row.heldUntil > now)) return { row: null, lanes: [] };
  const { rows } = await tx.execute<{ lane: string }>(sql`
    with due as (select lane from webhook_lanes where endpoint_id = ${endpoint} and due_at <= ${moment(now)}
                  order by due_at limit ${limit} for update skip locked)
    update webhook_lanes l set due_at = ${moment(until)}, claim = ${claim}
      from due where l.endpoint_id = ${endpoint} and l.lane = due.lane returning l.lane`);
  return { row, lanes: rows.map(({ lane }) => lane) };
}

/** The next events of each lane in their order. */
export const selectHeads = (tx: Tx, endpoint: string, lanes: readonly string[]): Promise<DeliveryRow[]> =>
  tx
    .select()
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.endpointId, endpoint),
        sql`${webhookDeliveries.position} in (
          select d.position from unnest(${ids(lanes)}) as taken (lane) cross join lateral (
            select position from webhook_deliveries w where w.endpoint_id = ${endpoint} and w.lane = taken.lane
               and w.state = 'pending' order by w.position limit ${AT_ONCE}) d)`,
      ),
    )
    .orderBy(asc(webhookDeliveries.position));

/** The events themselves, by id. The transaction must see their customers. */
export async function selectEvents(tx: Tx, of: { customers: readonly string[]; events: readonly string[] }) {
  const rows = await tx
    .select()
    .from(webhookEvents)
    .where(
      and(inArray(webhookEvents.customerId, [...of.customers]), inArray(webhookEvents.id, [...of.events])),
    );
  return new Map<string, EventRow>(rows.map((row) => [row.id, row]));
}

/** The numbers by which the brand knows these customers; those who were forgotten have none. */
export async function selectNumbers(
  tx: Tx,
  keys: Keys,
  customers: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx
    .select({ id: identifiers.customerId, sealed: identifiers.sealed, key: customerKeys.sealed })
    .from(identifiers)
    .innerJoin(customerKeys, eq(customerKeys.customerId, identifiers.customerId))
    .where(and(inArray(identifiers.customerId, [...customers]), eq(identifiers.kind, "customer_number")));
  const open = ({ id, sealed, key }: (typeof rows)[number]) =>
    sealerOf(keys, id, key).open("identifiers.customer_number", sealed);
  return new Map(rows.map((row) => [row.id, open(row)] as const).filter(([, number]) => number !== ""));
}
