import { and, asc, desc, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { apiKeys } from "@/db/schema/api-keys";
import { audit } from "@/db/schema/audit";
import { customerJoins, customers, identifiers } from "@/db/schema/customers";
import { staff } from "@/db/schema/staff";

export type AuditRow = typeof audit.$inferSelect;

/** The last line of the page before; older ones come next. */
export interface Place {
  at: Date;
  id: string;
}

/** What is asked for; each of it has an index that begins with it. */
export interface Filter {
  customers: string[] | null;
  agent: string | null;
  acts: readonly string[] | null;
  ticket: string | null;
  /** From this moment on, and before that one. */
  from: Date | null;
  until: Date | null;
}

/**
 * Whether the wall shows this transaction the audit. Without it there are no lines, which must never be told as
 * "nothing happened".
 */
export async function hasSight(tx: Tx): Promise<boolean> {
  const { rows } = await tx.execute<{ sight: boolean }>(sql`select app_desk('audit') as sight`);
  return rows[0]?.sight === true;
}

/** Newest first. The desk's sight shows all lines; the wall asks who is looking. */
export function linesOf(tx: Tx, filter: Filter, page: { before: Place | null; limit: number }) {
  return tx
    .select()
    .from(audit)
    .where(and(...conditions(filter), older(page.before)))
    .orderBy(desc(audit.at), desc(audit.id))
    .limit(page.limit);
}

function conditions({ customers: ids, agent, acts, ticket, from, until }: Filter): (SQL | undefined)[] {
  return [
    ids ? inArray(audit.customerId, ids) : undefined,
    agent ? and(eq(audit.actorKind, sql`'staff'`), eq(audit.actorId, agent)) : undefined,
    acts ? inArray(audit.act, [...acts]) : undefined,
    ticket ? eq(audit.ticket, ticket) : undefined,
    from ? gte(audit.at, from) : undefined,
    until ? lt(audit.at, until) : undefined,
  ];
}

const older = (before: Place | null): SQL | undefined =>
  before
    ? sql`(${audit.at}, ${audit.id}) < (${before.at.toISOString()}::timestamptz, ${before.id}::uuid)`
    : undefined;

/** Whose identifiers carry this hash. The transaction then sees just those rows besides. */
export async function ownersOf(tx: Tx, lookup: Buffer): Promise<string[]> {
  await tx.execute(sql`select set_config('app.lookup', ${lookup.toString("hex")}, true)`);
  const rows = await tx
    .select({ customerId: identifiers.customerId })
    .from(identifiers)
    .where(eq(identifiers.lookup, lookup));
  return rows.map((row) => row.customerId);
}

/** Those of these ids that are customers' of ours, with whoever was proved to be the same person. */
export async function personsOf(tx: Tx, ids: readonly string[]): Promise<string[]> {
  await tx.execute(sql`select set_config('app.subjects', ${ids.join(",")}, true)`);
  const own = await tx
    .select({ id: customers.id })
    .from(customers)
    .where(inArray(customers.id, [...ids]));
  const joins = await tx
    .select({ id: customerJoins.otherId })
    .from(customerJoins)
    .where(inArray(customerJoins.customerId, [...ids]));
  return [...new Set([...own, ...joins].map(({ id }) => id))].sort();
}

/** Everybody who works or worked at the desk, by name. */
export const selectAgents = (tx: Tx) =>
  tx.select({ id: staff.id, name: staff.name, role: staff.role }).from(staff).orderBy(asc(staff.name));

/** Names of staff and of keys, by id. */
export async function namesOf(
  tx: Tx,
  ids: { staff: string[]; keys: string[] },
): Promise<Map<string, string>> {
  const people = await tx
    .select({ id: staff.id, name: staff.name })
    .from(staff)
    .where(inArray(staff.id, ids.staff));
  const keys = await tx
    .select({ id: apiKeys.id, name: apiKeys.name })
    .from(apiKeys)
    .where(inArray(apiKeys.id, ids.keys));
  return new Map([...people, ...keys].map(({ id, name }) => [id, name]));
}

/** How many customers there are, counted no further than `most` and one more. */
export async function countCustomers(tx: Tx, most: number): Promise<number> {
  const rows = await tx
    .select({ id: customers.id })
    .from(customers)
    .limit(most + 1);
  return rows.length;
}
