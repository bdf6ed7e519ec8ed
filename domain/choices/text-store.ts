import { inArray } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { texts } from "@/db/schema/texts";
import type { House } from "../house";
import type { Shown } from "./evidence";

/** Hashes that a house's database was seen to hold. Texts are only ever added, so what was seen stays. */
const held = new WeakMap<House, Set<string>>();
/** What a transaction has added itself, which is not there for others until it ends well. */
const added = new WeakMap<Tx, Set<string>>();

/** Keeps the words once, whoever saw them. Looks first: terms are long and seldom new. */
export async function keepTexts(tx: Tx, house: House, shown: readonly Shown[]): Promise<void> {
  const seen = held.get(house) ?? new Set<string>();
  held.set(house, seen);
  const mine = added.get(tx) ?? new Set<string>();
  added.set(tx, mine);
  const wanted = new Map(shown.map((text) => [text.hash, text]));
  for (const hash of wanted.keys()) if (seen.has(hash) || mine.has(hash)) wanted.delete(hash);
  if (wanted.size === 0) return;
  const rows = await tx
    .select({ hash: texts.hash })
    .from(texts)
    .where(inArray(texts.hash, [...wanted.keys()]));
  for (const { hash } of rows) {
    wanted.delete(hash);
    seen.add(hash);
  }
  for (const hash of wanted.keys()) mine.add(hash);
  if (wanted.size > 0)
    await tx
      .insert(texts)
      .values([...wanted.values()])
      .onConflictDoNothing();
}
