import { and, eq, gt, isNull, lt, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { signIns } from "@/db/schema/sessions";
import { SIGN_IN_MINUTES } from "./catalog";

export type Asked = typeof signIns.$inferSelect;

/** Wrong codes that one sign-in survives; of 100 million codes that leaves no hope. */
const MAX_ATTEMPTS = 5;

const inTenMinutes = sql`clock_timestamp() + make_interval(mins => ${SIGN_IN_MINUTES})`;
const isOpen = and(
  isNull(signIns.usedAt),
  isNull(signIns.voidedAt),
  gt(signIns.expiresAt, sql`clock_timestamp()`),
);

type NewAsked = Pick<Asked, "id" | "lookup" | "browserHash" | "sealed" | "device" | "locale"> & {
  sessionId?: string;
  codeHash?: Buffer;
};

/** Writes a sign-in that was asked for and voids the older ones for the same words. */
export async function insertAsked(tx: Tx, asked: NewAsked): Promise<void> {
  await tx
    .update(signIns)
    .set({ voidedAt: sql`clock_timestamp()` })
    .where(and(eq(signIns.lookup, asked.lookup), isOpen));
  await tx.insert(signIns).values({ ...asked, expiresAt: inTenMinutes });
}

/** A sign-in whose message is still to be written; counts that it is looked at. */
export async function takeUnprepared(tx: Tx, id: string): Promise<Asked | undefined> {
  const [row] = await tx
    .update(signIns)
    .set({ tries: sql`${signIns.tries} + 1` })
    .where(and(eq(signIns.id, id), isNull(signIns.linkHash), isOpen))
    .returning();
  return row;
}

/** Sets what opens the sign-in; its ten minutes begin. @returns false when it was voided meanwhile. */
export async function arm(
  tx: Tx,
  at: { id: string; linkHash: Buffer; codeHash: Buffer; sealed: Buffer },
): Promise<boolean> {
  const { id, ...set } = at;
  const armed = await tx
    .update(signIns)
    .set({ ...set, expiresAt: inTenMinutes })
    .where(and(eq(signIns.id, id), isNull(signIns.linkHash), isOpen))
    .returning({ id: signIns.id });
  return armed.length > 0;
}

/** The open sign-in of a link. Reading changes nothing. */
export async function findByLink(tx: Tx, linkHash: Buffer): Promise<Asked | undefined> {
  const [row] = await tx
    .select()
    .from(signIns)
    .where(and(eq(signIns.linkHash, linkHash), isOpen));
  return row;
}

/** The open sign-in of a browser, with one more attempt counted; none once they are used up. */
export async function attemptByBrowser(tx: Tx, browserHash: Buffer): Promise<Asked | undefined> {
  return attempt(tx, and(eq(signIns.browserHash, browserHash), isNull(signIns.sessionId)));
}

/** The same for someone who is signed in and proves again who they are. */
export async function attemptBySession(tx: Tx, sessionId: string): Promise<Asked | undefined> {
  return attempt(tx, eq(signIns.sessionId, sessionId));
}

async function attempt(tx: Tx, which: ReturnType<typeof and>): Promise<Asked | undefined> {
  const [row] = await tx
    .update(signIns)
    .set({ attempts: sql`${signIns.attempts} + 1` })
    .where(and(which, isOpen, lt(signIns.attempts, MAX_ATTEMPTS)))
    .returning();
  return row;
}

/** Uses a sign-in up. Of any number at once exactly one gets true. */
export async function consume(tx: Tx, id: string): Promise<boolean> {
  const used = await tx
    .update(signIns)
    .set({ usedAt: sql`clock_timestamp()` })
    .where(and(eq(signIns.id, id), isOpen))
    .returning({ id: signIns.id });
  return used.length > 0;
}

/** Forgets what can no longer be used. */
export async function sweepAsked(tx: Tx): Promise<void> {
  await tx.delete(signIns).where(lt(signIns.expiresAt, sql`clock_timestamp() - interval '1 hour'`));
}
