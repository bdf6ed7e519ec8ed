import type { Ctx, Role } from "../context";
import { DomainError } from "../errors";
import { ROLES, SECOND_FACTOR_MINUTES } from "./catalog";

/**
 * For acts at the desk that need a second step just done, such as opening a visit.
 * @throws DomainError `step_up_required` when it is longer ago, by the database's clock; `signed_out` without
 * a session of staff.
 */
export function requireRecentSecondFactor(
  ctx: Pick<Ctx, "actor" | "now">,
  minutes: number = SECOND_FACTOR_MINUTES,
): void {
  const { actor, now } = ctx;
  if (actor.kind !== "staff") throw new DomainError("signed_out");
  const at = actor.secondFactorAt;
  if (at && now.getTime() - at.getTime() <= minutes * 60_000) return;
  throw new DomainError("step_up_required", { minutes });
}

const isRole = (value: unknown): value is Role => ROLES.some((role) => role === value);

/**
 * The role that a claim names, alone or in a list with other groups. A claim inside another is named with dots.
 * None is no role, and two are none either: nobody is to be more than they are at once.
 */
export function roleFrom(claims: Readonly<Record<string, unknown>>, claim: string): Role | null {
  const named = claimAt(claims, claim);
  const roles = new Set([named].flat().filter(isRole));
  const [role] = roles;
  return roles.size === 1 && role ? role : null;
}

function claimAt(claims: Readonly<Record<string, unknown>>, claim: string): unknown {
  if (Object.hasOwn(claims, claim)) return claims[claim];
  return claim.split(".").reduce<unknown>((inside, name) => {
    if (typeof inside !== "object" || inside === null || !Object.hasOwn(inside, name)) return undefined;
    return Reflect.get(inside, name);
  }, claims);
}

/** A name for whom nobody named: what stands before the @, as words. */
export function nameFrom(email: string): string {
  const [local = email] = email.split("@");
  const words = local.split(/[._-]+/).filter(Boolean);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" ") || email;
}
