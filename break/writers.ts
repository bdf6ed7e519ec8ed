import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Acknowledged } from "./acknowledged";
import { ask } from "./asked";
import { exactly, holds, type Measured, told } from "./fault";
import { type Ground, ledgerHolds } from "./ground";
import { telling } from "./questions";

/**
 * Systems that tell one choice after the other, each of a customer of its own, and send what was not answered again
 * under the same key until it is. Whatever happens in between, each is to be there once.
 */
export class Writers {
  /** Where they write; may change while they do. */
  url = "";
  /** Every status that came, and how often. */
  readonly statuses = new Map<number, number>();
  #ending = false;
  #lanes: Promise<void>[] = [];

  private constructor(
    private readonly ground: Ground,
    readonly log: Acknowledged,
    private readonly name: string,
  ) {}

  static async of(ground: Ground): Promise<Writers> {
    const name = randomUUID().slice(0, 8);
    return new Writers(
      ground,
      await Acknowledged.at(join(tmpdir(), `forthright-acknowledged-${name}`)),
      name,
    );
  }

  begin(width: number): void {
    this.#lanes = Array.from({ length: width }, (_, lane) => this.#write(lane));
  }

  /** Lets each bring its last write to an end. */
  async end(): Promise<void> {
    this.#ending = true;
    await Promise.all(this.#lanes);
  }

  /** Waits until so many more are acknowledged. @returns the milliseconds it took. */
  async more(count: number, withinMs = 60_000): Promise<number> {
    const [began, goal] = [performance.now(), this.log.count + count];
    while (this.log.count < goal) {
      if (performance.now() - began > withinMs) return Number.POSITIVE_INFINITY;
      await pause(5);
    }
    return performance.now() - began;
  }

  async #write(lane: number): Promise<void> {
    const email = `writer.${this.name}.${lane}@example.net`;
    for (let turn = 0; !this.#ending; turn += 1) {
      const once = randomUUID();
      const what = { email, on: turn % 2 === 0, once, occurredAt: new Date().toISOString() };
      for (let done = false; !done; ) {
        const answer = await ask(telling({ url: this.url, key: this.ground.key }, what));
        this.statuses.set(answer.status, (this.statuses.get(answer.status) ?? 0) + 1);
        done = answer.status === 200;
        if (done) await this.#acknowledge(once, answer.text);
        // Nobody there: asking fifty times as often only keeps the app from starting.
        else await pause(answer.status === 0 ? 200 : 20);
      }
    }
  }

  #acknowledge(key: string, text: string): Promise<void> {
    const { customer, choices } = JSON.parse(text);
    const [{ ledger, recorded }] = choices;
    return this.log.add({ key, customer: customer.id, seq: ledger.seq, hash: ledger.hash, recorded });
  }

  /** What of the acknowledged is in the database, how much of it twice, and whether every chain verifies. */
  async judge(): Promise<Measured[]> {
    const acknowledged = await this.log.read();
    await this.log.close();
    const events = await this.ground.database.sql<{ customer: string; seq: number; hash: string }>(
      `select customer_id as customer, seq, encode(hash, 'hex') as hash from choice_events
        where customer_id = any ($1::uuid[])`,
      [[...new Set(acknowledged.map(({ customer }) => customer))]],
    );
    const kept = new Set(events.map(({ customer, seq, hash }) => `${customer} ${seq} ${hash}`));
    const lost = acknowledged.filter(({ customer, seq, hash }) => !kept.has(`${customer} ${seq} ${hash}`));
    const unchanged = acknowledged.filter(({ recorded }) => !recorded);
    const places = new Set(acknowledged.map(({ customer, seq }) => `${customer} ${seq}`));
    const doubled = events.length - places.size + (acknowledged.length - places.size) + unchanged.length;
    const { held, events: verified } = await ledgerHolds(this.ground);
    const failed = [...this.statuses].filter(([status]) => ![0, 200, 503].includes(status));
    return [
      told("acknowledged writes", acknowledged.length),
      exactly("lost", lost.length, 0),
      exactly("doubled", doubled, 0),
      holds(`chains of ${verified} events verify`, held),
      exactly(
        "answers other than 200 and 503",
        failed.reduce((sum, [, count]) => sum + count, 0),
        0,
      ),
    ];
  }
}
