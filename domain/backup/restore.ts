import pg from "pg";
import { knowsLevel, withMigrationsTo } from "@/db/levels";
import { migrateDatabase } from "@/db/migrate";
import { verifyLedgerAt } from "../choices/verify";
import { install } from "../install";
import { installQueue } from "../queue";
import { verifyTermsAt } from "../terms/verify";
import { BackupError } from "./format";
import { type Counted, loadBackup } from "./load";
import { newer, readBackup, readHeader } from "./read";

export interface Restored {
  /** When the data was kept. */
  taken: string;
  counted: Counted;
  /** People who were forgotten after that, and are again. */
  forgotten: number;
  ledger: { customers: number; events: number; faults: number };
}

interface Wanted {
  ownerUrl: string;
  appUrl: string;
  secret: string;
  data: string;
  keys: string;
  /** Told of each step, for whoever waits. */
  say?: (step: string) => void;
}

/**
 * Brings an installation back into an empty database: tables as they were, rows, those forgotten since, the walls, later
 * migrations, and then every chain of the ledger recomputed. Both files are read to their end before anything is written.
 * @throws BackupError when a file cannot be used or the database is not empty.
 */
export async function restoreBackup(wanted: Wanted): Promise<Restored> {
  const { ownerUrl, appUrl, secret, data, keys, say = () => undefined } = wanted;
  const header = await readHeader({ file: data, kind: "data", secret });
  const ofKeys = await readHeader({ file: keys, kind: "keys", secret });
  if (!knowsLevel(header.level)) throw newer(data);
  if (!knowsLevel(ofKeys.level)) throw newer(keys);
  if (Date.parse(ofKeys.taken) < Date.parse(header.taken))
    throw new BackupError(
      `The keys are of ${ofKeys.taken}, the data of ${header.taken}: whoever came in between could not be read. Use keys of the same time or later.`,
    );
  say("Reading both files to their end.");
  await readBackup({ file: data, kind: "data", secret });
  await readBackup({ file: keys, kind: "keys", secret });
  await refuseFull(ownerUrl);
  say("Filling the database.");
  const done = await fill(wanted, header.level);
  await install({ ownerUrl, appUrl, secret });
  say("Verifying the ledger.");
  return { ...done, taken: header.taken, ledger: await verify(appUrl) };
}

async function refuseFull(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int as count from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and n.nspname in ('public', 'pgboss', 'drizzle')`,
    );
    if (rows[0]?.count)
      throw new BackupError(
        `The database is not empty: it has ${rows[0].count} tables. A backup is brought back into an empty one only; make one with: create database NAME owner OWNER`,
      );
  } finally {
    await client.end();
  }
}

/** In the migrations' own turn, before any wall is raised: behind it the owner would see nothing either. */
async function fill(
  { ownerUrl, appUrl, secret, data, keys }: Wanted,
  level: number,
): Promise<{ counted: Counted; forgotten: number }> {
  let filled: { counted: Counted; forgotten: number } = { counted: {}, forgotten: 0 };
  const also = async (owner: pg.Client, appRole: string) => {
    await installQueue(owner, appRole);
    filled = await loadBackup(owner, { data, keys, secret });
  };
  await withMigrationsTo(level, (folder) =>
    migrateDatabase({ ownerUrl, appUrl, folder, also, walls: false }),
  );
  return filled;
}

async function verify(appUrl: string): Promise<Restored["ledger"]> {
  const ledger = await verifyLedgerAt(appUrl);
  const terms = await verifyTermsAt(appUrl);
  return {
    customers: ledger.customers,
    events: ledger.events + terms.events,
    faults: ledger.faults.length + ledger.changedTexts.length + terms.faults.length,
  };
}
