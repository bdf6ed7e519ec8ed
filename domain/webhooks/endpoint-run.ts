import { randomUUID } from "node:crypto";
import { withSight } from "@/db/client";
import { changed, mutate } from "../access";
import { systemContext } from "../context";
import { type Batch, CLAIM_MS, deliverOne, type Means, takeBatch } from "./batch";
import { WIDTH } from "./connections";
import type { EndpointRow } from "./endpoint-store";
import { named } from "./endpoints";
import { noteHealth, type Turn } from "./health";
import { deliverLane, type Lane, type LaneResult } from "./lane";
import { releaseLanes, renewLanes, writeOutcomes } from "./outcome-store";

/** How often it is asked whether something is due, in milliseconds: how late "at once" is at most. */
export const ASK_EVERY_MS = 250;

/** How often claims are renewed, and how old one may be for something new to begin in it. */
const RENEW_EVERY_MS = 2_000;
const GOOD_FOR_MS = 4_000;
/** Fewer free places than this wait for more, so that one question to the database serves several. */
const WORTH_ASKING = 8;

interface Done {
  result: LaneResult;
  row: EndpointRow;
}

/** Sends one endpoint all that is due, many customers at a time, each customer's events one after the other. */
export class EndpointRun {
  private readonly claim = randomUUID();
  private readonly working = new Set<string>();
  private readonly releasing = new Map<string, number>();
  private finished: Done[] = [];
  private renewedAt = performance.now();
  private wake: () => void = () => undefined;

  constructor(
    private readonly endpoint: string,
    private readonly means: Means,
  ) {}

  /** Ends when nothing is due any more and all that was begun is written down. */
  async run(): Promise<void> {
    while (true) {
      const room = WIDTH - this.working.size;
      if (!this.means.ending.aborted && (room >= WORTH_ASKING || this.working.size === 0))
        await this.take(room);
      if (this.working.size === 0 && this.finished.length === 0 && this.releasing.size === 0) return;
      if (this.finished.length === 0) await this.somethingDone();
      if (performance.now() - this.renewedAt > RENEW_EVERY_MS) await this.renew();
      if (this.finished.length > 0 || this.releasing.size > 0) await this.flush();
    }
  }

  /** Not for longer than a moment: what became due beside a slow one is begun meanwhile. */
  private somethingDone(): Promise<void> {
    return new Promise((resolve) => {
      const late = setTimeout(resolve, ASK_EVERY_MS);
      this.wake = () => {
        clearTimeout(late);
        resolve();
      };
    });
  }

  private async take(limit: number): Promise<void> {
    const { endpoint, claim } = this;
    const batch = await takeBatch(this.means, { endpoint, claim, limit });
    for (const lane of batch?.lanes ?? []) if (batch) void this.work(batch, lane);
  }

  private async work(batch: Batch, lane: Lane): Promise<void> {
    this.working.add(lane.id);
    const isMine = () => performance.now() - Math.max(batch.claimedAt, this.renewedAt) < GOOD_FOR_MS;
    const result = await deliverLane(lane, {
      deliver: (delivery) => deliverOne(this.means, batch, delivery),
      mayBegin: () => !this.means.ending.aborted && isMine(),
    }).catch(() => ({ lane: lane.id, judged: [] }));
    this.working.delete(lane.id);
    this.finished.push({ result, row: batch.row });
    this.wake();
  }

  /** A slow answer is waited for; a process that is gone renews nothing, and another goes on in its place. */
  private async renew(): Promise<void> {
    const { endpoint, claim, means } = this;
    const [lanes, at] = [[...this.working], performance.now()];
    const until = new Date((await means.now()).getTime() + CLAIM_MS);
    await withSight(means.house.db, {}, (tx) => renewLanes(tx, { endpoint, claim, lanes, until }));
    this.renewedAt = at;
  }

  /** Writes down what came of the lanes that are done, and gives them back. */
  private async flush(): Promise<void> {
    const done = this.finished.splice(0);
    const judged = done.flatMap(({ result }) => result.judged);
    for (const { result } of done) this.releasing.set(result.lane, performance.now());
    const { endpoint, claim, means } = this;
    const row = done.at(-1)?.row;
    const now = await means.now();
    const turn = await withSight(means.house.db, {}, async (tx) => {
      const outcomes = judged.map(({ outcome }) => outcome);
      await writeOutcomes(tx, endpoint, outcomes);
      this.keepOnly(await releaseLanes(tx, { endpoint, claim, lanes: [...this.releasing.keys()].sort() }));
      return row && judged.length > 0 ? noteHealth(tx, { row, judged, now }) : null;
    });
    for (const { verdict, outcome } of judged) {
      means.house.meter?.count("webhooks", { outcome: verdict });
      if (outcome.state === "dead") means.house.meter?.count("webhooks", { outcome: "given_up" });
    }
    if (turn && row) await this.tell(turn, row, now);
  }

  /** A lane that somebody is just adding to is given back next time; after its claim is over, not at all. */
  private keepOnly(held: readonly string[]): void {
    for (const [lane, since] of this.releasing)
      if (!held.includes(lane) || performance.now() - since > CLAIM_MS) this.releasing.delete(lane);
  }

  private async tell(turn: NonNullable<Turn>, row: EndpointRow, now: Date): Promise<void> {
    const ctx = systemContext({ house: this.means.house, job: "webhooks", subject: null, now });
    await mutate(ctx, "webhook.manage", async () => changed(null, { event: turn, ...named(row) }));
    this.means.house.log.warn("webhook", { code: turn });
  }
}
