import type { PgBoss } from "pg-boss";
import { openDatabase } from "@/db/client";
import { proveWalls } from "@/db/self-test";
import type { Brand } from "./brand";
import { closeHouse, type House, type Log, openHouse, type Settings } from "./house";
import { loadKeys } from "./keys";
import { openQueue } from "./queue";
import { publishFirst } from "./terms";

/** Longest that jobs in hand may take once the process is asked to end; then they are handed back. */
const JOBS_GRACE_MS = 10_000;

export interface Furnished {
  house: House;
  boss: PgBoss;
  /** Hands jobs back and closes every connection. */
  close(): Promise<void>;
}

/**
 * Opens the one house of this process, and proves that the wall between customers stands before anyone is let in.
 * @throws an Error that says what is wrong when it does not, or when the secret does not open the stored keys.
 */
export async function furnish(options: {
  databaseUrl: string;
  secret: string;
  brand: Brand;
  settings: Settings;
  log: Log;
  /** Connections to the database of this process; 20 when nothing is said. */
  pool?: number;
}): Promise<Furnished> {
  const { log } = options;
  const db = openDatabase({ url: options.databaseUrl, max: options.pool ?? 20 });
  try {
    await proveWalls(db);
    const keys = await loadKeys(db.pool, options.secret);
    await publishFirst(db, options.brand);
    const onError = (error: Error & { code?: unknown }) =>
      log.error("queue", {
        code: String(error.code ?? error.name ?? ""),
        reason: error.message.slice(0, 200),
      });
    const { queue, boss } = await openQueue(db.pool, { supervise: true, onError });
    const { brand, settings } = options;
    const house = openHouse({ db, brand, keys, queue, settings, log, rooms: new Map() });
    const close = async () => {
      await boss.stop({ graceful: true, timeout: JOBS_GRACE_MS });
      await closeHouse(house);
    };
    return { house, boss, close };
  } catch (error) {
    await db.pool.end();
    throw error;
  }
}
