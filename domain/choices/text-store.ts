import { inArray } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { texts } from "@/db/schema/texts";
import type { Shown } from "./evidence";

/** Keeps the words once, whoever saw them. Looks first: terms are long and seldom new. */
export async function keepTexts(tx: Tx, shown: Shown[]): Promise<void> {
  const wanted = new Map(shown.map((text) => [text.hash, text]));
  const held = await tx
    .select({ hash: texts.hash })
    .from(texts)
    .where(inArray(texts.hash, [...wanted.keys()]))
    .prepare(`texts.held.${wanted.size}`)
    .execute();
  for (const { hash } of held) wanted.delete(hash);
  if (wanted.size > 0)
    await tx
      .insert(texts)
      .values([...wanted.values()])
      .onConflictDoNothing();
}
