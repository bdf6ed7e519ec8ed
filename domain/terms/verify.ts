import { createHash } from "node:crypto";
import { asc, eq, sql } from "drizzle-orm";
import { type Database, openDatabase, type Tx, withSight } from "@/db/client";
import { termsEvents, termsHeads } from "@/db/schema/terms";
import { customerIds, groupsOf } from "../choices/verify";
import { keptJson } from "./manifest";

/** The first thing that is wrong with one customer's record about terms. */
export interface TermsFault {
  customerId: string;
  seq: number;
  kind: "missing" | "unlinked" | "changed" | "tail";
}

const hex = (bytes: Buffer | null): string | null => bytes?.toString("hex") ?? null;

/** What the database hashed, made anew from the row: RFC 8785 of its fields, behind a zero byte. */
function hashOf(row: typeof termsEvents.$inferSelect): Buffer {
  const { content } = keptJson({
    ...{ act: row.act, actor_kind: row.actorKind, at: row.at.toISOString(), customer_id: row.customerId },
    ...{ document: row.document, id: row.id, locale: row.locale, prev: hex(row.prev), seq: row.seq },
    ...{
      session_id: row.sessionId,
      shown_hash: row.shownHash,
      terms_hash: row.termsHash,
      version: row.version,
    },
  });
  return createHash("sha256")
    .update(Buffer.from([0]))
    .update(content, "utf8")
    .digest();
}

/** Recomputes one customer's chain about terms and compares its end with the one noted. `tx` must see them. */
export async function verifyTermsChain(
  tx: Tx,
  customerId: string,
): Promise<{ events: number; fault: TermsFault | null }> {
  const rows = await tx
    .select()
    .from(termsEvents)
    .where(eq(termsEvents.customerId, customerId))
    .orderBy(asc(termsEvents.seq));
  let prev: Buffer | null = null;
  for (const [index, row] of rows.entries()) {
    const fault = (kind: TermsFault["kind"]) => ({
      events: rows.length,
      fault: { customerId, seq: index + 1, kind },
    });
    if (row.seq !== index + 1) return fault("missing");
    if (hex(row.prev) !== hex(prev)) return fault("unlinked");
    if (hex(row.hash) !== hex(hashOf(row))) return fault("changed");
    prev = row.hash;
  }
  const [head] = await tx.select().from(termsHeads).where(eq(termsHeads.customerId, customerId));
  const ends = (head?.seq ?? 0) === rows.length && hex(head?.hash ?? null) === hex(prev);
  const tail: TermsFault = { customerId, seq: rows.length + 1, kind: "tail" };
  return { events: rows.length, fault: ends ? null : tail };
}

export interface TermsReport {
  events: number;
  /** At most one a customer, and no more than 100. */
  faults: TermsFault[];
}

const MOST_FAULTS = 100;

/** Walks every customer's record about terms as the app's own role and recomputes it; `only` names the customers. */
export async function verifyTerms(
  db: Database,
  { only }: { only?: readonly string[] } = {},
): Promise<TermsReport> {
  const report: TermsReport = { events: 0, faults: [] };
  for await (const id of withRecord(db, only ?? customerIds(db))) {
    const { events, fault } = await withSight(db, { subjects: [id] }, (tx) => verifyTermsChain(tx, id));
    report.events += events;
    if (fault && report.faults.length < MOST_FAULTS) report.faults.push(fault);
  }
  return report;
}

/** Those of them who have a record about terms, or the end of one, many asked at a time: most have none. */
async function* withRecord(
  db: Database,
  ids: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<string> {
  for await (const group of groupsOf(ids))
    yield* await withSight(db, { subjects: group }, async (tx) => {
      const { rows } = await tx.execute<{ id: string }>(sql`
        select customer_id as id from terms_events union select customer_id from terms_heads order by 1`);
      return rows.map(({ id }) => id);
    });
}

/** `verifyTerms` on the database at that address, by one connection that is closed again. */
export async function verifyTermsAt(url: string): Promise<TermsReport> {
  const db = openDatabase({ url, max: 1 });
  try {
    return await verifyTerms(db);
  } finally {
    await db.pool.end();
  }
}
