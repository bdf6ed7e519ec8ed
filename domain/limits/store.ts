import { lt } from "drizzle-orm";
import { limits } from "@/db/schema/limits";
import type { House } from "../house";

/** Forgets counts whose time is over. */
export async function sweepLimits(house: House): Promise<void> {
  await house.db.orm.delete(limits).where(lt(limits.expire, Date.now()));
}

/** One count to add. `expire` is milliseconds since 1970. */
export interface Count {
  key: string;
  points: number;
  expire: number;
}

/** Adds counts in one statement. @returns what each came to, with what other processes added. */
export async function addCounts(house: House, counts: readonly Count[]): Promise<Map<string, number>> {
  const { rows } = await house.db.pool.query<{ key: string; points: number }>(
    `insert into limits (key, points, expire) select * from unnest($1::text[], $2::int[], $3::bigint[])
     on conflict (key) do update set points = limits.points + excluded.points
     returning key, points`,
    [counts.map((one) => one.key), counts.map((one) => one.points), counts.map((one) => one.expire)],
  );
  return new Map(rows.map((row) => [row.key, row.points]));
}
