import { changed, mutate, observe, unchanged } from "../access";
import type { Ctx } from "../context";
import { DomainError } from "../errors";
import { unpackDevice } from "../sessions";
import { staffOf } from "./again";
import type { OwnIdInput, StaffAccount, StaffMethod, StaffSessionRow } from "./catalog";
import { factorsOf } from "./factors";
import { openEmail } from "./keys";
import { endStaffSessions, listStaffSessions, type StaffSessionRecord } from "./session-store";
import { findActive } from "./store";

/** What somebody of staff sees of their own account: factors, and where they are signed in. */
export async function readStaffAccount(ctx: Ctx): Promise<StaffAccount> {
  const { staffId, sessionId, role } = staffOf(ctx);
  return observe(ctx, "staff.read", async (tx) => {
    const person = await findActive(tx, staffId);
    if (!person) throw new DomainError("signed_out");
    const { factors, passkeys } = await factorsOf(tx, person);
    const sessions = await listStaffSessions(tx, staffId);
    return {
      name: person.name,
      email: openEmail(ctx.house.keys, person),
      role,
      byOpenId: person.openIdLookup !== null,
      factors,
      totpAt: person.totpAt,
      passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({ id, name, createdAt, lastUsedAt })),
      sessions: sessions.map((row) => shown(row, sessionId)),
    };
  });
}

const shown = (row: StaffSessionRecord, current: string): StaffSessionRow => ({
  id: row.id,
  device: unpackDevice(row.device),
  method: row.method as StaffMethod,
  startedAt: row.createdAt,
  lastSeenAt: row.lastSeenAt,
  endsAt: row.expiresAt,
  current: row.id === current,
});

/**
 * Signs one's own other place out, at once.
 * @throws DomainError `not_found` when it is another's or already ended.
 */
export async function endStaffSession(ctx: Ctx, input: OwnIdInput): Promise<void> {
  const { staffId } = staffOf(ctx);
  await mutate(ctx, "staff.end", async (tx) => {
    const count = await endStaffSessions(tx, { staffId, only: input.id });
    if (count === 0) throw new DomainError("not_found");
    return changed(null, { sessions: count, event: "session_ended" });
  });
}

/** Signs out everywhere but here. @returns how many places that were. */
export async function endOtherStaffSessions(ctx: Ctx): Promise<number> {
  const { staffId, sessionId } = staffOf(ctx);
  const { value } = await mutate(ctx, "staff.end", async (tx) => {
    const count = await endStaffSessions(tx, { staffId, except: sessionId });
    return count ? changed(count, { sessions: count, event: "other_sessions_ended" }) : unchanged(0);
  });
  return value;
}

/** Ends the staff session that asks. Whoever was signed out already stays so. */
export async function signOutStaff(ctx: Ctx): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== "staff") return;
  await mutate(ctx, "staff.end", async (tx) => {
    const count = await endStaffSessions(tx, { staffId: actor.staffId, only: actor.sessionId });
    return count ? changed(null, { sessions: count, event: "signed_out" }) : unchanged(null);
  });
}
