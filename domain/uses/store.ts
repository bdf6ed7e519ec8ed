import { and, count, desc, eq, gt, inArray, lte } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { uses } from "@/db/schema/uses";
import { newId } from "../random";

/** What the brand did with a person's data. */
export interface NewUse {
  purpose: string;
  /** "" where it went through no channel. */
  channel: string;
  /** Ids of held items. */
  items: string[];
  /** The brand's own words, such as the subject of a message. */
  title: string;
  occurredAt: Date;
  /** The brand's own name of the campaign. */
  campaign?: string | null;
  /** Ledger position of the decision that allowed it. */
  decision?: number | null;
  /** The API key that told of it. */
  keyId?: string | null;
}

interface Span {
  /** All records of one person. */
  customerIds: string[];
  from: Date;
  to: Date;
}

const within = ({ customerIds, from, to }: Span) =>
  and(inArray(uses.customerId, customerIds), gt(uses.occurredAt, from), lte(uses.occurredAt, to));

export async function countUses(tx: Tx, span: Span) {
  return tx
    .select({ purpose: uses.purpose, channel: uses.channel, count: count() })
    .from(uses)
    .where(within(span))
    .groupBy(uses.purpose, uses.channel)
    .orderBy(uses.purpose, uses.channel)
    .prepare(`uses.count.${span.customerIds.length}`)
    .execute();
}

export async function lastByPurpose(tx: Tx, span: Span) {
  return tx
    .selectDistinctOn([uses.purpose], { purpose: uses.purpose, title: uses.title, at: uses.occurredAt })
    .from(uses)
    .where(within(span))
    .orderBy(uses.purpose, desc(uses.occurredAt), desc(uses.id))
    .prepare(`uses.last.${span.customerIds.length}`)
    .execute();
}

/** @returns the ids, in the order given. */
export async function insertUses(
  tx: Tx,
  added: readonly (NewUse & { customerId: string })[],
): Promise<string[]> {
  const rows = added.map((use) => ({ ...use, items: [...use.items], id: newId() }));
  if (rows.length > 0) await tx.insert(uses).values(rows);
  return rows.map(({ id }) => id);
}

export async function selectUse(
  tx: Tx,
  { customerIds, id }: { customerIds: string[]; id: string },
): Promise<typeof uses.$inferSelect | undefined> {
  const [row] = await tx
    .select()
    .from(uses)
    .where(and(inArray(uses.customerId, customerIds), eq(uses.id, id)));
  return row;
}
