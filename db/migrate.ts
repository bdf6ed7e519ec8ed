import { setTimeout as pause } from "node:timers/promises";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { raiseWalls } from "./walls";

/** Any number that no other program on the database is likely to lock. */
const MIGRATION_LOCK = 7_311_846_200_517;

/** Longest that a change of a table waits for those who use it; whoever comes after waits behind it for as long. */
const LOCK_MS = 2_000;
const LOCK_TRIES = 30;

/** Where the committed migrations stand; a bundle may live elsewhere, so the working folder decides. */
const migrationsFolder = () => `${process.cwd()}/db/migrations`;

/**
 * Brings the schema up to date as the owner, one migrator at a time, and raises the walls for the app's role.
 * Creates that role when it is missing and `appUrl` names a password for it.
 */
export async function migrateDatabase(options: {
  ownerUrl: string;
  appUrl: string;
  folder?: string;
  /** Runs as the owner under the same lock, before the walls are raised: the queue's tables, the keys, a backup. */
  also?: (owner: pg.Client, appRole: string) => Promise<void>;
  /** false: left to whoever migrates further, right after. */
  walls?: boolean;
}): Promise<void> {
  const owner = new pg.Client({ connectionString: options.ownerUrl });
  const app = new URL(options.appUrl);
  const role = decodeURIComponent(app.username);
  await owner.connect();
  try {
    await owner.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await ensureRole(owner, { role, password: decodeURIComponent(app.password) });
    await owner.query(`set lock_timeout = '${LOCK_MS}ms'`);
    await again(() => migrate(drizzle(owner), { migrationsFolder: options.folder ?? migrationsFolder() }));
    await options.also?.(owner, role);
    if (options.walls !== false) await again(() => raiseWalls(owner, role));
    await showLevel(owner, role);
  } finally {
    await owner.end();
  }
}

/** Does it once more when a table was in use for too long, or two waited for each other: then nothing was changed. */
async function again(work: () => Promise<void>): Promise<void> {
  for (let left = LOCK_TRIES; ; left -= 1)
    try {
      return await work();
    } catch (error) {
      if (left <= 1 || !isBusy(error)) throw error;
      await pause(250);
    }
}

/** SQLSTATE lock_not_available and deadlock_detected; drizzle wraps what the database said. */
function isBusy(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && "code" in cause && (cause.code === "55P03" || cause.code === "40P01");
}

/** @returns how many committed migrations the database has not seen. */
export async function pendingMigrations(url: string, folder = migrationsFolder()): Promise<number> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
  });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query(
      "select to_regclass('drizzle.__drizzle_migrations') is not null as known",
    );
    const known = readMigrationFiles({ migrationsFolder: folder });
    if (!rows[0]?.known) return known.length;
    const done = await client.query(
      "select max(created_at)::bigint as last from drizzle.__drizzle_migrations",
    );
    const last = Number(done.rows[0]?.last ?? 0);
    return known.filter((migration) => migration.folderMillis > last).length;
  } finally {
    await client.end();
  }
}

/** The app may see how far the schema is, so that it can say whether it is ready. */
async function showLevel(owner: pg.Client, appRole: string): Promise<void> {
  const role = owner.escapeIdentifier(appRole);
  await owner.query(
    `grant usage on schema drizzle to ${role}; grant select on drizzle.__drizzle_migrations to ${role}`,
  );
}

async function ensureRole(
  owner: pg.Client,
  { role, password }: { role: string; password: string },
): Promise<void> {
  const { rowCount } = await owner.query("select from pg_roles where rolname = $1", [role]);
  if (rowCount) return;
  const secret = password ? ` password ${owner.escapeLiteral(password)}` : "";
  await owner.query(`create role ${owner.escapeIdentifier(role)} login nosuperuser nobypassrls${secret}`);
}
