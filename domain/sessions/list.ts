import { changed, mutate, observe, unchanged } from "../access";
import { type Ctx, subjectIds } from "../context";
import { DomainError } from "../errors";
import type { EndSessionInput, SessionRow, SignInMethod } from "./catalog";
import { unpackDevice } from "./device";
import { endSessions, listOpenSessions } from "./store";

const sessionOf = (ctx: Ctx): string | null => (ctx.actor.kind === "customer" ? ctx.actor.sessionId : null);

/** Where the person is signed in, the latest seen first. */
export async function listSessions(ctx: Ctx): Promise<SessionRow[]> {
  const rows = await observe(ctx, "session.read", (tx) => listOpenSessions(tx, subjectIds(ctx.subject)));
  return rows.map((row) => ({
    id: row.id,
    device: unpackDevice(row.device),
    method: row.method as SignInMethod,
    startedAt: row.createdAt,
    lastSeenAt: row.lastSeenAt,
    endsAt: row.expiresAt,
    current: row.id === sessionOf(ctx),
  }));
}

/**
 * Signs one place out, at once.
 * @throws DomainError `not_found` when it is nobody's, another's or already ended.
 */
export async function endSession(ctx: Ctx, input: EndSessionInput): Promise<void> {
  await mutate(ctx, "session.end", async (tx) => {
    const count = await endSessions(tx, { customerIds: subjectIds(ctx.subject), only: input.id });
    if (count === 0) throw new DomainError("not_found");
    return changed(null, { sessions: count, event: "session_ended" });
  });
}

/** Signs out everywhere but here. @returns how many places that were. */
export async function endOtherSessions(ctx: Ctx): Promise<number> {
  const { value } = await mutate(ctx, "session.end", async (tx) => {
    const except = sessionOf(ctx);
    const which = { customerIds: subjectIds(ctx.subject), ...(except ? { except } : {}) };
    const count = await endSessions(tx, which);
    return count ? changed(count, { sessions: count, event: "other_sessions_ended" }) : unchanged(0);
  });
  return value;
}

/** Ends the session that asks. Whoever was signed out already stays so. */
export async function signOut(ctx: Ctx): Promise<void> {
  const only = sessionOf(ctx);
  if (only === null) return;
  await mutate(ctx, "session.end", async (tx) => {
    const count = await endSessions(tx, { customerIds: subjectIds(ctx.subject), only });
    return count ? changed(null, { sessions: count, event: "signed_out" }) : unchanged(null);
  });
}
