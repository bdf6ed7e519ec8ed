import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { holderOf, type Lock, takeLock } from "./lock";
import { runningPostgres, startPostgres } from "./postgres";

/** Where everything lives that `npm start` keeps. */
export const DATA_FOLDER = ".data";

/** The ways into a database of ours, and what to call when done with it. */
export interface OwnDatabase {
  ownerUrl: string;
  appUrl: string;
  /** Reads past the walls between customers: for backups only. */
  backupUrl: string;
  close(): Promise<void>;
}

/** The secret in `folder`, made there the first time. */
export function ownSecret(folder: string): { secret: string; made: boolean } {
  const file = join(folder, "secret");
  if (existsSync(file)) return { secret: readFileSync(file, "utf8").trim(), made: false };
  mkdirSync(folder, { recursive: true });
  const secret = randomBytes(48).toString("base64url");
  writeFileSync(file, `${secret}\n`, { mode: 0o600 });
  return { secret, made: true };
}

/** Takes `folder` and starts the PostgreSQL in it. @throws LockedError when another process has it. */
export async function openOwnDatabase(
  folder: string,
): Promise<OwnDatabase & { lock: Lock; adminUrl: string; port: number }> {
  const lock = takeLock(folder);
  try {
    const postgres = await startPostgres({ dir: join(folder, "postgres"), durable: true });
    const close = async () => {
      await postgres.stop();
      lock.release();
    };
    return { ...postgres, lock, close };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The database in `folder` for one command: that of the running app, else started for just this command. */
export async function borrowOwnDatabase(folder: string): Promise<OwnDatabase> {
  if (holderOf(folder)) return { ...runningPostgres(join(folder, "postgres")), close: async () => undefined };
  return openOwnDatabase(folder);
}
