/* Fills the database to the size that is measured: customers with ten choices each, in the tables that decisions read
   and in those of the floors; and two thousand who came in by the API, with identifiers, keys and chains of their own. */
import { randomUUID } from "node:crypto";
import { sql } from "./started.mjs";

const KNOWN = 2_000;

/** @returns ids of all, addresses of those known by one, the cells asked about, and the body of a write. */
export async function seed({ database, url, headers, count }) {
  const cells = await cellsOf(database);
  await sql(database, FLOORS);
  const [{ had }] = await sql(database, "select count(*)::int as had from bench_choices");
  if (had < count * 10) await sql(database, BULK, [count, JSON.stringify(cells)]).catch(rethrow);
  const ids = (await sql(database, "select distinct customer_id as id from bench_choices limit 100000")).map(
    ({ id }) => id,
  );
  const emails = Array.from({ length: KNOWN }, (_, index) => `bench.${index}@example.net`);
  const cell = cells.find(({ channel }) => channel === "email") ?? cells[0];
  const choice = (email, state) => ({
    customer: { email },
    choices: [
      {
        ...cell,
        state,
        occurred_at: new Date().toISOString(),
        evidence: { method: "form", wording: "Yes, send me offers by email.", locale: "en" },
      },
    ],
  });
  await inGroups(emails, 16, (email) => write({ url, headers, body: choice(email, "granted") }));
  await sql(database, "analyze");
  return { ids, emails, cells, choice };
}

const rethrow = (error) => {
  throw new Error(`seeding failed: ${error.message}`);
};

/** Ten purposes and channels that the demo's own history knows. */
async function cellsOf(database) {
  const rows = await sql(
    database,
    "select distinct purpose, channel from choices where channel <> '' order by 1, 2 limit 10",
  );
  return rows.map(({ purpose, channel }) => ({ purpose, channel }));
}

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
  create table if not exists bench_choices (customer_id uuid, purpose text, channel text, seq integer, state text,
    at timestamptz, primary key (customer_id, purpose, channel));
  create table if not exists bench_events (id bigint generated always as identity primary key, customer_id uuid,
    purpose text, channel text, state text, at timestamptz not null default now());
  create index if not exists bench_events_customer on bench_events (customer_id, id);
  grant all on bench_choices, bench_events to public`;

/* The rows go in behind the ledger's trigger, because their chains are not what is measured; those of the known are. */
const BULK = `
  with people as (select gen_random_uuid() as id from generate_series(1, $1::int)),
  cells as (select row_number() over () as seq, c->>'purpose' as purpose, c->>'channel' as channel
              from jsonb_array_elements($2::jsonb) c),
  known as (insert into customers (id) select id from people returning id),
  floors as (insert into bench_choices select p.id, c.purpose, c.channel, c.seq, 'granted', now() from people p, cells c)
  insert into choices (customer_id, purpose, channel, seq, state, since, actor_kind, at)
    select p.id, c.purpose, c.channel, c.seq, case when c.seq % 3 = 0 then 'withdrawn' else 'granted' end, now(), 'customer', now()
      from people p, cells c`;
