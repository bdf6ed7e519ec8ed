import type { EndpointStanding } from "./catalog";
import { JITTER, SCHEDULE } from "./limits";

/** What an answer means: 2xx arrived, 410 is gone for good, 429, 502 and 504 ask for a rest, all else failed. */
export type Verdict = "delivered" | "gone" | "throttled" | "failed";

/** Standard Webhooks 1.0.0, "Delivery": a redirect is a failure, and is not followed. */
export function verdictOf(status: number | null): Verdict {
  if (status === null) return "failed";
  if (status >= 200 && status < 300) return "delivered";
  if (status === 410) return "gone";
  return status === 429 || status === 502 || status === 504 ? "throttled" : "failed";
}

/** Longest rest that an answer may ask for, in milliseconds. */
const LONGEST_REST = 86_400_000;

/** Milliseconds that `Retry-After` asks for: seconds or a date (RFC 9110, 10.2.3); null where it says nothing. */
export function retryAfter(header: string | null, now: Date): number | null {
  const text = header?.trim() ?? "";
  const asked = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : dateOf(text) - now.getTime();
  return Number.isFinite(asked) && text !== "" ? Math.min(Math.max(asked, 0), LONGEST_REST) : null;
}

/** A date as HTTP writes it, in milliseconds; NaN where it is none. */
const dateOf = (text: string): number => (/^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN);

/**
 * When to try again after so many attempts; null: that was the last. `random` from 0 up to 1.
 * What the endpoint asked for counts where it is later.
 */
export function nextAttempt(
  attempts: number,
  { now, random, rest }: { now: Date; random: number; rest: number | null },
): Date | null {
  const pause = SCHEDULE[attempts];
  if (pause === undefined) return null;
  const wait = pause * 1_000 * (1 + JITTER * random);
  return new Date(now.getTime() + Math.round(Math.max(wait, rest ?? 0)));
}

/** The rest of an endpoint that asked for one and did not say how long: doubled each time, up to a minute. */
export const restOf = (failures: number): number => Math.min(1_000 * 2 ** failures, 60_000);

/** From so many failures in a row an endpoint counts as down; when it answers again, all that waits is tried at once. */
export const DOWN_AFTER = 5;

interface Standing {
  disabledAt: Date | null;
  disabledReason: string | null;
  failingAt: Date | null;
  heldUntil: Date | null;
}

/** How an endpoint fares, the worst first. */
export function standingOf(endpoint: Standing, now: Date): EndpointStanding {
  if (endpoint.disabledAt) return endpoint.disabledReason === "gone" ? "gone" : "disabled";
  if (endpoint.failingAt) return "failing";
  return endpoint.heldUntil && endpoint.heldUntil > now ? "held" : "ok";
}
