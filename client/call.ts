import { setTimeout as pause } from "node:timers/promises";
import { attempt, type Reply } from "./attempt.ts";
import { ForthrightError, isPassing } from "./fault.ts";
import type { Settings } from "./options.ts";

export interface Call {
  path: string;
  /** JSON. */
  body: string;
  /** Of a write: the same for every try, so that it is done once. */
  idempotencyKey?: string;
}

const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [100, 2_000];

/**
 * Asks, and asks again what may pass: few times, with pauses that grow and differ, never sooner than the server
 * wants, and all within `timeoutMs`. @throws ForthrightError
 */
export async function call(settings: Settings, one: Call): Promise<Reply> {
  const until = performance.now() + settings.timeoutMs;
  for (let left = settings.tries; ; left -= 1) {
    const remaining = until - performance.now();
    // Half of what is left, so that a try that hangs leaves time for another.
    const limitMs = Math.max(Math.ceil(left > 1 ? remaining / 2 : remaining), 1);
    try {
      return await attempt({ ...requestOf(settings, one), limitMs });
    } catch (error) {
      if (!(error instanceof ForthrightError)) throw error;
      error.idempotencyKey = one.idempotencyKey ?? null;
      const wait = pauseOf(error, settings.tries - left);
      if (left <= 1 || !isPassing(error) || performance.now() + wait >= until) throw error;
      await pause(wait);
    }
  }
}

function requestOf({ base, key }: Settings, { path, body, idempotencyKey }: Call) {
  const headers: Record<string, string> = {
    authorization: `Bearer ${key}`,
    accept: "application/json, application/problem+json",
    "content-type": "application/json",
  };
  if (idempotencyKey !== undefined) headers["idempotency-key"] = idempotencyKey;
  return { url: base + path, headers, body };
}

/** Many clients that failed together do not come back together. */
function pauseOf({ retryAfter }: ForthrightError, failed: number): number {
  const most = Math.min(FIRST_PAUSE_MS * 2 ** failed, LONGEST_PAUSE_MS);
  return (retryAfter ?? 0) * 1_000 + most * (0.5 + Math.random() / 2);
}
