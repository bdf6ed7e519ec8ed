import { and, desc, inArray, notInArray, or, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Tx } from "@/db/client";
import { audit } from "@/db/schema/audit";
import { choiceEvents } from "@/db/schema/choices";
import { uses } from "@/db/schema/uses";

export type AuditRow = typeof audit.$inferSelect;
export type EventRow = typeof choiceEvents.$inferSelect;
export type UseRow = typeof uses.$inferSelect;

/** The last entry of the page before; older ones come next. */
export interface Place {
  at: Date;
  id: string;
}

export interface PageAsk {
  /** Whose history it is. */
  subjects: string[];
  before: Place | null;
  limit: number;
}

const older = (at: AnyPgColumn | SQL, id: AnyPgColumn, before: Place | null): SQL | undefined =>
  before ? sql`(${at}, ${id}) < (${before.at.toISOString()}::timestamptz, ${before.id}::uuid)` : undefined;

/** Acts of which only those lines are told whose `field` of the detail has one of these values. */
export interface ToldIn {
  acts: readonly string[];
  field: string;
  values: readonly string[];
}

/**
 * Lines of these acts. What nobody is told of is left out here and not afterwards: it would take the place of a line on its
 * page, and what comes after it would be passed over.
 */
export function selectLines(
  tx: Tx,
  { acts, told }: { acts: readonly string[]; told: readonly ToldIn[] },
  ask: PageAsk,
): Promise<AuditRow[]> {
  const isTold = told.map((one) =>
    or(
      notInArray(audit.act, [...one.acts]),
      inArray(sql`coalesce(${audit.detail}->>${one.field}, '')`, [...one.values]),
    ),
  );
  return tx
    .select()
    .from(audit)
    .where(
      and(
        inArray(audit.customerId, ask.subjects),
        inArray(audit.act, [...acts]),
        ...isTold,
        older(audit.at, audit.id, ask.before),
      ),
    )
    .orderBy(desc(audit.at), desc(audit.id))
    .limit(ask.limit);
}

export function selectUses(tx: Tx, ask: PageAsk): Promise<UseRow[]> {
  return tx
    .select()
    .from(uses)
    .where(and(inArray(uses.customerId, ask.subjects), older(uses.occurredAt, uses.id, ask.before)))
    .orderBy(desc(uses.occurredAt), desc(uses.id))
    .limit(ask.limit);
}

/** The events of the newest acts, an act's events together, in the order of the chain. */
export async function selectActs(tx: Tx, ask: PageAsk): Promise<Map<string, EventRow[]>> {
  const newest = sql`max(${choiceEvents.at})`;
  const acts = await tx
    .select({ act: choiceEvents.actId })
    .from(choiceEvents)
    .where(inArray(choiceEvents.customerId, ask.subjects))
    .groupBy(choiceEvents.actId)
    .having(older(newest, choiceEvents.actId, ask.before))
    .orderBy(desc(newest), desc(choiceEvents.actId))
    .limit(ask.limit);
  const found = new Map<string, EventRow[]>(acts.map(({ act }) => [act, []]));
  if (found.size === 0) return found;
  const events = await tx
    .select()
    .from(choiceEvents)
    .where(
      and(inArray(choiceEvents.customerId, ask.subjects), inArray(choiceEvents.actId, [...found.keys()])),
    )
    .orderBy(choiceEvents.customerId, choiceEvents.seq);
  for (const event of events) found.get(event.actId)?.push(event);
  return found;
}
