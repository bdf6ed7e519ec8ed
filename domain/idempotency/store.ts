import { sql } from "drizzle-orm";
import type { Database, Tx } from "@/db/client";
import type { idempotency } from "@/db/schema/idempotency";

type Row = typeof idempotency.$inferSelect;
type Place = Pick<Row, "system" | "route" | "hash">;

/** Prepared once for each connection: it stands before every write of a system. */
export async function selectAnswer(
  { pool }: Database,
  at: Place,
): Promise<Pick<Row, "request" | "status" | "body"> | undefined> {
  const { rows } = await pool.query<Pick<Row, "request" | "status" | "body">>({
    name: "idempotency.select",
    text: `select request, status, body from idempotency
            where system = $1 and route = $2 and hash = $3 and expires_at > clock_timestamp()`,
    values: [at.system, at.route, at.hash],
  });
  return rows[0];
}

/** Waits for whoever writes the same row; over an answer whose time is over it writes anew. */
export async function insertAnswer(tx: Tx, row: Omit<Row, "expiresAt">, hours: number): Promise<boolean> {
  const until = sql`clock_timestamp() + make_interval(hours => ${hours})`;
  const { rows } = await tx.execute(sql`
    insert into idempotency as kept (system, route, hash, request, status, body, expires_at)
    values (${row.system}, ${row.route}, ${row.hash}, ${row.request}, ${row.status}, ${row.body}, ${until})
    on conflict (system, route, hash) do update
       set request = excluded.request, status = excluded.status, body = excluded.body,
           expires_at = excluded.expires_at
     where kept.expires_at <= clock_timestamp()
    returning 1`);
  return rows.length > 0;
}

/** A few at a time, so that nobody waits for it. */
export async function deleteExpired({ pool }: Database): Promise<void> {
  await pool.query(`delete from idempotency where (system, route, hash) in (
    select system, route, hash from idempotency where expires_at <= clock_timestamp() limit 5000)`);
}
