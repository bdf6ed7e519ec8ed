import type { Tx } from "@/db/client";
import { changed, mutate, observe, unchanged } from "../access";
import { type Ctx, subjectIds } from "../context";
import { DomainError } from "../errors";
import { countUses, insertUses, lastByPurpose, type NewUse, selectUse } from "./store";

export { insertUses, type NewUse } from "./store";

/** Days that the counts on pages look back. */
export const USES_DAYS = 90;

/** The uses of one purpose in the last 90 days; `last` is the newest of them. */
export interface PurposeUses {
  count: number;
  byChannel: { channel: string; count: number }[];
  last: { title: string; at: Date } | null;
}

/**
 * How often each purpose was used in the 90 days before `ctx.now`, by purpose id, in the caller's transaction.
 * A purpose that is not listed was not used.
 */
export async function readUses(tx: Tx, ctx: Ctx): Promise<ReadonlyMap<string, PurposeUses>> {
  const found = new Map<string, PurposeUses>();
  if (ctx.subject === null) return found;
  const from = new Date(ctx.now.getTime() - USES_DAYS * 86_400_000);
  const span = { customerIds: subjectIds(ctx.subject), from, to: ctx.now };
  const [counted, newest] = await Promise.all([countUses(tx, span), lastByPurpose(tx, span)]);
  for (const { purpose, channel, count } of counted) {
    const uses = found.get(purpose) ?? { count: 0, byChannel: [], last: null };
    uses.count += count;
    uses.byChannel.push({ channel, count });
    found.set(purpose, uses);
  }
  for (const { purpose, title, at } of newest) {
    const uses = found.get(purpose);
    if (uses) uses.last = { title, at };
  }
  return found;
}

/** Records what the brand did with one person's data; the context is one of ours about that person. */
export async function recordUses(ctx: Ctx, added: readonly NewUse[]): Promise<number> {
  const { value } = await mutate(ctx, "use.record", async (tx) => {
    if (ctx.subject === null) throw new DomainError("not_found");
    const customerId = ctx.subject.id;
    await insertUses(
      tx,
      added.map((use) => ({ ...use, customerId })),
    );
    const purposes = [...new Set(added.map(({ purpose }) => purpose))];
    return added.length === 0 ? unchanged(0) : changed(added.length, { purposes, count: added.length });
  });
  return value;
}

/** One use of a person's data, as it was reported. */
export interface Use {
  id: string;
  purpose: string;
  /** "" where it went through no channel. */
  channel: string;
  /** Ids of held items. */
  items: string[];
  title: string;
  campaign: string | null;
  occurredAt: Date;
  /** Ledger position of the decision that allowed it, where it was told. */
  decision: number | null;
}

/** One use of the subject's data; `null` for any other id, also for somebody else's. */
export async function readUse(ctx: Ctx, id: string): Promise<Use | null> {
  const customerIds = subjectIds(ctx.subject);
  const row = await observe(ctx, "use.read", (tx) => selectUse(tx, { customerIds, id }));
  if (!row) return null;
  const { purpose, channel, items, title, campaign, occurredAt, decision } = row;
  return { id: row.id, purpose, channel, items, title, campaign, occurredAt, decision };
}
