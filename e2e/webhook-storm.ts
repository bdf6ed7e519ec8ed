import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { createForthright, type Forthright } from "@/client/index";
import { adminUrl, asAdmin, type Running, startForthright } from "./running";
import type { WebhookPeer } from "./webhook-peer";

/** One installation, reached by a key of scopes `choices:write` and `webhooks`. */
export interface Reached {
  url: string;
  key: string;
}

/** Asks the API, and goes on asking while the server is away. */
export async function ask<Body>(
  to: Reached,
  call: { method: string; path: string; body?: unknown },
): Promise<Body> {
  const answer = await fetch(`${to.url}/api/v1${call.path}`, {
    method: call.method,
    headers: {
      ...{ authorization: `Bearer ${to.key}`, "content-type": "application/json" },
      "idempotency-key": randomUUID(),
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
  });
  if (!answer.ok) throw new Error(`${call.path} was answered ${answer.status}: ${await answer.text()}`);
  return answer.json() as Promise<Body>;
}

/** Has the peer hear of choices. @returns the endpoint's id. */
export async function listen(to: Reached, peer: WebhookPeer): Promise<string> {
  const made = await ask<{ id: string; secret: string }>(to, {
    ...{ method: "POST", path: "/webhook-endpoints" },
    body: { url: peer.url, events: ["choice.changed"] },
  });
  peer.secret = made.secret;
  return made.id;
}

/** A system that does not give up while the server is away. */
export const patient = ({ url, key }: Reached): Forthright =>
  createForthright({ url, key, timeoutMs: 300_000, tries: 10_000 });

/** Turns a choice of each customer on and off, one after the other, `width` customers at a time. */
export async function change(
  system: Forthright,
  work: { customers: readonly string[]; each: number; width: number; from?: number; done?: () => void },
): Promise<void> {
  const waiting = [...work.customers];
  const lane = async () => {
    for (let email = waiting.pop(); email; email = waiting.pop())
      for (let turn = 0; turn < work.each; turn += 1) {
        await system.tellChoices(turned(email, turn + (work.from ?? 0)));
        work.done?.();
      }
  };
  await Promise.all(Array.from({ length: work.width }, lane));
}

const turned = (email: string, turn: number) => ({
  customer: { email },
  choices: [
    {
      ...{ purpose: "offers", channel: "email", occurred_at: new Date().toISOString() },
      state: turn % 2 === 0 ? ("granted" as const) : ("withdrawn" as const),
      evidence: { method: "form", wording: "Send me offers.", locale: "en" },
    },
  ],
});

export interface Storm {
  data: string;
  port: number;
  key: string;
  peer: WebhookPeer;
  changes: number;
  customers: number;
  env: Record<string, string>;
  /** Told of each server that took the killed one's place. */
  started: (server: Running) => void;
  /** Kills while the receiver is away, and while it catches up. */
  kills: { away: number; catching: number };
}

/** What came of it: `told` events in the database, and how many of them arrived how often. */
export interface Aftermath {
  told: number;
  arrived: number;
  deliveries: number;
  disorder: string[];
  faults: string[];
}

/**
 * The receiver is away while changes come in and the server is killed again and again; then it is back, and the
 * server is killed while it catches up. Ends when every event has arrived, or after two minutes without.
 */
export async function storm(server: Running, of: Storm): Promise<Aftermath> {
  let [running, done] = [server, 0];
  const again = async () => {
    await running.kill();
    running = await startForthright({ data: of.data, port: of.port, env: of.env });
    of.started(running);
  };
  const system = patient({ url: server.url, key: of.key });
  const customers = Array.from({ length: of.customers }, (_, number) => `storm.${number}@example.net`);
  const each = of.changes / of.customers;
  const changing = change(system, { customers, each, width: 40, done: () => (done += 1) });
  for (let kill = 1; kill <= of.kills.away; kill += 1) {
    while (done < (of.changes * kill) / (of.kills.away + 1)) await pause(20);
    await again();
  }
  await changing;
  await of.peer.up();
  await change(system, { customers: ["storm.last@example.net"], each: 1, width: 1 });
  const told = await countTold(of.data);
  for (let kill = 1; kill <= of.kills.catching; kill += 1) {
    await until(() => of.peer.events > (told * kill) / (of.kills.catching + 2));
    await again();
  }
  await until(() => of.peer.events >= told);
  const { arrivals, faults, events } = of.peer;
  return {
    ...{ told, arrived: events, deliveries: arrivals.length, faults },
    disorder: of.peer.disorder(),
  };
}

async function until(is: () => boolean): Promise<void> {
  for (const end = Date.now() + 120_000; !is() && Date.now() < end; ) await pause(20);
}

/** How many events are written down about those customers. */
async function countTold(data: string): Promise<number> {
  const [row] = await asAdmin<{ count: number }>(
    adminUrl(data),
    "select count(*)::int as count from webhook_events where type = 'choice.changed'",
  );
  return row?.count ?? 0;
}
