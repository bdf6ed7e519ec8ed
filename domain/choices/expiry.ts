import { addDuration, startOfDay } from "@/domain/brand";

export { startOfDay };

export interface ExpiryRule {
  /** ISO 8601 duration after which consent ends by itself; left out: it does not. */
  renewAfter?: string;
  /** YYYY-MM-DD: consent given before that day meant something else and is asked for again. */
  reworded?: string;
}

interface Grant {
  since: Date;
  now: Date;
  timeZone: string;
}

/** When consent given at `since` ends, and whether it is over already, and why. */
export function expiry(
  rule: ExpiryRule,
  { since, now, timeZone }: Grant,
): { expiresAt: Date | null; over: "expired" | "reworded" | null } {
  if (rule.reworded !== undefined) {
    const reworded = startOfDay(rule.reworded, timeZone);
    if (since < reworded && reworded <= now) return { expiresAt: reworded, over: "reworded" };
  }
  if (rule.renewAfter === undefined) return { expiresAt: null, over: null };
  const expiresAt = addDuration(since, rule.renewAfter, timeZone);
  return { expiresAt, over: expiresAt <= now ? "expired" : null };
}
