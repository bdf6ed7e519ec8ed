/* Fills the database to the size that is measured: customers with ten choices each, in the tables that decisions read
   and in those of the floors; and two thousand who came in by the API, with identifiers, keys and chains of their own. */
import { randomUUID } from "node:crypto";
import { sql } from "./started.mjs";

const KNOWN = 2_000;

/** @returns ids of all, addresses of those known by one, the cells asked about, and the body of a write. */
export async function seed({ database, url, headers, count }) {
  const cells = await cellsOf(database);
  await sql(database, FLOORS);
  const [{ had }] = await sql(database, "select count(distinct customer_id)::int as had from bench.choices");
  if (had < count) await sql(database, BULK, [count - had, JSON.stringify(tenOf(cells))]).catch(rethrow);
  const ids = (await sql(database, "select distinct customer_id as id from bench.choices limit 100000")).map(
    ({ id }) => id,
  );
  const emails = Array.from({ length: KNOWN }, (_, index) => `bench.${index}@example.net`);
  const turn = turns();
  await inGroups(emails, 16, (email) => write({ url, headers, body: turn(email) }));
  await sql(database, "analyze");
  return { ids, emails, cells, turn };
}

/** Each next body of a person turns their switch the other way, so that every one has something to write. */
function turns() {
  const on = new Set();
  return (email) => {
    const state = on.delete(email) ? "withdrawn" : "granted";
    if (state === "granted") on.add(email);
    const evidence = { method: "form", wording: "Yes, send me offers by email.", locale: "en" };
    const choice = {
      purpose: "offers",
      channel: "email",
      state,
      occurred_at: new Date().toISOString(),
      evidence,
    };
    return { customer: { email }, choices: [choice] };
  };
}

const rethrow = (error) => {
  throw new Error(`seeding failed: ${error.message}`);
};

/** The purposes and channels that the demo's own history knows; a purpose of one switch has no channel. */
async function cellsOf(database) {
  const rows = await sql(database, "select distinct purpose, channel from choices order by 1, 2 limit 10");
  return rows.map(({ purpose, channel }) => (channel === "" ? { purpose } : { purpose, channel }));
}

/** Ten rows for each customer, as the figures are said for; what the brand does not have is never asked about. */
const tenOf = (cells) =>
  Array.from({ length: 10 }, (_, index) => ({ channel: "", purpose: `filler_${index}`, ...cells[index] }));

async function write({ url, headers, body }) {
  const answer = await fetch(`${url}/api/v1/choices`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json", "idempotency-key": randomUUID() },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`a choice was answered ${answer.status}: ${await answer.text()}`);
}

async function inGroups(list, size, work) {
  for (let at = 0; at < list.length; at += size) await Promise.all(list.slice(at, at + size).map(work));
}

const FLOORS = `
  create schema if not exists bench;
  create table if not exists bench.choices (customer_id uuid, purpose text, channel text, seq integer, state text,
    at timestamptz, primary key (customer_id, purpose, channel));
  create table if not exists bench.events (id bigint generated always as identity primary key, customer_id uuid,
    purpose text, channel text, state text, at timestamptz not null default now());
  create index if not exists events_customer on bench.events (customer_id, id);
  `;

/* The rows go in behind the ledger's trigger, because their chains are not what is measured; those of the known are.
   Each has an address and the end of a chain, so that a decision finds of them what it finds of anybody. */
const BULK = `
  with people as materialized (select gen_random_uuid() as id from generate_series(1, $1::int)),
  cells as (select row_number() over () as seq, c->>'purpose' as purpose, c->>'channel' as channel
              from jsonb_array_elements($2::jsonb) c),
  known as (insert into customers (id) select id from people returning id),
  named as (insert into identifiers (customer_id, id, kind, lookup, sealed, verified_at)
              select id, gen_random_uuid(), 'email', sha256(id::text::bytea), '\\x00', now() from people),
  heads as (insert into ledger_heads (customer_id, seq, hash) select id, 10, sha256(id::text::bytea) from people),
  floors as (insert into bench.choices select p.id, c.purpose, c.channel, c.seq, 'granted', now() from people p, cells c)
  insert into choices (customer_id, purpose, channel, seq, state, since, actor_kind, at)
    select p.id, c.purpose, c.channel, c.seq, case when c.seq % 3 = 0 then 'withdrawn' else 'granted' end, now(), 'customer', now()
      from people p, cells c`;
