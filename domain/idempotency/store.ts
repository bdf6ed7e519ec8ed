import { sql } from "drizzle-orm";
import type { Database, Tx } from "@/db/client";
import type { idempotency } from "@/db/schema/idempotency";

type Row = typeof idempotency.$inferSelect;
export type Place = Pick<Row, "system" | "route" | "hash">;
export type Kept = Pick<Row, "request" | "status" | "body">;
export type NewAnswer = Omit<Row, "expiresAt">;

/** Prepared once for each connection: it stands before every write of a system. Each place is looked up by its key. */
export async function selectAnswers({ pool }: Database, places: readonly Place[]): Promise<(Kept | null)[]> {
  const { rows } = await pool.query<Kept & { n: number }>({
    name: "idempotency.select",
    text: `select asked.n::integer as n, kept.request, kept.status, kept.body
             from unnest($1::text[], $2::text[], $3::bytea[]) with ordinality as asked (system, route, hash, n)
            cross join lateral (select i.request, i.status, i.body from idempotency i
              where i.system = asked.system and i.route = asked.route and i.hash = asked.hash
                and i.expires_at > clock_timestamp() limit 1) kept`,
    values: [
      places.map(({ system }) => system),
      places.map(({ route }) => route),
      places.map(({ hash }) => hash),
    ],
  });
  const found = new Map(rows.map((row) => [row.n, row]));
  return places.map((_, index) => found.get(index + 1) ?? null);
}

/**
 * Waits for whoever writes the same rows; over an answer whose time is over it writes anew. In one order, so that two
 * who write the same ones do not wait for each other. @returns which were written.
 */
export async function insertAnswers(
  tx: Tx,
  answers: readonly NewAnswer[],
  hours: number,
): Promise<boolean[]> {
  const packed = answers.map(({ hash, request, body, ...row }) => ({
    ...row,
    ...{ hash: hash.toString("hex"), request: request.toString("hex"), body: body.toString("base64") },
  }));
  const { rows } = await tx.execute<{ name: string }>(sql`
    insert into idempotency as kept (system, route, hash, request, status, body, expires_at)
    select system, route, decode(hash, 'hex'), decode(request, 'hex'), status, decode(body, 'base64'),
           clock_timestamp() + make_interval(hours => ${hours})
      from json_to_recordset(${JSON.stringify(packed)}) as answer (system text, route text, hash text, request text,
           status integer, body text)
     order by system, route, hash
    on conflict (system, route, hash) do update
       set request = excluded.request, status = excluded.status, body = excluded.body,
           expires_at = excluded.expires_at
     where kept.expires_at <= clock_timestamp()
    returning system || ' ' || route || ' ' || encode(hash, 'hex') as name`);
  const written = new Set(rows.map(({ name }) => name));
  return packed.map(({ system, route, hash }) => written.has(`${system} ${route} ${hash}`));
}

/** A few at a time, so that nobody waits for it. */
export async function deleteExpired({ pool }: Database): Promise<void> {
  await pool.query(`delete from idempotency where (system, route, hash) in (
    select system, route, hash from idempotency where expires_at <= clock_timestamp() limit 5000)`);
}
