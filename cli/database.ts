import { join } from "node:path";
import { borrowOwnDatabase, DATA_FOLDER, ownSecret } from "@/server/data-folder";
import { readEnv } from "@/server/env";
import { UsageError } from "./command";

/** What a command needs to work on the installation's database. */
export interface Reach {
  ownerUrl: string;
  appUrl: string;
  /** A role that may read everything, for backups. */
  backupUrl: string;
  secret: string;
}

/**
 * Runs `work` on the database of DATABASE_URL, else on the project's own one: the running app's, or started
 * for just this command. Whatever was started is stopped again, also on Ctrl-C.
 */
export async function withDatabase<T>(work: (reach: Reach) => Promise<T>): Promise<T> {
  const env = readEnv();
  // Migrations and our own data stand in the project, from wherever the command is run.
  process.chdir(join(import.meta.dirname, ".."));
  if (env.DATABASE_URL) return work(external(env));
  const folder = DATA_FOLDER;
  const database = await borrowOwnDatabase(folder);
  try {
    const secret = env.FORTHRIGHT_SECRET ?? ownSecret(folder).secret;
    const { ownerUrl, appUrl, backupUrl } = database;
    return await work({ ownerUrl, appUrl, backupUrl, secret });
  } finally {
    await database.close();
  }
}

function external(env: ReturnType<typeof readEnv>): Reach {
  const { DATABASE_URL: appUrl, FORTHRIGHT_SECRET: secret } = env;
  if (!appUrl || !secret)
    throw new UsageError("Set FORTHRIGHT_SECRET beside DATABASE_URL; the stored keys are wrapped by it.");
  const ownerUrl = env.DATABASE_OWNER_URL ?? appUrl;
  return { appUrl, secret, ownerUrl, backupUrl: env.DATABASE_BACKUP_URL ?? ownerUrl };
}
