import { setTimeout as pause } from "node:timers/promises";
import { WebhookPeer } from "@/e2e/webhook-peer";
import { change, listen, patient, type Reached } from "@/e2e/webhook-storm";
import { ask } from "./asked";
import { exactly, type Fault, type Measured, quantile, told, within } from "./fault";
import type { Ground } from "./ground";
import { unlistened } from "./questions";

const HALF_HOURS = 8;
const EACH = 5;

/** R10: one receiver is away for four hours while events pile up; another hears of them all the time. */
export const receiverDown: Fault = {
  name: "receiver-down",
  title: "webhook receiver down for four hours",
  async run(ground, extent) {
    const count = extent.of(10_000, 300);
    const [first = 0, second = 0] = ground.peers;
    const [down, other] = [WebhookPeer.at(first), WebhookPeer.at(second)];
    const app = await ground.app();
    const to = { url: app.url, key: ground.key };
    try {
      await other.up();
      const endpoints = [await listen(to, other), await listen(to, down)];
      const [, endpoint = ""] = endpoints;
      const customers = names("down", count / EACH);
      await change(patient(to), { customers, each: EACH, width: 40 });
      for (let half = 0; half < HALF_HOURS; half += 1) await halfAnHourPasses(ground, endpoint);
      const early = down.events;
      await down.up();
      const began = Date.now();
      const beside = besides(to, other, extent.of(10, 3));
      const caughtUp = await caughtUpWithin(ground, { endpoint, peer: down, withinMs: 180_000 });
      const late = await beside;
      for (const id of endpoints) await ask(unlistened(to, id));
      return {
        done: `${count} events, ${HALF_HOURS / 2} h away`,
        numbers: judged({ count, early, down, other, began, caughtUp, late }),
      };
    } finally {
      await Promise.all([app.kill(), down.down(), other.down()]);
    }
  },
};

const names = (kind: string, count: number) =>
  Array.from({ length: Math.ceil(count) }, (_, number) => `${kind}.${number}@example.net`);

function judged(of: {
  count: number;
  early: number;
  down: WebhookPeer;
  other: WebhookPeer;
  began: number;
  caughtUp: boolean;
  late: number[];
}): Measured[] {
  const { count, early, down, other, began, late } = of;
  const [from, last] = [down.arrivals[0]?.at ?? began, down.arrivals.at(-1)?.at ?? began];
  const rate = down.arrivals.length / Math.max(0.001, (last - from) / 1_000);
  const missing = new Set(down.arrivals.map(({ id }) => id)).size;
  return [
    exactly("arrived while it was away", early, 0),
    { ...exactly("different events that arrived", missing, count), held: missing >= count },
    exactly("customers out of order", down.disorder().length, 0),
    exactly("not verified, or one id with two bodies", down.faults.length + other.faults.length, 0),
    told("deliveries, repeats among them", down.arrivals.length),
    {
      what: "a second, once it is back",
      came: rate.toFixed(0),
      goal: "≥ 100",
      held: rate >= 100,
      ofTime: true,
    },
    within("another endpoint meanwhile, p95 from change to arrival", quantile(late, 0.95), 1_000),
  ];
}

/** Everything that waits at the endpoint waits half an hour less, as if so much time had passed; then it is tried. */
async function halfAnHourPasses({ database }: Ground, endpoint: string): Promise<void> {
  for (const statement of [
    "update webhook_deliveries set next_at = next_at - interval '30 minutes' where endpoint_id = $1 and state = 'pending'",
    "update webhook_lanes set due_at = due_at - interval '30 minutes' where endpoint_id = $1",
    "update webhook_endpoints set held_until = held_until - interval '30 minutes' where id = $1",
  ])
    await database.sql(statement, [endpoint]);
  const due = () =>
    database.sql(
      `select from webhook_lanes l join webhook_endpoints e on e.id = l.endpoint_id
        where l.endpoint_id = $1 and l.due_at <= now() and coalesce(e.held_until, now()) <= now() limit 1`,
      [endpoint],
    );
  for (const until = Date.now() + 5_000; Date.now() < until && (await due()).length > 0; ) await pause(50);
}

/** It is back, and finds out at its next attempt, which is at most five hours away. */
async function caughtUpWithin(
  ground: Ground,
  { endpoint, peer, withinMs }: { endpoint: string; peer: WebhookPeer; withinMs: number },
): Promise<boolean> {
  const pending = () =>
    ground.database.sql(
      "select from webhook_deliveries where endpoint_id = $1 and state = 'pending' limit 1",
      [endpoint],
    );
  for (const until = Date.now() + withinMs; Date.now() < until; await pause(100)) {
    if (peer.events === 0) await halfAnHourPasses(ground, endpoint);
    else if ((await pending()).length === 0) return true;
  }
  return false;
}

/** Milliseconds from change to arrival at the other endpoint, of changes that come ten a second. */
async function besides(to: Reached, other: WebhookPeer, seconds: number): Promise<number[]> {
  const [from, customers] = [other.arrivals.length, names("beside", 10)];
  for (let turn = 0; turn < seconds; turn += 1)
    await Promise.all([pause(1_000), change(patient(to), { customers, each: 1, width: 2, from: turn })]);
  await pause(1_000);
  return other.arrivals.slice(from).map(({ after }) => after);
}
