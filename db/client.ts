import { sql } from "drizzle-orm";
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

/** One transaction behind the wall. */
export type Tx = Parameters<Parameters<Database["orm"]["transaction"]>[0]>[0];

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
 * @returns what `work` returns; `now` is the database's clock.
 */
export async function withSight<T>(
  db: Database,
  sight: Sight,
  work: (tx: Tx, now: Date) => Promise<T>,
): Promise<T> {
  try {
    return await db.orm.transaction(async (tx) => work(tx, await look(tx, sight)));
  } catch (error) {
    if (isAway(error)) db.awayAt = performance.now();
    throw error;
  }
}

async function look(tx: Tx, sight: Sight): Promise<Date> {
  const hex = (value?: Buffer) => value?.toString("hex") ?? "";
  // Prepared once for each connection: it stands before everything that is read or written.
  const [row] = await tx
    .select({
      subjects: sql`set_config('app.subjects', ${(sight.subjects ?? []).join(",")}, true)`,
      lookup: sql`set_config('app.lookup', ${hex(sight.lookup)}, true)`,
      session: sql`set_config('app.session', ${hex(sight.session)}, true)`,
      token: sql`set_config('app.token', ${hex(sight.token)}, true)`,
      staff: sql`set_config('app.staff', ${hex(sight.staff)}, true)`,
      visit: sql`set_config('app.visit', ${hex(sight.visit)}, true)`,
      key: sql`set_config('app.key', ${hex(sight.key)}, true)`,
      text: sql`set_config('app.text', ${hex(sight.text)}, true)`,
      now: sql<string>`date_trunc('milliseconds', clock_timestamp())`,
    })
    .from(sql`(values (1)) as one`)
    .prepare("look")
    .execute();
  if (!row) throw new Error("the database gave no time");
  return new Date(row.now);
}
