import { randomUUID } from "node:crypto";
import { withSight } from "@/db/client";
import { changed, mutate } from "../access";
import { systemContext } from "../context";
import type { House } from "../house";
import { type Answer, attempt } from "./attempt";
import { bodyOf } from "./body";
import { type Connections, WIDTH } from "./connections";
import type { DeliveryRow } from "./delivery-store";
import type { EndpointRow } from "./endpoint-store";
import { named } from "./endpoints";
import type { EventRow } from "./event-store";
import { noteHealth, type Turn } from "./health";
import { deliverLane, type Judged, judge, type LaneResult, lost } from "./lane";
import { type Outcome, releaseLanes, writeOutcomes } from "./outcome-store";
import { openSecret, signedHeaders } from "./signature";
import { claimLanes, selectEvents, selectHeads, selectNumbers } from "./work-store";

/** What a run works with; tests bring their own clock and chance. */
export interface Means {
  house: House;
  connections: Connections;
  now: () => Promise<Date>;
  random: () => number;
  /** Nothing more is begun; and what is under way is broken off. */
  ending: AbortSignal;
  stop: AbortSignal;
}

/** How often it is asked whether something is due, in milliseconds: how late "at once" is at most. */
export const ASK_EVERY_MS = 250;

/** How long a claim lasts, and how long after it something new may be begun in it: an attempt fits in between. */
const CLAIM_MS = 20_000;
const BEGIN_WITHIN_MS = 3_000;
/** Fewer free places than this wait for more, so that one question to the database serves several. */
const WORTH_ASKING = 8;

interface Taken {
  row: EndpointRow;
  secrets: string[];
  events: ReadonlyMap<string, EventRow>;
  numbers: ReadonlyMap<string, string>;
  claimedAt: number;
}

/** Sends one endpoint all that is due, many customers at a time, each customer's events one after the other. */
export class EndpointRun {
  private readonly claim = randomUUID();
  private working = 0;
  private finished: { result: LaneResult; taken: Taken }[] = [];
  private releasing = new Map<string, number>();
  private wake: () => void = () => undefined;

  constructor(
    private readonly endpoint: string,
    private readonly means: Means,
  ) {}

  /** Ends when nothing is due any more and all that was begun is written down. */
  async run(): Promise<void> {
    let isDry = false;
    while (true) {
      const room = WIDTH - this.working;
      if (!isDry && !this.means.ending.aborted && (room >= WORTH_ASKING || this.working === 0))
        isDry = (await this.take(room)) < room;
      if (this.working === 0 && this.finished.length === 0 && this.releasing.size === 0) return;
      if (this.finished.length === 0) await this.somethingDone();
      isDry = false;
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

  /** Takes up to `limit` lanes and begins with them. @returns how many there were. */
  private async take(limit: number): Promise<number> {
    const { house } = this.means;
    const now = await this.means.now();
    const until = new Date(now.getTime() + CLAIM_MS);
    const claimedAt = performance.now();
    const { row, lanes, heads } = await withSight(house.db, {}, async (tx) => {
      const got = await claimLanes(tx, { endpoint: this.endpoint, claim: this.claim, until, now, limit });
      return { ...got, heads: got.lanes.length > 0 ? await selectHeads(tx, this.endpoint, got.lanes) : [] };
    });
    if (!row || lanes.length === 0) return 0;
    const taken = { row, claimedAt, secrets: this.secretsOf(row, now), ...(await this.read(lanes, heads)) };
    const byLane = Map.groupBy(heads, ({ lane }) => lane);
    for (const lane of lanes) void this.work(taken, lane, byLane.get(lane) ?? []);
    return lanes.length;
  }

  private read(lanes: readonly string[], heads: readonly DeliveryRow[]) {
    const { house } = this.means;
    return withSight(house.db, { subjects: lanes }, async (tx) => ({
      events: await selectEvents(tx, { customers: lanes, events: heads.map(({ eventId }) => eventId) }),
      numbers: await selectNumbers(tx, house.keys, lanes),
    }));
  }

  private secretsOf(row: EndpointRow, now: Date): string[] {
    const open = (sealed: Buffer) => openSecret(this.means.house.keys, row.id, sealed);
    const before =
      row.previousSecret && row.previousUntil && row.previousUntil > now ? [row.previousSecret] : [];
    return [row.secret, ...before].map(open);
  }

  private async work(taken: Taken, lane: string, deliveries: DeliveryRow[]): Promise<void> {
    this.working += 1;
    const result = await deliverLane(
      { id: lane, deliveries },
      {
        deliver: (delivery) => this.deliver(taken, delivery),
        mayBegin: () => !this.means.ending.aborted && performance.now() - taken.claimedAt < BEGIN_WITHIN_MS,
      },
    );
    this.working -= 1;
    this.finished.push({ result, taken });
    this.wake();
  }

  /** Null: the process is to end, and nobody knows whether it arrived. It is sent again. */
  private async deliver(taken: Taken, delivery: DeliveryRow): Promise<Judged | null> {
    const { connections, now, random, stop } = this.means;
    const event = taken.events.get(delivery.eventId);
    // What was forgotten with its customer is nothing to send any more.
    if (!event) return lost(delivery, await now());
    const body = bodyOf(event, taken.numbers.get(event.customerId) ?? null);
    const headers = signedHeaders(taken.secrets, { id: event.id, at: await now(), body });
    const work = { endpoint: taken.row, headers, body, signal: stop };
    const answer: Answer | null = await attempt(connections, work).catch(() => null);
    return answer && judge(delivery, answer, { now: await now(), random: random() });
  }

  /** Writes down what came of the lanes that are done, and gives them back. */
  private async flush(): Promise<void> {
    const done = this.finished.splice(0);
    const judged = done.flatMap(({ result }) => result.judged);
    const outcomes: Outcome[] = judged.map(({ outcome }) => outcome);
    for (const { result } of done) this.releasing.set(result.lane, performance.now());
    const { endpoint, claim, means } = this;
    const row = done.at(-1)?.taken.row;
    const now = await means.now();
    const turn = await withSight(means.house.db, {}, async (tx) => {
      await writeOutcomes(tx, endpoint, outcomes);
      const lanes = [...this.releasing.keys()].sort();
      this.keepOnly(await releaseLanes(tx, { endpoint, claim, lanes }));
      return row && judged.length > 0 ? noteHealth(tx, { row, judged, now }) : null;
    });
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
