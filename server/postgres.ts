import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { findPlace } from "./postgres-place";
import { freePort, initialise, launch, type Passwords, stopChild, stopLeftOver } from "./postgres-process";

/** A running PostgreSQL of our own. `adminUrl` is its superuser, for start-up and tests only. */
export interface RunningPostgres {
  adminUrl: string;
  ownerUrl: string;
  appUrl: string;
  /** Its superuser in the app's database, which reads past the walls: for backups only. */
  backupUrl: string;
  port: number;
  pid: number;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  dir: string;
  port?: number;
  /** false only for throw-away data: writes are then not forced to the disk */
  durable: boolean;
}

const DATABASE = "forthright";
/**
 * Starts PostgreSQL on data in `dir` (made the first time), on a port of 127.0.0.1 that is remembered there.
 * Stops one that a killed process left running on the same data. Throws with the end of its log when it will not start.
 */
export async function startPostgres({ dir, port, durable }: PostgresOptions): Promise<RunningPostgres> {
  const place = findPlace(dir);
  const passwords = readPasswords(dir);
  await stopLeftOver(place);
  if (!existsSync(join(place.root, "data"))) initialise({ place, passwords, durable });
  const wanted = port ?? rememberedPort(dir);
  const running = await launch({ place, durable, passwords, port: await freePort(wanted) });
  writeFileSync(join(dir, "port"), `${running.port}\n`);
  const urls = urlsOf(passwords, running.port);
  await ensureRoles(urls.adminUrl, passwords);
  return {
    ...urls,
    port: running.port,
    pid: running.child.pid ?? 0,
    stop: () => stopChild(running.child),
  };
}

/** The addresses of a PostgreSQL that another process of ours runs on the data in `dir`. */
export function runningPostgres(dir: string): Pick<RunningPostgres, "ownerUrl" | "appUrl" | "backupUrl"> {
  return urlsOf(readPasswords(dir), rememberedPort(dir));
}

function urlsOf(passwords: Passwords, port: number) {
  const url = (user: string, password: string, database = DATABASE) =>
    `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
  return {
    adminUrl: url("postgres", passwords.admin, "postgres"),
    ownerUrl: url("forthright_owner", passwords.owner),
    appUrl: url("forthright_app", passwords.app),
    backupUrl: url("postgres", passwords.admin),
  };
}

function readPasswords(dir: string): Passwords {
  const file = join(dir, "passwords.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  const make = () => randomBytes(24).toString("hex");
  const made = { admin: make(), owner: make(), app: make() };
  writeFileSync(`${file}.new`, JSON.stringify(made), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return made;
}

function rememberedPort(dir: string): number {
  const file = join(dir, "port");
  return existsSync(file) ? Number.parseInt(readFileSync(file, "utf8"), 10) : 0;
}

/** Said again at each start, so that a first start killed half-way leaves nothing to repair. */
async function ensureRoles(adminUrl: string, passwords: Passwords): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await ensureRole(client, { role: "forthright_owner", password: passwords.owner, may: "CREATEROLE" });
    await ensureRole(client, { role: "forthright_app", password: passwords.app, may: "NOCREATEROLE" });
    const known = await client.query("select 1 from pg_database where datname = $1", [DATABASE]);
    if (known.rowCount === 0) await client.query(`create database ${DATABASE} owner forthright_owner`);
    await client.query(`revoke all on database ${DATABASE} from public`);
    await client.query(`grant connect on database ${DATABASE} to forthright_app`);
  } finally {
    await client.end();
  }
}

async function ensureRole(
  client: pg.Client,
  { role, password, may }: Record<"role" | "password" | "may", string>,
) {
  const known = await client.query("select 1 from pg_roles where rolname = $1", [role]);
  const verb = known.rowCount === 0 ? "create" : "alter";
  const rights = `login nosuperuser nobypassrls nocreatedb ${may}`;
  await client.query(`${verb} role ${role} ${rights} password ${pg.escapeLiteral(password)}`);
}
