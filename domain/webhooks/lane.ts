import type { DeliveryReason } from "./catalog";
import type { DeliveryRow } from "./delivery-store";
import type { Outcome } from "./outcome-store";
import { nextAttempt, retryAfter, type Verdict, verdictOf } from "./rules";

/** What one attempt means for the endpoint as a whole. */
export interface Judged {
  outcome: Outcome;
  verdict: Verdict;
  /** Milliseconds of rest that the answer asked for. */
  rest: number | null;
}

/**
 * What an answer makes of a delivery. An attempt before its time, because the endpoint answers again, is an extra one:
 * it uses up nothing of the schedule.
 */
export function judge(
  delivery: DeliveryRow,
  answer: { status: number | null; reason: DeliveryReason | null; retryAfter: string | null },
  { now, random }: { now: Date; random: number },
): Judged {
  const verdict = verdictOf(answer.status);
  const rest = retryAfter(answer.retryAfter, now);
  const told = { position: delivery.position, triedAt: now, status: answer.status, reason: answer.reason };
  const isExtra = delivery.nextAt !== null && delivery.nextAt > now;
  const attempts = delivery.attempts + (isExtra && verdict !== "delivered" ? 0 : 1);
  const done = (state: "delivered" | "dead"): Judged => ({
    outcome: { ...told, state, attempts, nextAt: null },
    ...{ verdict, rest },
  });
  if (verdict === "delivered") return done("delivered");
  const nextAt = isExtra ? delivery.nextAt : nextAttempt(attempts, { now, random, rest });
  if (nextAt === null) return done("dead");
  return { outcome: { ...told, state: "pending", attempts, nextAt }, verdict, rest };
}

/** A delivery that can never be sent. */
export const lost = (delivery: DeliveryRow, now: Date): Judged => ({
  outcome: {
    ...{ position: delivery.position, state: "dead", attempts: delivery.attempts, triedAt: now },
    ...{ status: null, reason: null, nextAt: null },
  },
  ...{ verdict: "failed", rest: null },
});

/** One customer's queue at one endpoint, while it is worked on. */
export interface Lane {
  id: string;
  deliveries: readonly DeliveryRow[];
}

/** What came of a lane, as far as it went. */
export interface LaneResult {
  lane: string;
  judged: Judged[];
}

/**
 * Delivers a lane's events one after the other and ends at the first that does not arrive, so that none overtakes
 * another. `mayBegin`: asked before each but the first.
 */
export async function deliverLane(
  lane: Lane,
  {
    deliver,
    mayBegin,
  }: { deliver: (delivery: DeliveryRow) => Promise<Judged | null>; mayBegin: () => boolean },
): Promise<LaneResult> {
  const judged: Judged[] = [];
  for (const delivery of lane.deliveries) {
    if (judged.length > 0 && !mayBegin()) break;
    const one = await deliver(delivery);
    if (one === null) break;
    judged.push(one);
    if (one.outcome.state === "pending") break;
  }
  return { lane: lane.id, judged };
}
