import type pg from "pg";

type Verb = "select" | "insert" | "update" | "delete";

const all: readonly Verb[] = ["select", "insert", "update", "delete"];

/** What the app's role may do with each table. A table without a line stops the migration. */
export const grants: Readonly<Record<string, readonly Verb[]>> = {
  audit: ["select", "insert"],
  choice_events: ["select", "insert"],
  choice_tokens: ["select", "insert"],
  choices: ["select"],
  copies: ["select", "insert", "update"],
  customer_joins: ["select", "insert"],
  customer_keys: ["select", "insert", "delete"],
  customer_links: all,
  customer_settings: all,
  customers: ["select", "insert"],
  identifiers: all,
  keys: ["select"],
  ledger_heads: ["select"],
  limits: all,
  messages: all,
  request_messages: ["select", "insert"],
  requests: ["select", "insert", "update"],
  sessions: ["select", "insert", "update"],
  sign_ins: all,
  texts: ["select", "insert"],
  uses: ["select", "insert"],
  waiting_corrections: all,
};

/** Rows that show themselves to whoever holds the exact hash, for finding out who someone is. */
const shownBy: Readonly<Record<string, string>> = {
  choice_tokens: "hash = (select app_hash('token'))",
  customer_links: "lookup = (select app_hash('lookup'))",
  identifiers: "lookup = (select app_hash('lookup'))",
  sessions: "id_hash = (select app_hash('session'))",
};

/** Lines about nobody in particular may be written, never read, without a subject. */
const writableBeyond: Readonly<Record<string, string>> = {
  audit: "customer_id = '00000000-0000-0000-0000-000000000000'",
};

const functions = `
create or replace function app_subjects() returns uuid[] language sql stable parallel safe as
  $$ select coalesce(string_to_array(nullif(current_setting('app.subjects', true), ''), ',')::uuid[], '{}') $$;
create or replace function app_hash(name text) returns bytea language sql stable parallel safe as
  $$ select decode(nullif(current_setting('app.' || name, true), ''), 'hex') $$;`;

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
    await owner.query(`grant ${verbs.join(", ")} on ${name} to ${role}`);
    if (table.personal) await protect(owner, table.name);
  }
  await owner.query(`grant usage on schema public to ${role}`);
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
