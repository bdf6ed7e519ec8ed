import { and, eq, gt, isNotNull, isNull, lt, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { staffSignIns } from "@/db/schema/staff";
import { STAFF_SIGN_IN_MINUTES } from "./catalog";

export type StaffAsked = typeof staffSignIns.$inferSelect;

/** Wrong tries that each step of one sign-in survives. */
const MAX_ATTEMPTS = 5;

const inTenMinutes = sql`clock_timestamp() + make_interval(mins => ${STAFF_SIGN_IN_MINUTES})`;
const isOpen = and(
  isNull(staffSignIns.usedAt),
  isNull(staffSignIns.voidedAt),
  gt(staffSignIns.expiresAt, sql`clock_timestamp()`),
);
const atFirst = and(isOpen, isNull(staffSignIns.firstAt));
const atSecond = and(isOpen, isNotNull(staffSignIns.firstAt));

/** Writes a sign-in that was asked for, and voids the older codes for the same address. */
export async function insertStaffAsked(
  tx: Tx,
  asked: Pick<StaffAsked, "id" | "lookup" | "browserHash">,
): Promise<void> {
  await tx
    .update(staffSignIns)
    .set({ voidedAt: sql`clock_timestamp()` })
    .where(and(eq(staffSignIns.lookup, asked.lookup), atFirst));
  await tx.insert(staffSignIns).values({ ...asked, expiresAt: inTenMinutes });
}

/** A sign-in whose message is still to be written. */
export async function findUnprepared(tx: Tx, id: string): Promise<StaffAsked | undefined> {
  const [row] = await tx
    .select()
    .from(staffSignIns)
    .where(and(eq(staffSignIns.id, id), isNull(staffSignIns.codeHash), atFirst));
  return row;
}

/** Sets the code and whose it is; the ten minutes begin. @returns false when it was voided meanwhile. */
export async function armStaffAsked(
  tx: Tx,
  at: { id: string; codeHash: Buffer; staffId: string | null },
): Promise<boolean> {
  const armed = await tx
    .update(staffSignIns)
    .set({ codeHash: at.codeHash, staffId: at.staffId, expiresAt: inTenMinutes })
    .where(and(eq(staffSignIns.id, at.id), isNull(staffSignIns.codeHash), atFirst))
    .returning({ id: staffSignIns.id });
  return armed.length > 0;
}

/** The browser's sign-in that waits for its code, with one more attempt counted; none once they are used up. */
export const attemptFirst = (tx: Tx, browserHash: Buffer) => attempt(tx, browserHash, atFirst);

/** The same for the second step. */
export const attemptSecond = (tx: Tx, browserHash: Buffer) => attempt(tx, browserHash, atSecond);

async function attempt(tx: Tx, browserHash: Buffer, step: typeof atFirst): Promise<StaffAsked | undefined> {
  const [row] = await tx
    .update(staffSignIns)
    .set({ attempts: sql`${staffSignIns.attempts} + 1` })
    .where(and(eq(staffSignIns.browserHash, browserHash), step, lt(staffSignIns.attempts, MAX_ATTEMPTS)))
    .returning();
  return row;
}

/** The browser's sign-in that is at its second step. Reading changes nothing. */
export async function findAtSecond(tx: Tx, browserHash: Buffer): Promise<StaffAsked | undefined> {
  const [row] = await tx
    .select()
    .from(staffSignIns)
    .where(and(eq(staffSignIns.browserHash, browserHash), atSecond));
  return row;
}

/** The code was right: the sign-in goes on under a new secret, with ten minutes and tries of its own. */
export async function passFirst(
  tx: Tx,
  at: { id: string; browserHash: Buffer; sealed: Buffer | null },
): Promise<boolean> {
  const { id, ...set } = at;
  const passed = await tx
    .update(staffSignIns)
    .set({ ...set, firstAt: sql`clock_timestamp()`, attempts: 0, expiresAt: inTenMinutes })
    .where(and(eq(staffSignIns.id, id), atFirst))
    .returning({ id: staffSignIns.id });
  return passed.length > 0;
}

/** Keeps what was set up so far. */
export async function keepSetup(tx: Tx, at: { id: string; sealed: Buffer }): Promise<boolean> {
  const kept = await tx
    .update(staffSignIns)
    .set({ sealed: at.sealed, attempts: 0, expiresAt: inTenMinutes })
    .where(and(eq(staffSignIns.id, at.id), atSecond))
    .returning({ id: staffSignIns.id });
  return kept.length > 0;
}

/** Uses a sign-in up. Of any number at once exactly one gets true. */
export async function consumeStaffAsked(tx: Tx, id: string): Promise<boolean> {
  const used = await tx
    .update(staffSignIns)
    .set({ usedAt: sql`clock_timestamp()`, sealed: null })
    .where(and(eq(staffSignIns.id, id), atSecond))
    .returning({ id: staffSignIns.id });
  return used.length > 0;
}

/** Forgets what can no longer be used. */
export async function sweepStaffAsked(tx: Tx): Promise<void> {
  await tx.delete(staffSignIns).where(lt(staffSignIns.expiresAt, sql`clock_timestamp() - interval '1 hour'`));
}
