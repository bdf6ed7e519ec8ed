import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type EndpointRow, updateEndpoint } from "./endpoint-store";
import type { Judged } from "./lane";
import { wakeLanes } from "./outcome-store";
import { DOWN_AFTER, restOf } from "./rules";

/** How long the note of when something arrived may be behind. */
const NOTED_EVERY_MS = 10_000;

/** What became of an endpoint that somebody should hear of. */
export type Turn = "endpoint_gone" | "endpoint_failing" | null;

/**
 * Notes what a handful of attempts says of the endpoint: that it is down, asks for a rest, gave something up for lost,
 * is gone, or answers again. `row` is as it was when the attempts began.
 */
export async function noteHealth(
  tx: Tx,
  { row, judged, now }: { row: EndpointRow; judged: readonly Judged[]; now: Date },
): Promise<Turn> {
  if (judged.some(({ verdict }) => verdict === "gone")) {
    const isNew = await disableOnce(tx, row, now);
    return isNew ? "endpoint_gone" : null;
  }
  const failed = judged.filter(({ verdict }) => verdict !== "delivered");
  if (failed.length < judged.length && (await noteDelivered(tx, row, now))) await wakeLanes(tx, row.id, now);
  if (failed.length === 0) return null;
  const lost = failed.some(({ outcome }) => outcome.state === "dead");
  const heldUntil = restUntil(row, failed, now);
  await updateEndpoint(tx, row.id, {
    failures: failed.length < judged.length ? 0 : sql`failures + ${failed.length}`,
    ...(heldUntil && { heldUntil }),
    ...(lost && { failingAt: sql`coalesce(failing_at, ${now.toISOString()}::timestamptz)` }),
  });
  return lost && row.failingAt === null ? "endpoint_failing" : null;
}

/** True: it was down, and answers again. */
async function noteDelivered(tx: Tx, row: EndpointRow, now: Date): Promise<boolean> {
  const isNoted = row.lastDeliveredAt && now.getTime() - row.lastDeliveredAt.getTime() < NOTED_EVERY_MS;
  const isWell = row.failures === 0 && row.failingAt === null && row.heldUntil === null;
  if (isNoted && isWell) return false;
  await updateEndpoint(tx, row.id, { failures: 0, failingAt: null, heldUntil: null, lastDeliveredAt: now });
  return row.failures >= DOWN_AFTER;
}

async function disableOnce(tx: Tx, row: EndpointRow, now: Date): Promise<boolean> {
  if (row.disabledAt) return false;
  await updateEndpoint(tx, row.id, { disabledAt: now, disabledReason: "gone" });
  return true;
}

/** Until when an endpoint that asked for a rest gets one. */
function restUntil(row: EndpointRow, failed: readonly Judged[], now: Date): Date | null {
  const asked = failed.filter(({ verdict, rest }) => verdict === "throttled" || rest !== null);
  if (asked.length === 0) return null;
  const longest = Math.max(...asked.map(({ rest }) => rest ?? restOf(row.failures)));
  return new Date(now.getTime() + longest);
}
