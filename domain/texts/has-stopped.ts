import { eq } from "drizzle-orm";
import { withSight } from "@/db/client";
import { channelStops } from "@/db/schema/inbound-texts";
import { lookupOf } from "../customers/known";
import type { House } from "../house";

/** Whether a number in E.164 said stop to any line of the brand's and has not said START there since. */
export async function hasStopped(house: House, number: string): Promise<boolean> {
  const lookup = lookupOf(house, { kind: "phone", value: number });
  if (lookup === null) return false;
  const lines = await withSight(house.db, { lookup }, (tx) =>
    tx.select({ state: channelStops.state }).from(channelStops).where(eq(channelStops.lookup, lookup)),
  );
  return lines.some(({ state }) => state === "stopped");
}
