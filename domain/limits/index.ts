import rateLimiter from "rate-limiter-flexible";
import type { House } from "../house";

const { RateLimiterPostgres, RateLimiterRes } = rateLimiter;

export { networkOf } from "./network";
export { addCounts, sweepLimits } from "./store";

/** So many times per so many seconds, of one thing, by one someone. */
export interface Limit {
  /** What is counted, such as `sign_in_address`. */
  name: string;
  /** Who is counted; stored as a keyed hash. */
  key: string;
  points: number;
  seconds: number;
}

/**
 * Counts one more of each, in the order given, and stops at the first that is over. Counted in the database,
 * so that all processes count together.
 * @returns false when one is over its limit.
 * @throws when the database does not answer: who cannot be counted is not let through.
 */
export async function countWithin(house: House, wanted: readonly Limit[]): Promise<boolean> {
  for (const limit of wanted) {
    const isWithin = await countOne(house, limit);
    house.meter?.count("limits", { limit: limit.name, outcome: isWithin ? "within" : "over" });
    if (!isWithin) return false;
  }
  return true;
}

async function countOne(house: House, limit: Limit): Promise<boolean> {
  const limiter = new RateLimiterPostgres({
    storeClient: house.db.pool,
    storeType: "pool",
    tableName: "limits",
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: limit.name,
    points: limit.points,
    duration: limit.seconds,
  });
  try {
    await limiter.consume(house.keys.lookup(`limit/${limit.name}`, limit.key).toString("base64url"));
    return true;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return false;
    throw refusal;
  }
}
