import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withSight } from "@/db/client";
import type { Ctx } from "../context";
import { customersNamed } from "../customers";
import { newCustomerKey } from "../customers/keys";
import { findAnswer, keepAnswer } from "../idempotency";
import { resolveSession } from "../sessions";
import { tellChoices } from "../systems";
import { selectJoined } from "../terms/store";
import { testHouse } from "../testing";
import { decideMany, listChoices, setChoice } from ".";
import { testPerson } from "./testing";
import { testSystem } from "./testing-system";
import { readTold } from "./told-facts";

const PEOPLE = 100_000;
let made: Awaited<ReturnType<typeof testHouse>>;
let admin: pg.Client;

const id = (n: number) => `00000000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;
const SEED = `
  create temp table person as select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id, n
    from generate_series(1, ${PEOPLE}) n;
  insert into customers (id) select id from person;
  insert into identifiers (customer_id, id, kind, lookup, sealed)
    select id, id, 'email', sha256(id::text::bytea), '' from person;
  insert into customer_joins (customer_id, other_id) select one.id, other.id from person one
    join person other on other.n = one.n + case when one.n % 10 = 0 then 1 else -1 end where one.n % 10 < 2;
  insert into channel_stops (lookup, line, number, state, text_id)
    select sha256(id::text::bytea), 'texts', '', 'stopped', id from person;
  insert into choices (customer_id, purpose, channel, seq, state, since, actor_kind, at)
    select id, purpose, channel, 1, 'granted', now() - (n % 2) * interval '1 hour', 'customer', now() from person,
      (values ('offers', 'email'), ('offers', 'sms'), ('news', 'email')) as cell (purpose, channel);
  insert into ledger_heads (customer_id, seq, hash) select id, 1, sha256('') from person;
  insert into choice_events select id, 1, id, id, 'offers', 'email', 'grant', null, 'granted', null, null, now(),
      'customer', id::text, 'session', id, repeat('0', 64), 'en', repeat('0', 64), '{}', null, null, now(), null,
      sha256('') from person;
  insert into uses (customer_id, id, purpose, channel, items, title, occurred_at)
    select id, id, 'offers', 'email', '{}', 'Sale', now() - interval '40 days' from person;
  insert into customer_keys (customer_id, sealed) select id, '' from person;
  insert into audit (customer_id, id, actor_kind, actor_id, act, detail, request_id)
    select id, id, 'customer', id, 'choice.set', '{}', '' from person;
  insert into idempotency select 'mail', 'POST /choices', sha256(id::text::bytea), '', 200, '', now() + interval '1 day'
    from person;
  insert into customer_settings (customer_id, locale) select id, 'en' from person;
  insert into sessions (customer_id, id, id_hash, method, device, expires_at)
    select id, id, sha256(id::text::bytea), 'code', '', now() from person;`;

beforeAll(async () => {
  made = await testHouse();
  admin = new pg.Client({ connectionString: made.database.adminUrl });
  await admin.connect();
  await admin.query("set session_replication_role = replica");
  await admin.query(SEED);
  await admin.query("vacuum analyze");
}, 120_000);
afterAll(async () => {
  await admin.end();
  await made.close();
});

/** Sequential scans of every table of a person so far, as the database counts them. */
async function scans(): Promise<Record<string, number>> {
  await made.house.db.pool.query("select pg_stat_force_next_flush()");
  const { rows } = await admin.query(`
    select relname, seq_scan::int as n from pg_stat_user_tables where relname in ('channel_stops', 'choices',
      'choice_events', 'customers', 'customer_joins', 'customer_keys', 'idempotency', 'identifiers', 'ledger_heads',
      'sessions', 'audit', 'uses', 'customer_settings')
    order by 1`);
  return Object.fromEntries(rows.map((row) => [row.relname, row.n]));
}

/** Keys that open, some of them of people with two records: the seeded customers have none, as if forgotten. */
async function giveKeys(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, n) => id(PEOPLE - 5 * n));
  for (const one of ids) {
    const { sealed } = newCustomerKey(made.house.keys, one);
    await admin.query("update customer_keys set sealed = $2 where customer_id = $1", [one, sealed]);
  }
  return ids;
}

const keptOf = (key: string) => ({
  asked: { system: "mail", route: "POST /choices", key, request: Buffer.alloc(32) },
  answer: { status: 200, bytes: "{}" },
});

const question = { purpose: "offers", channel: "email", items: [] };

test("nothing that a system asks or tells walks a table, for one or for a thousand of 100,000", async () => {
  const { house } = made;
  const mail = await testSystem(house);
  const known = await giveKeys(160);
  // More often than the six times after which a prepared plan is settled.
  const sizes = [1, 100, 1_000].flatMap((size) => Array<number>(7).fill(size));
  const before = await scans();
  for (const [round, size] of sizes.entries()) {
    const people = Array.from({ length: size }, (_, n) => ({ id: id(1 + ((n * 97 + round) % PEOPLE)) }));
    const answers = await decideMany(
      mail,
      people.map((customer) => ({ customer, ...question })),
    );
    expect(new Set(answers.map(({ reason }) => reason))).toEqual(new Set(["granted"]));
    // Single questions that come at once share a statement.
    await Promise.all(people.slice(0, 16).map((customer) => decideMany(mail, [{ customer, ...question }])));
    const texts = people.map((customer) => ({ customer, ...question, channel: "sms" }));
    expect(await decideMany(mail, texts)).toHaveLength(size);
    await decideMany(
      mail,
      people.map((_, n) => ({ customer: { email: `${round}.${n}@example.com` }, ...question })),
    );
    expect((await customersNamed(house, people)).every((one) => one !== null)).toBe(true);
  }
  const choice = { ...question, state: "granted" as const, until: null, occurredAt: mail.now };
  const evidence = { method: "form", wording: "Yes", locale: "en" };
  for (let n = 0; n < 8; n += 1) {
    expect((await readTold(house, { id: id(n + 1) }, [question])).facts?.seq).toBe(1);
    const customer = { email: `${n}@example.com` };
    await tellChoices(mail, { customer, choices: [{ ...choice, evidence }] });
    const later = { state: "withdrawn" as const, occurredAt: new Date(choice.occurredAt.getTime() + 1 + n) };
    // Once known: by itself, and with others, each with an answer that is kept.
    const calls = Array.from({ length: n % 2 ? 20 : 1 }, (_, other) => other).map((other) => {
      const at = { customer: other === 0 ? customer : { id: known[n * 20 + other] ?? "" } };
      const settle: Ctx["settle"] = async (tx) => void (await keepAnswer(tx, house, keptOf(`${n} ${other}`)));
      return tellChoices({ ...mail, settle }, { ...at, choices: [{ ...choice, ...later, evidence }] });
    });
    for (const { choices } of await Promise.all(calls)) expect(choices[0]).toMatchObject({ recorded: true });
    expect(await findAnswer(house, keptOf(`${n} 0`).asked)).toMatchObject({ status: 200 });
  }
  await new Promise((resolve) => setImmediate(resolve));
  expect(await scans()).toEqual(before);
}, 60_000);

test("nor does anything that a customer sets on the page", async () => {
  const ctx = await testPerson(made.house);
  const before = await scans();
  for (let n = 0; n < 8; n += 1) {
    const cell = { purpose: "offers", channel: "email" };
    expect((await setChoice(ctx, { ...cell, to: n % 2 ? "off" : "on" })).changed).toBe(true);
  }
  expect(await scans()).toEqual(before);
}, 60_000);

test("nor does anything that a page reads to be drawn", async () => {
  const ctx = await testPerson(made.house);
  const { actor, house } = ctx;
  if (actor.kind !== "customer") throw new Error("unreachable");
  const before = await scans();
  for (let n = 0; n < 8; n += 1) {
    expect((await resolveSession(house, actor.sessionId)).subject?.id).toBe(ctx.subject?.id);
    expect((await listChoices(ctx)).seen).toBe(0);
    const own = [actor.customerId];
    const joined = await withSight(house.db, { subjects: own, session: actor.proof }, (tx) =>
      selectJoined(tx, own),
    );
    expect(joined).toBeInstanceOf(Date);
  }
  expect(await scans()).toEqual(before);
}, 60_000);
