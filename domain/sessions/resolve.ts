import { withSight } from "@/db/client";
import type { Actor, Subject } from "../context";
import type { House } from "../house";
import { findOpenSession, readPerson, touchSession } from "./store";

/** Who a request comes from. `now` is the database's clock, also for nobody. */
export interface Resolved {
  actor: Actor;
  subject: Subject | null;
  now: Date;
  /** What the person chose, else what a source says; null when neither is known. */
  locale: string | null;
  authTime: Date | null;
}

/** Ids are UUIDv7, so the oldest record of a person is the first in order. */
export function subjectOf(customerIds: readonly string[]): Subject | null {
  const [id, ...linked] = [...new Set(customerIds)].sort();
  return id === undefined ? null : { id, linked };
}

/**
 * Finds the session of a cookie's secret, in one short transaction that sees that session alone. Ended,
 * idle for 30 minutes or older than 12 hours is nobody, by the database's clock and at once.
 */
export async function resolveSession(house: House, sid: string | null | undefined): Promise<Resolved> {
  const session = sid && sid.length <= 200 ? house.keys.hash("sessions", sid) : undefined;
  return withSight(house.db, session ? { session } : {}, async (tx, clock): Promise<Resolved> => {
    const row = session && (await findOpenSession(tx));
    if (!session || !row)
      return { actor: { kind: "nobody" }, subject: null, now: await clock, locale: null, authTime: null };
    const { others, locale } = await readPerson(tx, row.customerId);
    const [now] = await Promise.all([clock, touchSession(tx, row)]);
    return {
      actor: { kind: "customer", customerId: row.customerId, sessionId: row.id, proof: session },
      subject: subjectOf([row.customerId, ...others]),
      now,
      locale,
      authTime: row.authTime,
    };
  });
}
