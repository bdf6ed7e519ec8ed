import { setTimeout as pause } from "node:timers/promises";
import { withSight } from "@/db/client";
import type { House } from "../house";
import { deleteOldEvents, type Look, type Old, selectOld, sweepNext } from "./sweep-store";

/** For how many days what arrived can be looked up and sent again, where nothing else is said. */
const KEPT_DAYS = 90;
/** So many are looked at in one statement, with a breath in between, and so many in one round: others come first. */
const AT_ONCE = 500;
const MOST = 100_000;
const BREATH_MS = 50;

/** What one round took away. */
export interface SweptCount {
  deliveries: number;
  events: number;
}

interface Sweeping {
  /** Where each endpoint was left, when a round came to its end before the endpoint did. */
  left?: Map<string, number>;
  atOnce?: number;
  most?: number;
  signal?: AbortSignal;
}

/**
 * Sweeps webhooks that arrived long ago, a few at a time and a bounded number in a round; any number of processes may
 * do it at once. What did not arrive is never touched, nor what a customer is shown that a system obeyed.
 */
export async function sweepWebhooks(house: House, sweeping: Sweeping = {}): Promise<SweptCount> {
  const { left = new Map<string, number>(), atOnce = AT_ONCE, most = MOST, signal } = sweeping;
  const done = { deliveries: 0, events: 0 };
  const days = house.settings.webhooksKeptDays ?? KEPT_DAYS;
  let looked = 0;
  for (const old of await withSight(house.db, {}, (tx) => selectOld(tx, days)))
    for (let after: number | null = left.get(old.endpoint) ?? 0; after !== null; ) {
      if (looked >= most || signal?.aborted) {
        left.set(old.endpoint, after);
        return done;
      }
      const { swept, seen, events, next } = await sweepSome(house, { ...old, after, limit: atOnce });
      done.deliveries += swept.length;
      done.events += events;
      looked += seen;
      after = next;
      if (after === null) left.delete(old.endpoint);
      else await pause(BREATH_MS, null, signal && { signal }).catch(() => undefined);
    }
  return done;
}

async function sweepSome(
  house: House,
  from: Old & { after: number; limit: number },
): Promise<Look & { events: number }> {
  return withSight(house.db, {}, async (tx) => {
    const look = await sweepNext(tx, from);
    const { swept } = look;
    return { ...look, events: swept.length === 0 ? 0 : await deleteOldEvents(tx, swept) };
  });
}
