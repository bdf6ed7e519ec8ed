import { and, desc, eq, getTableColumns, gt, inArray, isNull, ne, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customerJoins, customerSettings } from "@/db/schema/customers";
import { sessions } from "@/db/schema/sessions";
import { newId } from "../random";
import type { SignInMethod } from "./catalog";
import { SESSION_HOURS, SESSION_IDLE_MINUTES } from "./catalog";

const { idHash: _, ...shown } = getTableColumns(sessions);

/** A session as the app may know it: everything but the hash of its secret. */
export type SessionRecord = Omit<typeof sessions.$inferSelect, "idHash">;

const open = and(
  isNull(sessions.endedAt),
  gt(sessions.expiresAt, sql`clock_timestamp()`),
  gt(sessions.lastSeenAt, sql`clock_timestamp() - make_interval(mins => ${SESSION_IDLE_MINUTES})`),
);

/** The open session whose hash the transaction was opened with, and no subject: the wall shows that one alone. */
export async function findOpenSession(tx: Tx): Promise<SessionRecord | undefined> {
  const [row] = await tx.select(shown).from(sessions).where(open).limit(1).prepare("session.open").execute();
  return row;
}

/** Starts a session; its absolute end is by the database's clock. */
export async function insertSession(
  tx: Tx,
  values: { customerId: string; idHash: Buffer; method: SignInMethod; device: string },
): Promise<SessionRecord> {
  const expiresAt = sql`clock_timestamp() + make_interval(hours => ${SESSION_HOURS})`;
  const [row] = await tx
    .insert(sessions)
    .values({ id: newId(), expiresAt, ...values })
    .returning(shown);
  if (!row) throw new Error("the session was not written");
  return row;
}

/** Notes that the session is in use, at most once a minute so that reading stays reading. */
export async function touchSession(tx: Tx, row: SessionRecord): Promise<void> {
  await tx
    .update(sessions)
    .set({ lastSeenAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(sessions.customerId, row.customerId),
        eq(sessions.id, row.id),
        sql`${sessions.lastSeenAt} < clock_timestamp() - interval '1 minute'`,
      ),
    )
    .prepare("session.touch")
    .execute();
}

/** Gives a session a new secret and a new time of proof. @returns false when it is no longer open. */
export async function renewSession(
  tx: Tx,
  which: { customerId: string; id: string; idHash: Buffer },
): Promise<SessionRecord | undefined> {
  const [row] = await tx
    .update(sessions)
    .set({ idHash: which.idHash, authTime: sql`clock_timestamp()`, lastSeenAt: sql`clock_timestamp()` })
    .where(and(eq(sessions.customerId, which.customerId), eq(sessions.id, which.id), open))
    .returning(shown);
  return row;
}

/** Open sessions of these customers, the latest seen first. */
export async function listOpenSessions(tx: Tx, customerIds: string[]): Promise<SessionRecord[]> {
  return tx
    .select(shown)
    .from(sessions)
    .where(and(inArray(sessions.customerId, customerIds), open))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id));
}

/** Ends sessions: one, or all but one. @returns how many were open. */
export async function endSessions(
  tx: Tx,
  which: { customerIds: string[]; only?: string; except?: string },
): Promise<number> {
  const ended = await tx
    .update(sessions)
    .set({ endedAt: sql`clock_timestamp()` })
    .where(
      and(
        inArray(sessions.customerId, which.customerIds),
        which.only ? eq(sessions.id, which.only) : undefined,
        which.except ? ne(sessions.id, which.except) : undefined,
        open,
      ),
    )
    .returning({ id: sessions.id });
  return ended.length;
}

/** Whom a customer was proved to be besides, and the languages known of them. Needs them as subject. */
export async function readPerson(tx: Tx, customerId: string) {
  await tx.execute(sql`select set_config('app.subjects', ${customerId}, true)`);
  const [joins, [settings]] = await Promise.all([
    tx
      .select()
      .from(customerJoins)
      .where(eq(customerJoins.customerId, customerId))
      .prepare("person.joins")
      .execute(),
    tx
      .select()
      .from(customerSettings)
      .where(eq(customerSettings.customerId, customerId))
      .prepare("person.settings")
      .execute(),
  ]);
  return {
    others: joins.map((join) => join.otherId),
    locale: settings?.locale ?? settings?.sourceLocale ?? null,
  };
}
