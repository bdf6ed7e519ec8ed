import { createHash } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { termsEvents } from "@/db/schema/terms";
import { keptJson } from "./manifest";

/** The first thing that is wrong with one customer's record about terms. */
export interface TermsFault {
  customerId: string;
  seq: number;
  kind: "missing" | "unlinked" | "changed";
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

/** Recomputes one customer's chain about terms. `tx` must see them. */
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
  return { events: rows.length, fault: null };
}
