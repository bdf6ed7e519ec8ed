import { and, desc, eq, gt, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { apiKeys } from "@/db/schema/api-keys";

/** Everything of a key but its hash, which the app's role may write and never read. */
const shown = {
  id: apiKeys.id,
  name: apiKeys.name,
  prefix: apiKeys.prefix,
  scopes: apiKeys.scopes,
  createdBy: apiKeys.createdBy,
  createdAt: apiKeys.createdAt,
  expiresAt: apiKeys.expiresAt,
  lastUsedAt: apiKeys.lastUsedAt,
  revokedAt: apiKeys.revokedAt,
};

export type ApiKeyRow = Omit<typeof apiKeys.$inferSelect, "hash">;

const open = and(
  isNull(apiKeys.revokedAt),
  or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, sql`clock_timestamp()`)),
);

/** The open key whose secret this transaction presented; the database itself compares the hash. */
export async function findPresented(tx: Tx): Promise<ApiKeyRow | undefined> {
  const [row] = await tx.select(shown).from(apiKeys).where(eq(apiKeys.id, sql`(select app_api_key())`));
  return row;
}

/** Notes that a key is in use, at most once a minute. */
export async function touchKey(tx: Tx, id: string): Promise<void> {
  const old = sql`clock_timestamp() - interval '1 minute'`;
  await tx
    .update(apiKeys)
    .set({ lastUsedAt: sql`clock_timestamp()` })
    .where(and(eq(apiKeys.id, id), or(isNull(apiKeys.lastUsedAt), sql`${apiKeys.lastUsedAt} < ${old}`)));
}

/** Keys are made one after another, so that a name is never taken twice at once. */
export const lockKeys = (tx: Tx) => tx.execute(sql`select pg_advisory_xact_lock(hashtext('api_keys'))`);

/** Every key, the open ones first, then by age. */
export const selectKeys = (tx: Tx): Promise<ApiKeyRow[]> =>
  tx
    .select(shown)
    .from(apiKeys)
    .orderBy(desc(sql`(${open})`), desc(apiKeys.createdAt), desc(apiKeys.id));

export async function selectKey(tx: Tx, id: string): Promise<ApiKeyRow | undefined> {
  const [row] = await tx.select(shown).from(apiKeys).where(eq(apiKeys.id, id));
  return row;
}

/** Open keys that carry this name. */
export const selectOpenNamed = (tx: Tx, name: string): Promise<ApiKeyRow[]> =>
  tx
    .select(shown)
    .from(apiKeys)
    .where(and(eq(apiKeys.name, name), open));

export async function insertKey(
  tx: Tx,
  values: Pick<ApiKeyRow, "id" | "name" | "prefix" | "scopes" | "createdBy" | "createdAt" | "expiresAt"> & {
    hash: Buffer;
  },
): Promise<ApiKeyRow> {
  const [row] = await tx.insert(apiKeys).values(values).returning(shown);
  if (!row) throw new Error("the key was not written");
  return row;
}

/** Ends a key now. @returns false when it was not open. */
export const revokeKey = (tx: Tx, id: string): Promise<boolean> =>
  change(tx, id, { revokedAt: sql`clock_timestamp()` });

/** Brings the end of a key forward; an earlier end stays. */
export const endKeyBy = (tx: Tx, id: string, end: Date): Promise<boolean> =>
  change(tx, id, { expiresAt: sql`least(${apiKeys.expiresAt}, ${end.toISOString()}::timestamptz)` });

async function change(tx: Tx, id: string, set: { revokedAt?: SQL; expiresAt?: SQL }): Promise<boolean> {
  const done = await tx
    .update(apiKeys)
    .set(set)
    .where(and(eq(apiKeys.id, id), open))
    .returning({ id: apiKeys.id });
  return done.length > 0;
}
