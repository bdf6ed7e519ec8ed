import { setTimeout as pause } from "node:timers/promises";
import { withSight } from "@/db/client";
import { databaseTime } from "../clock";
import type { House } from "../house";
import type { Resolve } from "../outgoing";
import type { Means } from "./batch";
import { Connections } from "./connections";
import { ASK_EVERY_MS, EndpointRun } from "./endpoint-run";
import { selectDueEndpoints } from "./work-store";

/** How long it is not asked while the database is away. */
const AFTER_FAULT_MS = 2_000;

export interface Courier {
  /** Begins nothing more, lets attempts under way end for `graceMs`, and writes down what came of them. */
  close(graceMs: number): Promise<void>;
}

/**
 * Sends what is due for as long as the process lives. Endpoints are independent of each other; any number of
 * processes may do this at once, and one that is killed loses nothing: its claims run out.
 */
export function startCourier(house: House): Courier {
  const [ending, stop] = [new AbortController(), new AbortController()];
  const means = meansOf(house, { stop: stop.signal });
  const running = new Map<string, Promise<void>>();
  const begin = (endpoint: string) => {
    if (running.has(endpoint)) return;
    const run = new EndpointRun(endpoint, { ...means, ending: ending.signal }).run();
    const told = run.catch((error) => tellFault(house, error)).finally(() => running.delete(endpoint));
    running.set(endpoint, told);
  };
  const asking = askAgain({ house, ending: ending.signal, begin });
  const close = async (graceMs: number) => {
    ending.abort();
    await asking;
    const late = setTimeout(() => {
      stop.abort();
      void means.connections.close();
    }, graceMs);
    await Promise.all(running.values());
    clearTimeout(late);
    await means.connections.close();
  };
  return { close };
}

async function askAgain(asked: {
  house: House;
  ending: AbortSignal;
  begin: (endpoint: string) => void;
}): Promise<void> {
  const { house, ending, begin } = asked;
  while (!ending.aborted) {
    try {
      for (const endpoint of await dueEndpoints(house, await databaseTime(house))) begin(endpoint);
    } catch (error) {
      tellFault(house, error);
      await pause(AFTER_FAULT_MS, null, { signal: ending }).catch(() => undefined);
    }
    await pause(ASK_EVERY_MS, null, { signal: ending }).catch(() => undefined);
  }
}

const dueEndpoints = (house: House, now: Date): Promise<string[]> =>
  withSight(house.db, {}, (tx) => selectDueEndpoints(tx, now));

/** An error of the database's; what was under way is due again when its claim runs out. */
function tellFault(house: House, error: unknown): void {
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  house.log.error("webhooks", { code });
}

/** Sends all that is due by a clock, then ends. For whoever has no courier running. */
export async function deliverDue(
  house: House,
  by: { now: () => Promise<Date>; random?: () => number; resolve?: Resolve },
): Promise<void> {
  const never = new AbortController().signal;
  const means = { ...meansOf(house, { stop: never, ...by }), ending: never };
  try {
    const due = await dueEndpoints(house, await means.now());
    await Promise.all(due.map((endpoint) => new EndpointRun(endpoint, means).run()));
  } finally {
    await means.connections.close();
  }
}

function meansOf(
  house: House,
  given: { stop: AbortSignal; now?: () => Promise<Date>; random?: () => number; resolve?: Resolve },
): Omit<Means, "ending"> {
  const { now = () => databaseTime(house), random = Math.random, resolve, stop } = given;
  return { house, connections: new Connections(house, resolve), now, random, stop };
}
