import type { House } from "@/domain/house";
import { addCounts } from "@/domain/limits";

/** Requests of one key in one minute, over all processes. */
export const PER_MINUTE = 600_000;
const WINDOW_MS = 60_000;
const SETTLE_MS = 1_000;

interface Tally {
  window: number;
  /** What the database said last, of all processes. */
  settled: number;
  /** What came since, here. */
  pending: number;
}

/** What one more request comes to. */
export interface Taken {
  over: boolean;
  left: number;
  /** Seconds until the window ends. */
  reset: number;
}

/**
 * Counts requests in memory and adds them up in the database each second, so that a request pays no round trip.
 * Processes may together let a second's worth too many pass; a database that is away stops no count.
 */
export class Rate {
  private readonly tallies = new Map<string, Tally>();
  private newest = 0;
  private timer: NodeJS.Timeout | undefined;
  private settling: Promise<void> = Promise.resolve();

  constructor(
    private readonly house: House,
    readonly quota: number,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.settle(), SETTLE_MS);
    this.timer.unref();
  }

  /** Counts one request of `name`; a refused one counts too. */
  take(name: string, now: Date): Taken {
    const window = Math.floor(now.getTime() / WINDOW_MS);
    this.newest = Math.max(this.newest, window);
    let tally = this.tallies.get(name);
    if (tally?.window !== window) {
      tally = { window, settled: 0, pending: 0 };
      this.tallies.set(name, tally);
    }
    tally.pending += 1;
    const used = tally.settled + tally.pending;
    const reset = Math.ceil(((window + 1) * WINDOW_MS - now.getTime()) / 1000);
    return { over: used > this.quota, left: Math.max(0, this.quota - used), reset };
  }

  /** Adds to the database what was counted since; one after another. */
  settle(): Promise<void> {
    this.settling = this.settling.then(() => this.settleNow());
    return this.settling;
  }

  /** Settles for the last time. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.settle();
  }

  private async settleNow(): Promise<void> {
    const open = [...this.tallies].filter(([, tally]) => tally.pending > 0);
    const sent = open.map(([name, tally]) => ({ name, tally, points: tally.pending }));
    if (sent.length === 0) return this.forget();
    for (const { tally, points } of sent) {
      tally.pending -= points;
      tally.settled += points;
    }
    const counts = sent.map(({ name, tally, points }) => ({
      key: keyOf(name, tally),
      points,
      expire: (tally.window + 2) * WINDOW_MS,
    }));
    try {
      const sums = await addCounts(this.house, counts);
      for (const { name, tally } of sent) tally.settled = Math.max(sums.get(keyOf(name, tally)) ?? 0, 0);
    } catch {
      for (const { tally, points } of sent) {
        tally.pending += points;
        tally.settled -= points;
      }
    }
    this.forget();
  }

  private forget(): void {
    for (const [name, tally] of this.tallies) if (tally.window < this.newest - 1) this.tallies.delete(name);
  }
}

const keyOf = (name: string, { window }: Tally) => `api:${name}:${window}`;

/** The headers of the current draft (draft-ietf-httpapi-ratelimit-headers-11), structured fields both. */
export function rateHeaders({ left, reset }: Taken, quota: number): Record<string, string> {
  return {
    "ratelimit-policy": `"key";q=${quota};w=${WINDOW_MS / 1000}`,
    ratelimit: `"key";r=${left};t=${reset}`,
  };
}
