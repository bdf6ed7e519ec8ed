import { and, asc, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { staff } from "@/db/schema/staff";
import type { Role } from "../context";

export type StaffRecord = typeof staff.$inferSelect;

const active = isNull(staff.disabledAt);

/** Whoever signs in by a code to this address and is not disabled. */
export async function findByCode(tx: Tx, lookup: Buffer): Promise<StaffRecord | undefined> {
  const [row] = await tx
    .select()
    .from(staff)
    .where(and(eq(staff.lookup, lookup), isNull(staff.openIdLookup), active));
  return row;
}

/** One of staff who is not disabled. */
export async function findActive(tx: Tx, id: string): Promise<StaffRecord | undefined> {
  const [row] = await tx
    .select()
    .from(staff)
    .where(and(eq(staff.id, id), active));
  return row;
}

/** The same, held until the transaction ends, so that two changes of one person's factors go one by one. */
export async function holdActive(tx: Tx, id: string): Promise<StaffRecord | undefined> {
  const [row] = await tx
    .select()
    .from(staff)
    .where(and(eq(staff.id, id), active))
    .for("update");
  return row;
}

/** Everybody with this address, by whichever way they sign in, disabled ones too. */
export async function listByEmail(tx: Tx, lookup: Buffer): Promise<StaffRecord[]> {
  return tx.select().from(staff).where(eq(staff.lookup, lookup)).orderBy(asc(staff.id));
}

/** Whom the brand's own sign-in names, disabled or not. */
export async function findByOpenId(tx: Tx, openIdLookup: Buffer): Promise<StaffRecord | undefined> {
  const [row] = await tx.select().from(staff).where(eq(staff.openIdLookup, openIdLookup));
  return row;
}

export async function listEverybody(tx: Tx): Promise<StaffRecord[]> {
  return tx.select().from(staff).orderBy(asc(staff.name), asc(staff.id));
}

/** Names by id, for showing who did something. */
export async function selectNames(tx: Tx, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  if (ids.length === 0) return [];
  return tx
    .select({ id: staff.id, name: staff.name })
    .from(staff)
    .where(inArray(staff.id, [...ids]));
}

type NewStaff = Pick<StaffRecord, "id" | "lookup" | "emailSealed" | "name" | "role"> & {
  openIdLookup?: Buffer;
};

export async function insertStaff(tx: Tx, row: NewStaff): Promise<StaffRecord> {
  const [made] = await tx.insert(staff).values(row).returning();
  if (!made) throw new Error("the member of staff was not written");
  return made;
}

/** Changes of a person's standing: sessions that began before are over. */
export async function changeStanding(
  tx: Tx,
  id: string,
  change: { role?: Role; name?: string; disabled?: boolean },
): Promise<void> {
  const { disabled, ...set } = change;
  await tx
    .update(staff)
    .set({
      ...set,
      ...(disabled === undefined ? {} : { disabledAt: disabled ? sql`clock_timestamp()` : null }),
      version: sql`${staff.version} + 1`,
    })
    .where(eq(staff.id, id));
}

/** What the brand's own sign-in says of a person now; it opens and closes nothing. */
export async function renameStaff(
  tx: Tx,
  id: string,
  set: { name: string; lookup: Buffer; emailSealed: Buffer },
): Promise<void> {
  await tx.update(staff).set(set).where(eq(staff.id, id));
}

/** Sets the authenticator; `step` is that of the code that proved it, and is used up with it. */
export async function setTotp(
  tx: Tx,
  id: string,
  totp: { sealed: Buffer | null; step: number | null },
): Promise<void> {
  const totpAt = totp.sealed ? sql`clock_timestamp()` : null;
  await tx
    .update(staff)
    .set({ totpSealed: totp.sealed, totpStep: totp.step, totpAt })
    .where(eq(staff.id, id));
}

/** Uses a time step up. Of any number at once exactly one gets true. */
export async function useTotpStep(tx: Tx, id: string, step: number): Promise<boolean> {
  const used = await tx
    .update(staff)
    .set({ totpStep: step })
    .where(
      and(
        eq(staff.id, id),
        active,
        isNotNull(staff.totpSealed),
        sql`(${staff.totpStep} is null or ${staff.totpStep} < ${step})`,
      ),
    )
    .returning({ id: staff.id });
  return used.length > 0;
}
