import type { Tx } from "@/db/client";
import type { Ctx } from "../context";
import { readBook } from "./book";
import { cellsOf } from "./cells";
import { stand } from "./plan";

/**
 * The purposes that are on for the subject, by whichever channel: chosen, not objected to, or always on. A pause or a
 * missing address changes nothing about that. `tx` must see the subject.
 */
export async function purposesOn(tx: Tx, ctx: Ctx): Promise<Set<string>> {
  const { brand } = ctx.house;
  const book = await readBook(tx, ctx);
  const on = brand.purposes.filter((purpose) =>
    cellsOf(purpose).some((cell) => stand({ brand, book, now: ctx.now }, cell).chosen),
  );
  return new Set(on.map(({ id }) => id));
}
