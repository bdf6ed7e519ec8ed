import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { withSight } from "@/db/client";
import { testHouse } from "../testing";
import { sweepWebhooks } from "./sweep";

let made: Awaited<ReturnType<typeof testHouse>>;
let admin: pg.Client;
const [open, gone, slow] = [randomUUID(), randomUUID(), randomUUID()];

beforeAll(async () => {
  made = await testHouse({ settings: { webhooksKeptDays: 30 } });
  admin = new pg.Client({ connectionString: made.database.adminUrl });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await made.close();
});
beforeEach(async () => {
  await admin.query("set session_replication_role = replica");
  await admin.query("truncate webhook_endpoints, webhook_deliveries, webhook_events, obeyed");
  await admin.query(
    `insert into webhook_endpoints (id, url, events, secret, created_by, deleted_at, obeys_within) values
      ($1, 'https://a.example', '{}', '', 'x', null, 3600), ($2, 'https://b.example', '{}', '', 'x', now(), 3600),
      ($3, 'https://c.example', '{}', '', 'x', null, ${60 * 86_400})`,
    [open, gone, slow],
  );
  await admin.query("set session_replication_role = origin");
});

interface Told {
  name: string;
  endpoint?: string;
  state?: "pending" | "delivered" | "dead";
  days: number;
}

let position = 0;
/** One event with a delivery for each; gives the event's id. */
async function told(...deliveries: Told[]): Promise<{ lane: string; event: string }> {
  const [lane, event] = [randomUUID(), randomUUID()];
  const at = `now() - interval '${deliveries[0]?.days} days'`;
  await admin.query("set session_replication_role = replica");
  await admin.query(
    `insert into webhook_events (customer_id, id, type, seq, data, at) values ($1, $2, 'choice.changed', 1, '{}', ${at})`,
    [lane, event],
  );
  for (const { endpoint = open, state = "delivered", name } of deliveries) {
    position += 1;
    await admin.query(
      `insert into webhook_deliveries (endpoint_id, position, lane, event_id, type, at, state, reason)
       values ($1, $2, $3, $4, 'choice.changed', ${at}, $5, $6)`,
      [endpoint, position, lane, event, state, name],
    );
  }
  await admin.query("set session_replication_role = origin");
  return { lane, event };
}

const leftOver = async () => ({
  deliveries: (await admin.query("select reason from webhook_deliveries order by 1")).rows.map(
    (row) => row.reason,
  ),
  events: Number((await admin.query("select count(*) from webhook_events")).rows[0].count),
});

it("takes away what arrived long ago, and nothing else", async () => {
  await told({ name: "old", days: 31 });
  await told({ name: "recent", days: 29 });
  await told({ name: "old, waits", state: "pending", days: 400 });
  await told({ name: "old, given up", state: "dead", days: 400 });
  await told({ name: "old, may still be obeyed", endpoint: slow, days: 59 });
  await told({ name: "old, was to be obeyed long ago", endpoint: slow, days: 61 });
  await told({ name: "waits for nobody", endpoint: gone, state: "pending", days: 31 });
  await told(
    { name: "arrived", days: 31 },
    { name: "the same elsewhere, waits", state: "pending", endpoint: slow, days: 31 },
  );
  expect(await sweepWebhooks(made.house)).toEqual({ deliveries: 4, events: 3 });
  expect(await leftOver()).toEqual({
    deliveries: [
      "old, given up",
      "old, may still be obeyed",
      "old, waits",
      "recent",
      "the same elsewhere, waits",
    ],
    events: 5,
  });
  expect(await sweepWebhooks(made.house)).toEqual({ deliveries: 0, events: 0 });
});

it("keeps the event that a system said it obeyed, which the customer is shown", async () => {
  const { lane, event } = await told({ name: "old", days: 31 });
  await admin.query("set session_replication_role = replica");
  await admin.query(
    "insert into obeyed (customer_id, event_id, system, at, key_id) values ($1, $2, 'Mail', now(), $2)",
    [lane, event],
  );
  expect(await sweepWebhooks(made.house)).toEqual({ deliveries: 1, events: 0 });
  expect((await leftOver()).events).toBe(1);
});

it("is bounded, goes on where it was in the next round, also past what stays, and two at once do no harm", async () => {
  for (let n = 0; n < 6; n += 1) await told({ name: `stays ${n}`, state: "dead", days: 200 });
  for (let n = 0; n < 25; n += 1) await told({ name: `old ${n}`, days: 100 });
  await told({ name: "recent", days: 1 });
  const left = new Map<string, number>();
  const round = () => sweepWebhooks(made.house, { left, atOnce: 4, most: 8 });
  expect(await round()).toEqual({ deliveries: 2, events: 2 });
  expect(await round()).toEqual({ deliveries: 8, events: 8 });
  await Promise.all([1, 2].map(() => sweepWebhooks(made.house, { atOnce: 4 })));
  const { deliveries } = await leftOver();
  expect(deliveries).toEqual(["recent", ...Array.from({ length: 6 }, (_, n) => `stays ${n}`)]);
});

it("the database itself lets nothing go that did not arrive", async () => {
  const { lane, event } = await told({ name: "waits", state: "pending", days: 400 });
  const as = (text: ReturnType<typeof sql>) =>
    withSight(made.house.db, { subjects: [lane] }, (tx) => tx.execute(text)).then(
      () => "done",
      (error: { cause?: { code?: string } }) => error.cause?.code,
    );
  expect(await as(sql`delete from webhook_deliveries where event_id = ${event}`)).toBe("FT003");
  expect(await as(sql`delete from webhook_events where id = ${event}`)).toBe("FT003");
});
