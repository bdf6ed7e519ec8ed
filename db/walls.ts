import type pg from "pg";

type Verb = "select" | "insert" | "update" | "delete";

const all: readonly Verb[] = ["select", "insert", "update", "delete"];

/** What the app's role may do with each table. A table without a line stops the migration. */
export const grants: Readonly<Record<string, readonly Verb[]>> = {
  api_keys: ["select", "insert", "update"],
  audit: ["select", "insert"],
  browser_signals: ["select", "insert"],
  channel_stops: ["select", "insert", "update"],
  choice_events: ["select", "insert"],
  choice_tokens: ["select", "insert"],
  choices: ["select"],
  clocks: ["select"],
  copies: ["select", "insert", "update"],
  customer_joins: ["select", "insert", "delete"],
  customer_keys: ["select", "insert", "delete"],
  customer_links: all,
  customer_settings: all,
  customers: ["select", "insert"],
  forgotten: [],
  idempotency: all,
  imports: ["select", "insert", "update"],
  inbound_texts: ["select", "insert", "update"],
  identifiers: all,
  keys: ["select"],
  ledger_checks: ["select", "insert"],
  ledger_heads: ["select"],
  limits: all,
  messages: all,
  obeyed: ["select", "insert"],
  request_messages: ["select", "insert"],
  requests: ["select", "insert", "update"],
  sessions: ["select", "insert", "update"],
  sign_ins: all,
  staff: ["select", "insert", "update"],
  staff_passkeys: all,
  staff_recovery_codes: all,
  staff_sessions: ["select", "insert", "update"],
  staff_sign_ins: all,
  staff_signatures: ["select", "insert"],
  terms_events: ["select", "insert"],
  terms_heads: ["select"],
  terms_versions: ["select", "insert"],
  texts: ["select", "insert"],
  uses: ["select", "insert"],
  visit_reveals: ["select", "insert"],
  visit_views: ["select", "insert"],
  visit_wishes: ["select", "insert", "update"],
  visits: ["select", "insert", "update"],
  waiting_corrections: all,
  webhook_deliveries: ["select", "update", "delete"],
  webhook_endpoints: ["select", "insert", "update"],
  webhook_events: ["select", "insert", "delete"],
  webhook_lanes: ["select", "insert", "update", "delete"],
};

/**
 * Hashes of what somebody presents: the app may write them, never read them, so that it can act through a
 * session, key or link only where the secret itself came in. Found by `app_hash` alone.
 */
const hidden: Readonly<Record<string, readonly string[]>> = {
  api_keys: ["hash"],
  choice_tokens: ["hash"],
  imports: ["hash"],
  inbound_texts: ["hash"],
  sessions: ["id_hash"],
  staff_sessions: ["id_hash"],
  visits: ["secret_hash"],
};

/** Where `update` is for these columns alone. */
const updatable: Readonly<Record<string, readonly string[]>> = {
  api_keys: ["last_used_at", "revoked_at", "expires_at"],
  imports: ["hash", "position", "counts", "finished_at"],
  inbound_texts: ["sealed", "decided", "decided_by", "decided_at"],
  visits: ["ended_at", "ended_how", "told_at"],
};

/**
 * Rows that show themselves to whoever holds the exact hash, for finding out who someone is; and to an open desk
 * session of the right role, which the database judges by the hash of the secret that the browser brought.
 */
const shownBy: Readonly<Record<string, string>> = {
  audit: "(select app_desk('audit'))",
  choice_tokens: "hash = (select app_hash('token'))",
  customer_links: "lookup = (select app_hash('lookup'))",
  identifiers:
    "lookup = (select app_hash('lookup')) or lookup = any ((select app_hashes('lookups'))::bytea[])",
  request_messages: "(select app_desk('requests'))",
  requests: "(select app_desk('requests'))",
  sessions: "id_hash = (select app_hash('session'))",
  visit_reveals: "(select app_desk('audit'))",
  visit_views: "(select app_desk('audit'))",
  visits: "staff_id = (select app_staff()) or (select app_desk('audit'))",
};

/** Lines about nobody in particular may be written, never read, without a subject. */
const writableBeyond: Readonly<Record<string, string>> = {
  audit: "customer_id = '00000000-0000-0000-0000-000000000000'",
  webhook_events: "customer_id = '00000000-0000-0000-0000-000000000000'",
};

const ownNumber = "lookup = (select app_hash('lookup'))";

/**
 * Rows of numbers, which may be nobody's here: shown to whoever names the exact number or text, to the person whose
 * number it is, and unclear texts to the open desk. What is too old to be kept shows itself to be wiped.
 */
const wallsOfNumbers: Readonly<Record<string, { read: string; write: string }>> = {
  channel_stops: {
    read: `${ownNumber} or lookup = any ((select app_hashes('lookups'))::bytea[]) or exists (select from identifiers i
      where i.lookup = channel_stops.lookup and i.customer_id = any ((select app_subjects())::uuid[]))`,
    write: ownNumber,
  },
  inbound_texts: {
    read: `hash = (select app_hash('text')) or ${ownNumber} or (means = 'unclear' and (select app_desk('texts')))
      or (means = 'unclear' and received_at < now() - interval '90 days')`,
    write: `${ownNumber} or (means = 'unclear' and (select app_desk('texts')))
      or (sealed is null and received_at < now() - interval '90 days')`,
  },
};

const functions = `
create or replace function app_subjects() returns uuid[] language sql stable parallel safe as
  $$ select coalesce(string_to_array(nullif(current_setting('app.subjects', true), ''), ',')::uuid[], '{}') $$;
create or replace function app_hash(name text) returns bytea language sql stable parallel safe as
  $$ select decode(nullif(current_setting('app.' || name, true), ''), 'hex') $$;
create or replace function app_hashes(name text) returns bytea[] language sql stable parallel safe as
  $$ select array(select decode(hash, 'hex')
       from unnest(string_to_array(nullif(current_setting('app.' || name, true), ''), ',')) hash) $$;
create or replace function app_staff_session() returns uuid language sql stable security definer
set search_path = pg_catalog, public, pg_temp as
  $$ select s.id from public.staff_sessions s join public.staff m on m.id = s.staff_id
      where s.id_hash = public.app_hash('staff') and s.ended_at is null and s.expires_at > clock_timestamp()
        and s.last_seen_at > clock_timestamp() - interval '15 minutes'
        and m.disabled_at is null and m.version = s.version $$;
create or replace function app_staff() returns uuid language sql stable security definer
set search_path = pg_catalog, public, pg_temp as
  $$ select staff_id from public.staff_sessions where id = public.app_staff_session() $$;
create or replace function app_visit() returns uuid language sql stable security definer
set search_path = pg_catalog, public, pg_temp as
  $$ select v.id from public.visits v where v.secret_hash = public.app_hash('visit')
        and v.staff_id = public.app_staff() and v.ended_at is null and v.ends_at > clock_timestamp() $$;
create or replace function app_desk(what text) returns boolean language sql stable security definer
set search_path = pg_catalog, public, pg_temp as
  $$ select coalesce((select case what when 'audit' then role in ('auditor', 'privacy_officer')
        when 'requests' then role = 'privacy_officer' when 'texts' then role in ('support', 'privacy_officer') when 'keys' then role in ('admin', 'auditor') else false end
       from public.staff where id = public.app_staff()), false) $$;
create or replace function app_api_key() returns uuid language sql stable security definer
set search_path = pg_catalog, public, pg_temp as
  $$ select id from public.api_keys where hash = public.app_hash('key') and revoked_at is null
        and (expires_at is null or expires_at > clock_timestamp()) $$;`;

/**
 * Raises the second wall: forced row-level security for every verb on every table with a `customer_id`,
 * and exactly the grants above. Runs after each migration and gives the same result each time.
 * @throws when a table has no line in `grants`.
 */
export async function raiseWalls(owner: pg.Client, appRole: string): Promise<void> {
  await owner.query(functions);
  const role = owner.escapeIdentifier(appRole);
  const tables = await listTables(owner);
  for (const table of tables) {
    const verbs = grants[table.name];
    if (!verbs)
      throw new Error(`db/walls.ts has no line for the table ${table.name}: say what the app may do with it`);
    const name = owner.escapeIdentifier(table.name);
    await owner.query(`revoke all on ${name} from public, ${role}`);
    for (const verb of verbs)
      await owner.query(`grant ${await onColumns(owner, table.name, verb)} on ${name} to ${role}`);
    if (table.personal) await protect(owner, table.name);
    await protectNumbers(owner, table.name);
  }
  await owner.query(`grant usage on schema public to ${role}`);
}

/** A verb, on every column that the app may use it on. */
async function onColumns(owner: pg.Client, table: string, verb: Verb): Promise<string> {
  const kept = hidden[table];
  const names = verb === "update" ? updatable[table] : undefined;
  if (names) return `update (${names.map((name) => owner.escapeIdentifier(name)).join(", ")})`;
  if (verb !== "select" || !kept) return verb;
  const { rows } = await owner.query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped
        and attname <> all($2) order by attnum`,
    [table, kept],
  );
  return `select (${rows.map(({ name }) => owner.escapeIdentifier(name)).join(", ")})`;
}

async function listTables(owner: pg.Client): Promise<{ name: string; personal: boolean }[]> {
  const { rows } = await owner.query(`
    select c.relname as name, exists (select from pg_attribute a where a.attrelid = c.oid
             and a.attname = 'customer_id' and not a.attisdropped) as personal
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`);
  return rows;
}

async function protect(owner: pg.Client, table: string): Promise<void> {
  const name = owner.escapeIdentifier(table);
  const own = "customer_id = any ((select app_subjects())::uuid[])";
  const read = shownBy[table] ? `${own} or ${shownBy[table]}` : own;
  const write = writableBeyond[table] ? `${own} or ${writableBeyond[table]}` : own;
  await owner.query(`
    alter table ${name} enable row level security;
    alter table ${name} force row level security;
    drop policy if exists own_select on ${name}; create policy own_select on ${name} for select using (${read});
    drop policy if exists own_insert on ${name}; create policy own_insert on ${name} for insert with check (${write});
    drop policy if exists own_update on ${name}; create policy own_update on ${name} for update using (${own}) with check (${own});
    drop policy if exists own_delete on ${name}; create policy own_delete on ${name} for delete using (${own});`);
}

async function protectNumbers(owner: pg.Client, table: string): Promise<void> {
  const wall = wallsOfNumbers[table];
  if (!wall) return;
  const name = owner.escapeIdentifier(table);
  await owner.query(`
    alter table ${name} enable row level security;
    alter table ${name} force row level security;
    drop policy if exists own_select on ${name}; create policy own_select on ${name} for select using (${wall.read});
    drop policy if exists own_insert on ${name}; create policy own_insert on ${name} for insert with check (${ownNumber});
    drop policy if exists own_update on ${name}; create policy own_update on ${name} for update using (${wall.read}) with check (${wall.write});`);
}
