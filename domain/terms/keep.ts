import { type Database, withSight } from "@/db/client";
import { texts } from "@/db/schema/texts";
import { type Brand, dayIn } from "../brand";
import { publishable } from "./publishable";

/**
 * Keeps every text that is in force by its own hash, so that what was once shown survives any later edit of
 * the folder. Runs at start; what is kept already stays as it is.
 */
export async function keepTermsInForce(db: Database, brand: Brand): Promise<void> {
  await withSight(db, {}, async (tx, now) => {
    const today = dayIn(now, brand.timeZone);
    const shown = publishable(brand).filter(({ version }) => version <= today);
    if (shown.length === 0) return;
    const rows = shown.map(({ hash, content }) => ({ hash, content }));
    await tx.insert(texts).values(rows).onConflictDoNothing();
  });
}
