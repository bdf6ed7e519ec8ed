import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browserless } from "@/e2e/browserless";
import { WebhookPeer } from "@/e2e/webhook-peer";
import { listen } from "@/e2e/webhook-storm";
import { type Asked, ask, statuses } from "./asked";
import { exactly, type Fault, holds, type Measured, told } from "./fault";
import { type Ground, ledgerHolds } from "./ground";
import { page, telling, unlistened } from "./questions";
import type { Replica } from "./replica";
import { signInByMail } from "./sign-in-by-mail";

const HOUR = 3_600_000;
const preload = pathToFileURL(join(import.meta.dirname, "shifted-date.mjs")).href;

/** R13: one replica's clock is an hour ahead, the other's an hour behind; the database's is right. */
export const clockWrong: Fault = {
  name: "clock-wrong",
  title: "clocks of the app an hour wrong, both ways",
  async run(ground, extent) {
    const turns = extent.of(200, 20);
    const peer = WebhookPeer.at(ground.peers[0] ?? 0);
    await peer.up();
    const replicas = await Promise.all([HOUR, -HOUR].map((by) => shifted(ground, by)));
    const [ahead, behind] = replicas as [Replica, Replica];
    try {
      const before = await kept(ground);
      const endpoint = await listen({ url: ahead.url, key: ground.key }, peer);
      const asked = await alternating(ground, { ahead, behind, turns });
      const signedIn = await stillSignedIn(ground, [ahead, behind]);
      const fresh = await Promise.all(
        ground.people
          .slice(0, 2)
          .map((_, at) => signInAcross(ground, at ? [ahead, behind] : [behind, ahead])),
      );
      const heard = await arrived(peer, turns);
      await ask(unlistened({ url: ahead.url, key: ground.key }, endpoint));
      const numbers = [
        told("answers", statuses(asked)),
        ...(await order(ground, asked)),
        exactly("people whose session was ended by it", ground.people.length * 2 - signedIn, 0),
        exactly("sign-ins begun at one, ended at the other", fresh.filter(Boolean).length, 2),
        exactly("rows that expired at once", Math.max(0, before - (await kept(ground))), 0),
        exactly("webhooks that came", heard, turns),
        exactly("webhooks whose signature or time was refused", peer.faults.length, 0),
        holds("chains verify", (await ledgerHolds(ground)).held),
      ];
      return { done: `${turns} changes of one customer, in turn at both`, numbers };
    } finally {
      await Promise.all([...replicas.map((replica) => replica.kill()), peer.down()]);
    }
  },
};

const shifted = (ground: Ground, by: number): Promise<Replica> =>
  ground.replica({ env: { BREAK_CLOCK_MS: String(by), NODE_OPTIONS: `--import=${preload}` } });

/** One customer's choice told in turn at both, each when the one before was answered. */
async function alternating(
  { key }: Ground,
  at: { ahead: Replica; behind: Replica; turns: number },
): Promise<Asked[]> {
  const [email, asked] = [`clock.${randomUUID()}@example.net`, [] as Asked[]];
  for (let turn = 0; turn < at.turns; turn += 1) {
    const { url } = turn % 2 === 0 ? at.ahead : at.behind;
    asked.push(await ask(telling({ url, key }, { email, on: turn % 2 === 0 })));
  }
  return asked;
}

/** The ledger has them in the order in which they were answered, at the database's time. */
async function order({ database }: Ground, asked: readonly Asked[]): Promise<Measured[]> {
  const answers = asked.flatMap(({ status, text }) => (status === 200 ? [JSON.parse(text)] : []));
  const customer = answers[0]?.customer.id;
  const rows = await database.sql<{ seq: number; wrong: boolean; early: boolean }>(
    `select seq, abs(extract(epoch from now() - at)) > 600 as wrong,
            at < lag(at) over (order by seq) as early
       from choice_events where customer_id = $1 order by seq`,
    [customer],
  );
  const inOrder = answers.filter(
    ({ choices: [choice] }, at) => choice.recorded && choice.ledger.seq === at + 1,
  );
  return [
    exactly("changes recorded in the order told", inOrder.length, asked.length),
    exactly("events in the ledger", rows.length, asked.length),
    exactly("events out of the order of time", rows.filter(({ early }) => early).length, 0),
    exactly("events at another time than the database's", rows.filter(({ wrong }) => wrong).length, 0),
  ];
}

/** How many of the people are still known at each replica. */
async function stillSignedIn(ground: Ground, replicas: readonly Replica[]): Promise<number> {
  const pages = replicas.flatMap(({ url }) =>
    ground.people.map((person) => ask(page(url, "/choices", person))),
  );
  return (await Promise.all(pages)).filter(({ status }) => status === 200).length;
}

/** Asks for a code at one replica and types it at the other. */
async function signInAcross(ground: Ground, [first, second]: readonly [Replica, Replica]): Promise<boolean> {
  const [row] = await ground.database.sql<{ email: string }>(
    "select email from retail.person where email like '%@%' group by email having count(*) = 1 order by random() limit 1",
    [],
    "juniper_shop",
  );
  const person: Browserless | null = await signInByMail(ground, {
    ...{ email: row?.email ?? "", asksAt: first.url, answersAt: second.url },
  });
  return person !== null;
}

/** What could expire: people, sessions, answers that are kept for repeats, what waits to be sent. */
async function kept({ database }: Ground): Promise<number> {
  const [row] = await database.sql<{ count: number }>(
    `select (select count(*) from customers) + (select count(*) from sessions)
          + (select count(*) from identifiers) + (select count(*) from choices) as count`,
  );
  return Number(row?.count ?? 0);
}

async function arrived(peer: WebhookPeer, count: number): Promise<number> {
  for (const until = Date.now() + 30_000; peer.events < count && Date.now() < until; )
    await new Promise((resolve) => setTimeout(resolve, 20));
  return peer.events;
}
