import { sql } from "drizzle-orm";
import type { Database, Tx } from "@/db/client";
import type { idempotency } from "@/db/schema/idempotency";

type Row = typeof idempotency.$inferSelect;
export type Place = Pick<Row, "system" | "route" | "hash">;
export type Kept = Pick<Row, "request" | "status" | "body">;
export type NewAnswer = Omit<Row, "expiresAt">;

type KeptRow = [n: number, request: string, status: number, body: string];

/** Prepared once for each connection: it stands before every write of a system. Each place is looked up by its key. */
export async function selectAnswers({ pool }: Database, places: readonly Place[]): Promise<(Kept | null)[]> {
  const { rows } = await pool.query<{ kept: KeptRow[] | null }>({
    name: "idempotency.select",
    text: "select kept_answers($1, $2, $3) as kept",
    values: [
      places.map(({ system }) => system),
      places.map(({ route }) => route),
      places.map(({ hash }) => hash.toString("hex")),
    ],
  });
  const found = new Map(rows[0]?.kept?.map((row) => [row[0], row]));
  return places.map((_, index) => keptOf(found.get(index + 1)));
}

function keptOf(row: KeptRow | undefined): Kept | null {
  if (!row) return null;
  const [, request, status, body] = row;
  return { request: Buffer.from(request, "hex"), status, body: Buffer.from(body, "base64") };
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
  const { rows } = await tx.execute<{ written: string[] }>(
    sql`select keep_answers(${JSON.stringify(packed)}, ${hours}) as written`,
  );
  const written = new Set(rows[0]?.written);
  return packed.map(({ system, route, hash }) => written.has(`${system} ${route} ${hash}`));
}

/** A few at a time, so that nobody waits for it. */
export async function deleteExpired({ pool }: Database): Promise<void> {
  await pool.query(`delete from idempotency where (system, route, hash) in (
    select system, route, hash from idempotency where expires_at <= clock_timestamp() limit 5000)`);
}
