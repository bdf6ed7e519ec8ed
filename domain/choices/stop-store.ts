import { and, desc, eq, inArray, ne } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { identifiers } from "@/db/schema/customers";
import { channelStops } from "@/db/schema/inbound-texts";
import { type Ctx, subjectIds } from "../context";
import type { ChannelStop } from "./cells";
import { STOP_STATES } from "./states";

/** What texts from the person's numbers did; of several, a stop before what is unclear, the newest first. */
export async function readStop(tx: Tx, { subject }: Ctx): Promise<ChannelStop | null> {
  const rows = await tx
    .select({ state: channelStops.state, at: channelStops.at, number: channelStops.number })
    .from(channelStops)
    .innerJoin(identifiers, eq(identifiers.lookup, channelStops.lookup))
    .where(
      and(
        inArray(identifiers.customerId, subjectIds(subject)),
        eq(identifiers.kind, "phone"),
        ne(channelStops.state, "open"),
      ),
    )
    .orderBy(desc(channelStops.at))
    .prepare(`channel.stops.${subjectIds(subject).length}`)
    .execute();
  for (const state of STOP_STATES) {
    const found = rows.find((row) => row.state === state);
    if (found) return { state, at: found.at, number: found.number };
  }
  return null;
}
