import { and, asc, count, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { staffPasskeys, staffRecoveryCodes } from "@/db/schema/staff";
import { newId } from "../random";

export type PasskeyRecord = typeof staffPasskeys.$inferSelect;

export async function listPasskeys(tx: Tx, staffId: string): Promise<PasskeyRecord[]> {
  return tx
    .select()
    .from(staffPasskeys)
    .where(eq(staffPasskeys.staffId, staffId))
    .orderBy(asc(staffPasskeys.id));
}

/** @returns false when that passkey is registered already, by whomever. */
export async function insertPasskey(
  tx: Tx,
  row: Pick<PasskeyRecord, "staffId" | "credentialId" | "publicKey" | "counter" | "name">,
): Promise<boolean> {
  const made = await tx
    .insert(staffPasskeys)
    .values({ id: newId(), ...row })
    .onConflictDoNothing()
    .returning({ id: staffPasskeys.id });
  return made.length > 0;
}

/** Notes a use. Authenticators that count must have counted on since; @returns false when one did not. */
export async function usePasskey(
  tx: Tx,
  at: { staffId: string; id: string; counter: number },
): Promise<boolean> {
  const isNewer = or(lt(staffPasskeys.counter, at.counter), sql`${at.counter} = 0 and counter = 0`);
  const used = await tx
    .update(staffPasskeys)
    .set({ counter: at.counter, lastUsedAt: sql`clock_timestamp()` })
    .where(and(eq(staffPasskeys.staffId, at.staffId), eq(staffPasskeys.id, at.id), isNewer))
    .returning({ id: staffPasskeys.id });
  return used.length > 0;
}

export async function deletePasskey(tx: Tx, at: { staffId: string; id: string }): Promise<boolean> {
  const gone = await tx
    .delete(staffPasskeys)
    .where(and(eq(staffPasskeys.staffId, at.staffId), eq(staffPasskeys.id, at.id)))
    .returning({ id: staffPasskeys.id });
  return gone.length > 0;
}

export async function deleteAllPasskeys(tx: Tx, staffId: string): Promise<void> {
  await tx.delete(staffPasskeys).where(eq(staffPasskeys.staffId, staffId));
}

/** New codes take the place of all older ones. */
export async function replaceRecovery(tx: Tx, staffId: string, hashes: readonly Buffer[]): Promise<void> {
  await tx.delete(staffRecoveryCodes).where(eq(staffRecoveryCodes.staffId, staffId));
  if (hashes.length > 0)
    await tx.insert(staffRecoveryCodes).values(hashes.map((hash) => ({ staffId, hash })));
}

/** Uses a recovery code up. Of any number at once exactly one gets true. */
export async function useRecovery(tx: Tx, at: { staffId: string; hash: Buffer }): Promise<boolean> {
  const used = await tx
    .update(staffRecoveryCodes)
    .set({ usedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(staffRecoveryCodes.staffId, at.staffId),
        eq(staffRecoveryCodes.hash, at.hash),
        isNull(staffRecoveryCodes.usedAt),
      ),
    )
    .returning({ hash: staffRecoveryCodes.hash });
  return used.length > 0;
}

/** Codes that are left. */
export async function countRecovery(tx: Tx, staffId: string): Promise<number> {
  const [row] = await tx
    .select({ left: count() })
    .from(staffRecoveryCodes)
    .where(and(eq(staffRecoveryCodes.staffId, staffId), isNull(staffRecoveryCodes.usedAt)));
  return row?.left ?? 0;
}
