import { type Tx, withSight } from "@/db/client";
import { changed, mutate, unchanged } from "../access";
import type { Ctx } from "../context";
import { newId } from "../random";
import { newSecret } from "../sessions/keys";
import type { StaffMethod, StaffSignInResult } from "./catalog";
import { staffProof } from "./keys";
import { actorOf } from "./resolve";
import { insertStaffSession } from "./session-store";
import { findActive, holdActive, type StaffRecord } from "./store";

/** Somebody of staff at the door, both steps proved. */
export interface StaffBeginning {
  staffId: string;
  method: StaffMethod;
  device: string;
  secondAt: Date | null;
  /** Uses up what proved it, in the same transaction; false: it was used already. */
  consume: (tx: Tx, person: StaffRecord) => Promise<boolean>;
}

const refused: StaffSignInResult = { outcome: "refused", why: "not_accepted" };

/**
 * Starts a session of staff under a secret that nobody had before, with its line in the audit. The person is
 * looked at again inside: whoever was disabled or changed meanwhile does not get in.
 */
export async function beginStaffSession(ctx: Ctx, beginning: StaffBeginning): Promise<StaffSignInResult> {
  const { house } = ctx;
  const { staffId, method, device, secondAt } = beginning;
  const person = await withSight(house.db, {}, (tx) => findActive(tx, staffId));
  if (!person) return refused;
  const [sid, id] = [newSecret(), newId()];
  const proof = staffProof(house, sid);
  const actor = actorOf({ session: { id, secondAt }, person }, proof);
  if (!actor) return refused;
  const { value } = await mutate<StaffSignInResult>(
    { ...ctx, actor, subject: null },
    "staff.start",
    async (tx) => {
      const held = await holdActive(tx, staffId);
      if (held?.version !== person.version || !(await beginning.consume(tx, held))) return unchanged(refused);
      const { version } = held;
      const row = await insertStaffSession(tx, {
        ...{ id, idHash: proof, staffId, version },
        method,
        device,
        secondAt,
      });
      return changed({ outcome: "signed_in", sid, expiresAt: row.expiresAt }, { method, device });
    },
  );
  return value;
}
