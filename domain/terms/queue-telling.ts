import type { Tx } from "@/db/client";
import { startOfDay } from "@/domain/brand";
import type { Ctx } from "../context";

/** Has everybody whom a version touches told of it on the day it takes force, in the transaction that publishes it. */
export async function queueTelling(
  tx: Tx,
  { house, now }: Pick<Ctx, "house" | "now">,
  { document, version }: { document: string; version: string },
): Promise<void> {
  const day = startOfDay(version, house.brand.timeZone);
  await house.queue.add(tx, "terms.announce", { document, version }, day > now ? { after: day } : {});
}
