import type { PostgresSource } from "@/domain/brand";
import { askIdentity, type Identity } from "../identity";
import { plainText } from "../plain-text";
import { isAboutValue, isSourceFailure, SourceFailure } from "./failure";
import { writePool } from "./pools";
import { type Ask, inTransaction } from "./postgres";
import type { SourceHouse } from "./source-house";

/** One write of a brand's, for one of its customers. */
export interface Write {
  sql: string;
  /** Besides `customer_key`. null writes NULL. */
  values: Readonly<Record<string, string | null>>;
  /** How many rows it may touch: a number, or SQL that counts. */
  rows: number | string;
  /** `read` gave nothing, so touching nothing is right. */
  nothingHeld: boolean;
}

/** What is looked at before a write is kept. Throwing undoes it. */
export interface Seen {
  touched: number;
  /** What `identity` says with the write done; null where it cannot be asked. */
  identity: Identity | null;
}

/**
 * Writes to a source under its other role, in one transaction, and keeps it only when the rows it touched are
 * as many as they may be and `beforeKept` did not throw.
 * @throws SourceFailure: `wrong_rows`, `value_refused`, or what any source can fail with.
 */
export async function writeToSource(
  at: { house: SourceHouse; source: PostgresSource; key: string },
  work: { write: Write; beforeKept: (seen: Seen) => Promise<void> },
): Promise<void> {
  const { house, source, key } = at;
  let ours: { error: unknown } | undefined;
  const run = async (ask: Ask) => {
    const seen = await perform(ask, { source, key, write: work.write });
    await work.beforeKept(seen).catch((error) => {
      ours = { error };
      throw error;
    });
  };
  try {
    await inTransaction({ house, source, pool: writePool(house, source), begin: "begin read write" }, run);
  } catch (error) {
    throw ours ? ours.error : error; // what we refused ourselves is no fault of the source
  }
}

async function perform(ask: Ask, at: { source: PostgresSource; key: string; write: Write }): Promise<Seen> {
  const { source, key, write } = at;
  const most = await mostRows(ask, { source: source.id, rows: write.rows, key });
  const { touched } = await ask(write.sql, { ...write.values, customer_key: key }).catch((error) => {
    throw refused(source.id, error);
  });
  if (touched > most) throw wrongRows(source.id, `touched ${touched} rows where ${most} may be; rolled back`);
  if (touched === 0 && !write.nothingHeld) throw wrongRows(source.id, "touched no row; rolled back");
  return { touched, identity: await identityNow(ask, { source, key }) };
}

const wrongRows = (source: string, reason: string) =>
  new SourceFailure(source, { kind: "wrong_rows", reason: `the write ${reason}` });

/** A value that is too long or breaks a rule of the source's is the writer's to mend. */
function refused(source: string, error: unknown): unknown {
  if (!isSourceFailure(error) || !isAboutValue(error.state)) return error;
  const { state } = error;
  return new SourceFailure(source, {
    kind: "value_refused",
    reason: `${state} the source does not take this value`,
  });
}

async function mostRows(
  ask: Ask,
  at: { source: string; rows: number | string; key: string },
): Promise<number> {
  if (typeof at.rows === "number") return at.rows;
  const answer = await ask(at.rows, { customer_key: at.key });
  const most = Number(plainText(answer.rows[0]?.[0] ?? null));
  if (!Number.isInteger(most))
    throw new SourceFailure(at.source, { kind: "wrong_shape", reason: "rows gave no number" });
  return most;
}

/** The role that writes may not be allowed to read all that `identity` needs; the write then stands. */
async function identityNow(ask: Ask, at: { source: PostgresSource; key: string }): Promise<Identity | null> {
  const { source, key } = at;
  if (source.find.kind !== "sql") return null;
  await ask("savepoint identity_now", {});
  try {
    return await askIdentity(ask, { source: source.id, identity: source.find.identity, key });
  } catch (error) {
    if (!isSourceFailure(error) || error.kind !== "not_let_in") throw error;
    await ask("rollback to savepoint identity_now", {});
    return null;
  }
}
