import type { House } from "@/domain/house";
import { sweepAnswers } from "@/domain/idempotency";
import { sweepLimits } from "@/domain/limits";
import { sweepMessages } from "@/domain/messages";
import { sweepSignIns } from "@/domain/sessions/sweep";
import { sweepStaffSignIns } from "@/domain/staff/sweep";
import { sweepTexts } from "@/domain/texts/sweep";
import { sweepWebhooks } from "@/domain/webhooks";

const EVERY_MS = 600_000;

/** Sweeps one kind of what has had its time. */
type Broom = (house: House, signal: AbortSignal) => Promise<void>;

/** What is swept, by name; docs/operations.md says after how long. The ledger and the audit never are. */
function brooms(): Readonly<Record<string, Broom>> {
  const left = new Map<string, number>();
  return {
    sign_ins: sweepSignIns,
    staff_sign_ins: sweepStaffSignIns,
    limits: sweepLimits,
    answers: sweepAnswers,
    messages: sweepMessages,
    texts: sweepTexts,
    webhooks: async (house, signal) => {
      const { deliveries } = await sweepWebhooks(house, { left, signal });
      if (deliveries > 0) house.log.info("webhooks.swept", { count: deliveries });
    },
  };
}

/**
 * Sweeps for as long as the process lives, whether or not anybody comes. What fails is told and done the next time; it
 * keeps nothing else from being swept. Any number of processes may do it at once.
 */
export function startSweep(house: House, everyMs = EVERY_MS): { close(): Promise<void> } {
  const ending = new AbortController();
  const all = Object.entries(brooms());
  let running: Promise<void> = Promise.resolve();
  const round = async () => {
    for (const [name, sweep] of all) {
      if (ending.signal.aborted) return;
      await sweep(house, ending.signal).catch((error: unknown) => {
        const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
        house.log.error("sweep", { code, reason: name });
      });
    }
  };
  const timer = setInterval(() => {
    running = running.then(round);
  }, everyMs).unref();
  return {
    async close() {
      clearInterval(timer);
      ending.abort();
      await running;
    },
  };
}
