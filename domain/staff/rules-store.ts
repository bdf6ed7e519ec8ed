import { and, desc, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { staffSignatures } from "@/db/schema/staff";
import { texts } from "@/db/schema/texts";
import type { StaffRules } from "../brand";

/** The newest signature of somebody under one version of the rules of one role. */
export async function newestSignature(tx: Tx, of: { staffId: string; role: string; rulesHash: string }) {
  const [row] = await tx
    .select({ signedAt: staffSignatures.signedAt, locale: staffSignatures.locale })
    .from(staffSignatures)
    .where(
      and(
        eq(staffSignatures.staffId, of.staffId),
        eq(staffSignatures.role, of.role),
        eq(staffSignatures.rulesHash, of.rulesHash),
      ),
    )
    .orderBy(desc(staffSignatures.signedAt))
    .limit(1);
  return row;
}

/** Everything that somebody signed, newest first. */
export const listSignatures = (tx: Tx, staffId: string, limit: number) =>
  tx
    .select()
    .from(staffSignatures)
    .where(eq(staffSignatures.staffId, staffId))
    .orderBy(desc(staffSignatures.signedAt))
    .limit(limit);

/** Writes a signature, and keeps the text by its own hash, so that what was signed survives any later edit. */
export async function insertSignature(
  tx: Tx,
  signature: typeof staffSignatures.$inferInsert,
  text: StaffRules,
): Promise<void> {
  await tx.insert(texts).values({ hash: text.hash, content: text.markdown }).onConflictDoNothing();
  await tx.insert(staffSignatures).values(signature);
}
