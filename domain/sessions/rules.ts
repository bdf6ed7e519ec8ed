import type { Ctx } from "../context";
import { DomainError } from "../errors";
import { STEP_UP_MINUTES } from "./catalog";

/**
 * For acts that need a fresh proof, such as a copy of everything.
 * @throws DomainError `step_up_required` when the person last proved who they are longer ago, by the
 * database's clock; `signed_out` without a session.
 */
export function requireRecentSignIn(ctx: Ctx, minutes: number = STEP_UP_MINUTES): void {
  if (ctx.actor.kind !== "customer") throw new DomainError("signed_out");
  const { authTime, now } = ctx;
  if (authTime && now.getTime() - authTime.getTime() <= minutes * 60_000) return;
  throw new DomainError("step_up_required", { minutes });
}
