import { withSight } from "@/db/client";
import type { House } from "../house";
import { type Answer, attempt } from "./attempt";
import { bodyOf } from "./body";
import type { Connections } from "./connections";
import type { DeliveryRow } from "./delivery-store";
import type { EndpointRow } from "./endpoint-store";
import type { EventRow } from "./event-store";
import { type Judged, judge, type Lane, lost } from "./lane";
import { openSecret, signedHeaders } from "./signature";
import { claimLanes, selectEvents, selectHeads, selectNumbers } from "./work-store";

/** What the courier works with; tests bring their own clock and chance. */
export interface Means {
  house: House;
  connections: Connections;
  now: () => Promise<Date>;
  random: () => number;
  /** Nothing more is begun; and what is under way is broken off. */
  ending: AbortSignal;
  stop: AbortSignal;
}

/** How long a claim lasts unless it is renewed. */
export const CLAIM_MS = 6_000;

/** Some lanes of one endpoint with all that is needed to send what waits in them. */
export interface Batch {
  row: EndpointRow;
  secrets: string[];
  lanes: Lane[];
  events: ReadonlyMap<string, EventRow>;
  numbers: ReadonlyMap<string, string>;
  /** By this process's steady clock. */
  claimedAt: number;
}

/** Takes up to `limit` lanes that are due; null: there are none, or nothing may be sent. */
export async function takeBatch(
  { house, now: clock }: Means,
  { endpoint, claim, limit }: { endpoint: string; claim: string; limit: number },
): Promise<Batch | null> {
  const now = await clock();
  const until = new Date(now.getTime() + CLAIM_MS);
  const claimedAt = performance.now();
  const { row, lanes, heads } = await withSight(house.db, {}, async (tx) => {
    const got = await claimLanes(tx, { endpoint, claim, until, now, limit });
    return { ...got, heads: got.lanes.length > 0 ? await selectHeads(tx, endpoint, got.lanes) : [] };
  });
  if (!row || lanes.length === 0) return null;
  const read = await withSight(house.db, { subjects: lanes }, async (tx) => ({
    events: await selectEvents(tx, { customers: lanes, events: heads.map(({ eventId }) => eventId) }),
    numbers: await selectNumbers(tx, house.keys, lanes),
  }));
  const of = Map.groupBy(heads, ({ lane }) => lane);
  const taken = lanes.map((id) => ({ id, deliveries: of.get(id) ?? [] }));
  return { row, claimedAt, lanes: taken, secrets: secretsOf(house, row, now), ...read };
}

function secretsOf({ keys }: House, row: EndpointRow, now: Date): string[] {
  const isOpen = row.previousUntil !== null && row.previousUntil > now;
  const before = row.previousSecret && isOpen ? [row.previousSecret] : [];
  return [row.secret, ...before].map((sealed) => openSecret(keys, row.id, sealed));
}

/** Sends one event. Null: the process is to end, and nobody knows whether it arrived; it is sent again. */
export async function deliverOne(means: Means, batch: Batch, delivery: DeliveryRow): Promise<Judged | null> {
  const { connections, now, random, stop } = means;
  const event = batch.events.get(delivery.eventId);
  // What was forgotten with its customer is nothing to send any more.
  if (!event) return lost(delivery, await now());
  const body = bodyOf(event, batch.numbers.get(event.customerId) ?? null);
  const headers = signedHeaders(batch.secrets, { id: event.id, at: await now(), body });
  const work = { endpoint: batch.row, headers, body, stop };
  const answer: Answer | null = await attempt(connections, work).catch(() => null);
  return answer && judge(delivery, answer, { now: await now(), random: random() });
}
