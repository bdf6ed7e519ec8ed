import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import { isAway } from "./away";
import { watchConnections } from "./connection";
import * as schema from "./schema";

/** The app's connection: a login role that is no superuser and owns nothing. */
export interface Database {
  pool: pg.Pool;
  orm: NodePgDatabase<typeof schema>;
  /** When it last could not be had, by this process's steady clock; 0: never. */
  awayAt: number;
}

/** One transaction behind the wall. It has no other within it. */
export type Tx = Omit<NodePgDatabase<typeof schema>, "transaction">;

/** What a transaction may see. Nothing set, nothing seen. */
export interface Sight {
  /** Customers whose rows are visible: one person, all of a linked person's, or a batch. */
  subjects?: readonly string[];
  /** Keyed hash of an identifier: shows just the identifier rows that carry it. */
  lookup?: Buffer;
  /** Hash of a session's opaque id: shows just that session. */
  session?: Buffer;
  /** Hash of a link's token: shows just that token. */
  token?: Buffer;
  /** Hash of a staff session's opaque id: what its role may see across customers is judged by `app_desk`. */
  staff?: Buffer;
  /** Hash of the secret of a visit: with the staff session it began in, that visit is acted in. */
  visit?: Buffer;
  /** Hash of a presented API key. */
  key?: Buffer;
  /** Keyed hash of a text's own id, which came in signed by the carrier. */
  text?: Buffer;
}

const poolDefaults = {
  connectionTimeoutMillis: 2_000,
  statement_timeout: 5_000,
  idle_in_transaction_session_timeout: 10_000,
  // What is asked before the answer to the last has come goes out at once; the database takes it in that order.
  pipeline: true,
};

/**
 * Opens the pool. `max` is connections of this process; a full pool answers with an error after two seconds.
 * Source: docs/architecture.md, “Decided”.
 */
export function openDatabase({ url, max = 10 }: { url: string; max?: number }): Database {
  const pool = new pg.Pool({ connectionString: url, max, ...poolDefaults });
  // An idle connection that the server closes must not end the process; the next query opens another.
  pool.on("error", () => undefined);
  // Nor may one that is lost between two statements of a transaction: the next statement tells.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const db = { pool, orm: drizzle(pool, { schema }), awayAt: 0 };
  const whenGone = () => {
    db.awayAt = performance.now();
  };
  watchConnections(pool, { url, whenGone });
  return db;
}

/**
 * Runs `work` in one short transaction that sees what `sight` names and nothing else.
 * The settings end with the transaction, so a pooled connection carries nothing on.
 * What `work` asks goes out behind them without waiting for them, and is taken in that order.
 * @returns what `work` returns; `now` is the database's clock.
 */
export async function withSight<T>(
  db: Database,
  sight: Sight,
  work: (tx: Tx, now: Promise<Date>) => Promise<T>,
): Promise<T> {
  try {
    return await within(await db.pool.connect(), { sight, work });
  } catch (error) {
    if (isAway(error)) db.awayAt = performance.now();
    throw error;
  }
}

/** The same for work that cannot begin before it knows the time. */
export const withSightNow = <T>(
  db: Database,
  sight: Sight,
  work: (tx: Tx, now: Date) => Promise<T>,
): Promise<T> => withSight(db, sight, async (tx, now) => work(tx, await now));

interface Seen<T> {
  sight: Sight;
  work: (tx: Tx, now: Promise<Date>) => Promise<T>;
}

/** A connection on which nothing can be taken back is given up. */
async function within<T>(client: pg.PoolClient, { sight, work }: Seen<T>): Promise<T> {
  let lost = false;
  try {
    const begun = client.query("begin");
    const now = look(client, sight);
    const [, , done] = await Promise.all([begun, now, work(txOf(client), now)]);
    const { command } = await client.query("commit");
    // A statement failed and nobody told: the database has taken everything back, and says so in this word alone.
    if (command !== "COMMIT") throw new Error("nothing was kept, because a statement had failed");
    return done;
  } catch (error) {
    await client.query("rollback").catch(() => {
      lost = true;
    });
    throw error;
  } finally {
    client.release(lost);
  }
}

const transactions = new WeakMap<pg.PoolClient, Tx>();

/** Made once for each connection, since making one reads the whole schema. */
function txOf(client: pg.PoolClient): Tx {
  const tx = transactions.get(client) ?? drizzle(client, { schema });
  transactions.set(client, tx);
  return tx;
}

/** Prepared once for each connection: it stands before everything that is read or written. */
const LOOK = `select set_config('app.subjects', $1, true), set_config('app.lookup', $2, true),
  set_config('app.session', $3, true), set_config('app.token', $4, true), set_config('app.staff', $5, true),
  set_config('app.visit', $6, true), set_config('app.key', $7, true), set_config('app.text', $8, true),
  date_trunc('milliseconds', clock_timestamp()) as now`;

/** Asked of the driver itself: it is on its way when this returns, so nothing of the work can come before it. */
async function look(client: pg.PoolClient, sight: Sight): Promise<Date> {
  const hashes = [sight.lookup, sight.session, sight.token, sight.staff, sight.visit, sight.key, sight.text];
  const values = [(sight.subjects ?? []).join(","), ...hashes.map((value) => value?.toString("hex") ?? "")];
  const { rows } = await client.query<{ now: Date }>({ name: "look", text: LOOK, values });
  if (!rows[0]) throw new Error("the database gave no time");
  return rows[0].now;
}
