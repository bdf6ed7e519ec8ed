import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customerSettings } from "@/db/schema/customers";
import { visitWishes } from "@/db/schema/visits";
import { TELL, type Tell, VISIT_CODE_MINUTES, VISIT_CODE_TRIES } from "./rules";

type WishRow = typeof visitWishes.$inferSelect;

/** What is wished on any of a person's records; refusing on one is refusing, the oldest says when to tell. */
export interface Wishes {
  refused: boolean;
  tell: Tell;
  code: { customerId: string; hash: Buffer; expiresAt: Date } | null;
}

/** A code counts while its half hour lasts and it was not tried wrong too often. */
const works = (row: WishRow, now: Date): boolean =>
  row.codeExpiresAt !== null && row.codeExpiresAt > now && row.codeTries < VISIT_CODE_TRIES;

export async function readWishes(tx: Tx, customerIds: readonly string[]): Promise<Wishes> {
  const { rows: clock } = await tx.execute<{ now: Date }>(sql`select clock_timestamp() as now`);
  const now = new Date(clock[0]?.now ?? 0);
  const found = await tx
    .select()
    .from(visitWishes)
    .where(inArray(visitWishes.customerId, [...customerIds]))
    .orderBy(visitWishes.customerId);
  const coded = found.find((row) => works(row, now));
  const { codeHash: hash, codeExpiresAt: expiresAt } = coded ?? {};
  return {
    refused: found.some((row) => row.refused),
    tell: TELL.find((one) => one === found[0]?.tell) ?? "now",
    code: coded && hash && expiresAt ? { customerId: coded.customerId, hash, expiresAt } : null,
  };
}

/** When a person is told, and in which language they read. */
export async function readTell(
  tx: Tx,
  customerIds: readonly string[],
): Promise<{ tell: Tell; locale: string | null }> {
  const { tell } = await readWishes(tx, customerIds);
  const rows = await tx
    .select()
    .from(customerSettings)
    .where(inArray(customerSettings.customerId, [...customerIds]))
    .orderBy(customerSettings.customerId);
  const [own] = rows;
  return { tell, locale: own?.locale ?? own?.sourceLocale ?? null };
}

/** Keeps what a person wishes, for each of the records named. */
export async function writeWishes(
  tx: Tx,
  customerIds: readonly string[],
  set: { refused?: boolean; tell?: Tell },
): Promise<void> {
  for (const customerId of customerIds)
    await tx
      .insert(visitWishes)
      .values({ customerId, ...set })
      .onConflictDoUpdate({ target: visitWishes.customerId, set });
}

/** Puts a new code in the place of any other. @returns when it ends, by the database's clock. */
export async function writeCode(tx: Tx, customerId: string, codeHash: Buffer): Promise<Date> {
  const codeExpiresAt = sql`clock_timestamp() + make_interval(mins => ${VISIT_CODE_MINUTES})`;
  const set = { codeHash, codeExpiresAt, codeTries: 0 };
  const [row] = await tx
    .insert(visitWishes)
    .values({ customerId, ...set })
    .onConflictDoUpdate({ target: visitWishes.customerId, set })
    .returning({ expiresAt: visitWishes.codeExpiresAt });
  if (!row?.expiresAt) throw new Error("the code was not kept");
  return row.expiresAt;
}

/** Uses a code up. Of any number at once exactly one gets true. */
export async function spendCode(tx: Tx, code: { customerId: string; hash: Buffer }): Promise<boolean> {
  const spent = await tx
    .update(visitWishes)
    .set({ codeHash: null })
    .where(and(eq(visitWishes.customerId, code.customerId), eq(visitWishes.codeHash, code.hash)))
    .returning({ customerId: visitWishes.customerId });
  return spent.length === 1;
}

/** Counts a wrong try against whatever code these customers have. */
export async function countWrongTry(tx: Tx, customerIds: readonly string[]): Promise<void> {
  await tx
    .update(visitWishes)
    .set({ codeTries: sql`${visitWishes.codeTries} + 1` })
    .where(and(inArray(visitWishes.customerId, [...customerIds]), isNotNull(visitWishes.codeHash)));
}
