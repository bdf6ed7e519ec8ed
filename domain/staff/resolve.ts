import { withSightNow } from "@/db/client";
import type { Actor } from "../context";
import type { House } from "../house";
import { ROLES } from "./catalog";
import { staffProof } from "./keys";
import { readPresented, type StaffSessionRecord, touchStaffSession } from "./session-store";
import type { StaffRecord } from "./store";

export type StaffActor = Extract<Actor, { kind: "staff" }>;

/** Whoever of staff a request comes from, or null. `now` is the database's clock, also for nobody. */
export interface ResolvedStaff {
  actor: StaffActor | null;
  now: Date;
}

/** Longer than any secret of ours: not worth a hash. */
const LONGEST = 200;

/**
 * Finds the staff session of a cookie's secret, in one short transaction that sees that session alone. Ended,
 * idle for 15 minutes, older than 8 hours, its person disabled or of another role since: nobody, at once, and by
 * the database's clock.
 */
export async function resolveStaff(house: House, sid: string | null | undefined): Promise<ResolvedStaff> {
  const proof = sid && sid.length <= LONGEST ? staffProof(house, sid) : undefined;
  return withSightNow(house.db, proof ? { staff: proof } : {}, async (tx, now) => {
    const found = proof && (await readPresented(tx));
    if (!found) return { actor: null, now };
    await touchStaffSession(tx, found.session.id);
    return { actor: actorOf(found, proof), now };
  });
}

/** Somebody of staff as they act; a role that is none of ours acts for nobody. */
export function actorOf(
  { session, person }: { session: Pick<StaffSessionRecord, "id" | "secondAt">; person: StaffRecord },
  proof: Buffer,
): StaffActor | null {
  const role = ROLES.find((one) => one === person.role);
  if (!role) return null;
  const { id: staffId, name } = person;
  const { id: sessionId, secondAt: secondFactorAt } = session;
  return { kind: "staff", staffId, sessionId, role, name, secondFactorAt, proof, visit: null };
}
