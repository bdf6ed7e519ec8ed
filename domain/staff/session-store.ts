import { and, desc, eq, gt, isNull, ne, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { staff, staffSessions } from "@/db/schema/staff";
import { STAFF_HOURS, STAFF_IDLE_MINUTES, type StaffMethod } from "./catalog";

/** Everything but the hash: the app may write that one, never read it. */
const { idHash: _, ...columns } = {
  id: staffSessions.id,
  idHash: staffSessions.idHash,
  staffId: staffSessions.staffId,
  method: staffSessions.method,
  device: staffSessions.device,
  secondAt: staffSessions.secondAt,
  setupSealed: staffSessions.setupSealed,
  createdAt: staffSessions.createdAt,
  lastSeenAt: staffSessions.lastSeenAt,
  expiresAt: staffSessions.expiresAt,
};

export type StaffSessionRecord = Omit<typeof staffSessions.$inferSelect, "idHash" | "version" | "endedAt">;

const open = and(
  isNull(staffSessions.endedAt),
  gt(staffSessions.expiresAt, sql`clock_timestamp()`),
  gt(staffSessions.lastSeenAt, sql`clock_timestamp() - make_interval(mins => ${STAFF_IDLE_MINUTES})`),
);

/**
 * The session whose secret this transaction was given, with its person: open, not idle, not disabled and of the
 * standing it began with, all as the database sees it at this moment.
 */
export async function readPresented(tx: Tx) {
  const [row] = await tx
    .select({ session: columns, person: staff })
    .from(staffSessions)
    .innerJoin(staff, eq(staff.id, staffSessions.staffId))
    .where(sql`${staffSessions.id} = app_staff_session()`);
  return row;
}

export interface NewSession {
  id: string;
  idHash: Buffer;
  staffId: string;
  version: number;
  method: StaffMethod;
  device: string;
  secondAt: Date | null;
}

/** Starts a session; its absolute end is by the database's clock. */
export async function insertStaffSession(tx: Tx, values: NewSession): Promise<{ expiresAt: Date }> {
  const expiresAt = sql`clock_timestamp() + make_interval(hours => ${STAFF_HOURS})`;
  const [row] = await tx
    .insert(staffSessions)
    .values({ ...values, expiresAt })
    .returning({ expiresAt: staffSessions.expiresAt });
  if (!row) throw new Error("the session was not written");
  return row;
}

/** Notes that the session is in use, at most once a minute so that reading stays reading. */
export async function touchStaffSession(tx: Tx, id: string): Promise<void> {
  await tx
    .update(staffSessions)
    .set({ lastSeenAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(staffSessions.id, id),
        sql`${staffSessions.lastSeenAt} < clock_timestamp() - interval '1 minute'`,
      ),
    );
}

/** Gives a session a new secret and a new time of its second step. */
export async function renewStaffSession(
  tx: Tx,
  at: { id: string; idHash: Buffer; secondAt: Date },
): Promise<{ expiresAt: Date } | undefined> {
  const [row] = await tx
    .update(staffSessions)
    .set({ idHash: at.idHash, secondAt: at.secondAt, lastSeenAt: sql`clock_timestamp()` })
    .where(and(eq(staffSessions.id, at.id), open))
    .returning({ expiresAt: staffSessions.expiresAt });
  return row;
}

/** Keeps or forgets what a session is setting up. */
export async function setSessionSetup(tx: Tx, at: { id: string; sealed: Buffer | null }): Promise<void> {
  await tx.update(staffSessions).set({ setupSealed: at.sealed }).where(eq(staffSessions.id, at.id));
}

/** Open sessions of one person, the latest seen first. */
export async function listStaffSessions(tx: Tx, staffId: string): Promise<StaffSessionRecord[]> {
  return tx
    .select(columns)
    .from(staffSessions)
    .where(and(eq(staffSessions.staffId, staffId), open))
    .orderBy(desc(staffSessions.lastSeenAt), desc(staffSessions.id));
}

/** Ends sessions of one person: one, all but one, or all. @returns how many were open. */
export async function endStaffSessions(
  tx: Tx,
  which: { staffId: string; only?: string; except?: string },
): Promise<number> {
  const ended = await tx
    .update(staffSessions)
    .set({ endedAt: sql`clock_timestamp()`, setupSealed: null })
    .where(
      and(
        eq(staffSessions.staffId, which.staffId),
        which.only ? eq(staffSessions.id, which.only) : undefined,
        which.except ? ne(staffSessions.id, which.except) : undefined,
        open,
      ),
    )
    .returning({ id: staffSessions.id });
  return ended.length;
}
