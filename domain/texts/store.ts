import { and, asc, count, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customerSettings } from "@/db/schema/customers";
import { channelStops, inboundTexts } from "@/db/schema/inbound-texts";
import { KEPT_DAYS } from "./catalog";
import type { LineState } from "./standing";

/** A line of the brand's and the number that wrote to it, as a keyed hash. */
export interface Line {
  lookup: Buffer;
  line: string;
}

/** Texts of one number are taken one after the other, whichever process they come to. */
export async function lockNumber(tx: Tx, lookup: Buffer): Promise<void> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`text/${lookup.toString("hex")}`}, 0))`,
  );
}

/** What was answered to that text, if it came in before. */
export async function findAnswer(tx: Tx, id: string): Promise<string | null> {
  const [row] = await tx
    .select({ answer: inboundTexts.answer })
    .from(inboundTexts)
    .where(eq(inboundTexts.id, id));
  return row?.answer ?? null;
}

export async function readLine(tx: Tx, { lookup, line }: Line): Promise<LineState> {
  const [row] = await tx
    .select({ state: channelStops.state })
    .from(channelStops)
    .where(and(eq(channelStops.lookup, lookup), eq(channelStops.line, line)));
  return row?.state === "stopped" || row?.state === "unclear" ? row.state : "open";
}

/** Where a number stands on each line that it ever wrote to. */
export async function listStates(tx: Tx, lookup: Buffer): Promise<string[]> {
  const rows = await tx
    .select({ state: channelStops.state })
    .from(channelStops)
    .where(eq(channelStops.lookup, lookup));
  return rows.map(({ state }) => state);
}

export async function insertText(tx: Tx, row: typeof inboundTexts.$inferInsert): Promise<void> {
  await tx.insert(inboundTexts).values(row);
}

/** Moves a line. The database asks for the text of this very transaction that says so. */
export async function moveLine(
  tx: Tx,
  at: Line & { number: string; state: LineState; textId: string },
): Promise<void> {
  const { state, textId, number } = at;
  await tx
    .insert(channelStops)
    .values(at)
    .onConflictDoUpdate({
      target: [channelStops.lookup, channelStops.line],
      set: { state, textId, number },
    });
}

/** The same for a line that is there, by what staff have just read. */
export async function settleLine(
  tx: Tx,
  { lookup, line, ...set }: Line & { state: LineState; textId: string },
): Promise<void> {
  await tx
    .update(channelStops)
    .set(set)
    .where(and(eq(channelStops.lookup, lookup), eq(channelStops.line, line)));
}

const isWaiting = and(eq(inboundTexts.means, "unclear"), isNull(inboundTexts.decided));

/** What that number wrote before and nobody has read: a clear text has settled it. */
export async function overtakeWaiting(tx: Tx, { lookup, line }: Line): Promise<void> {
  await tx
    .update(inboundTexts)
    .set({ decided: "overtaken", sealed: null })
    .where(and(eq(inboundTexts.lookup, lookup), eq(inboundTexts.line, line), isWaiting));
}

export type WaitingText = Awaited<ReturnType<typeof listWaiting>>[number];

const shown = {
  ...{ id: inboundTexts.id, lookup: inboundTexts.lookup, line: inboundTexts.line },
  ...{ sealed: inboundTexts.sealed, receivedAt: inboundTexts.receivedAt },
};

export const listWaiting = (tx: Tx, limit: number) =>
  tx.select(shown).from(inboundTexts).where(isWaiting).orderBy(asc(inboundTexts.receivedAt)).limit(limit);

export async function countWaiting(tx: Tx, of?: Line): Promise<number> {
  const same = of && and(eq(inboundTexts.lookup, of.lookup), eq(inboundTexts.line, of.line));
  const [row] = await tx.select({ n: count() }).from(inboundTexts).where(and(isWaiting, same));
  return row?.n ?? 0;
}

export async function findWaiting(tx: Tx, id: string): Promise<WaitingText | undefined> {
  const [row] = await tx
    .select(shown)
    .from(inboundTexts)
    .where(and(eq(inboundTexts.id, id), isWaiting));
  return row;
}

/** @returns false where somebody decided it before. */
export async function closeWaiting(tx: Tx, id: string, decided: "stop" | "not_stop"): Promise<boolean> {
  const rows = await tx
    .update(inboundTexts)
    .set({ decided })
    .where(and(eq(inboundTexts.id, id), isWaiting))
    .returning({ id: inboundTexts.id });
  return rows.length > 0;
}

/** Wipes what was written so long ago. Where the number stands stays. */
export async function wipeOld(tx: Tx): Promise<void> {
  const old = sql`received_at < now() - make_interval(days => ${KEPT_DAYS})`;
  await tx
    .update(inboundTexts)
    .set({ sealed: null })
    .where(and(isNotNull(inboundTexts.sealed), old));
}

/** The language of a person, by the oldest of their records that has one. */
export async function readLanguage(tx: Tx, customerIds: readonly string[]): Promise<string | null> {
  const rows = await tx
    .select()
    .from(customerSettings)
    .where(inArray(customerSettings.customerId, [...customerIds]))
    .orderBy(asc(customerSettings.customerId));
  return rows.map((row) => row.locale ?? row.sourceLocale).find((one) => one !== null) ?? null;
}
