import { and, eq, inArray, ne, not, notInArray, or, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customerJoins, customerLinks, customerSettings, identifiers } from "@/db/schema/customers";
import { newId } from "../random";
import type { Sealer } from "./keys";
import type { Known } from "./known";

export type IdentifierRecord = typeof identifiers.$inferSelect;

export const listLinks = (tx: Tx, customerIds: readonly string[]) =>
  tx
    .select()
    .from(customerLinks)
    .where(inArray(customerLinks.customerId, [...customerIds]));

export const listJoins = (tx: Tx, customerIds: readonly string[]) =>
  tx
    .select()
    .from(customerJoins)
    .where(inArray(customerJoins.customerId, [...customerIds]));

/**
 * Waits for whoever writes what these records are known by, in one order: two who saw the same rows would write a new
 * one each. Until the transaction ends.
 */
export async function holdIdentifiers(tx: Tx, customerIds: readonly string[]): Promise<void> {
  for (const id of customerIds.toSorted())
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`identifiers/${id}`}, 0))`);
}

export const listIdentifiers = (tx: Tx, customerIds: readonly string[]) =>
  tx
    .select()
    .from(identifiers)
    .where(inArray(identifiers.customerId, [...customerIds]))
    .prepare(`identifiers.${customerIds.length}`)
    .execute();

/** Whose link carries this hash; the wall shows it only where the transaction set that hash. */
export async function linkOwner(tx: Tx, lookup: Buffer): Promise<string | undefined> {
  const [row] = await tx.select().from(customerLinks).where(eq(customerLinks.lookup, lookup));
  return row?.customerId;
}

/** Whose identifiers of this kind carry this hash. */
export async function identifierOwners(tx: Tx, at: { kind: string; lookup: Buffer }): Promise<string[]> {
  const rows = await tx
    .select()
    .from(identifiers)
    .where(and(eq(identifiers.lookup, at.lookup), eq(identifiers.kind, at.kind)));
  return rows.map((row) => row.customerId);
}

/** Writes where a person is found in one source; a key that changed replaces the old one. */
export async function writeLink(
  tx: Tx,
  at: { customerId: string; sealer: Sealer },
  link: { source: string; key: string; lookup: Buffer },
): Promise<void> {
  const { source, lookup } = link;
  const sealed = at.sealer.seal(`customer_links.${source}`, link.key);
  await tx
    .insert(customerLinks)
    .values({ customerId: at.customerId, source, lookup, sealed })
    .onConflictDoUpdate({
      target: [customerLinks.customerId, customerLinks.source],
      set: { lookup, sealed },
    });
}

export async function deleteLink(tx: Tx, link: { customerId: string; source: string }): Promise<void> {
  const { customerId, source } = link;
  await tx
    .delete(customerLinks)
    .where(and(eq(customerLinks.customerId, customerId), eq(customerLinks.source, source)));
}

/** Says from both sides that records are one person. @returns how many pairs were not yet. */
export async function writeJoins(tx: Tx, customerIds: readonly string[]): Promise<number> {
  const pairs = customerIds.flatMap((customerId) =>
    customerIds.filter((otherId) => otherId !== customerId).map((otherId) => ({ customerId, otherId })),
  );
  if (pairs.length === 0) return 0;
  const written = await tx.insert(customerJoins).values(pairs).onConflictDoNothing().returning();
  return written.length / 2;
}

/**
 * Writes what holds for these records together to each of them that says more, before they are parted: a no, a pause or a
 * frequency is not lost with the record that it was said on. `tx` must see all of them.
 */
export async function keepWhatHolds(tx: Tx, customerIds: readonly string[]): Promise<void> {
  await tx.execute(sql`select ledger_part(${`{${customerIds.join(",")}}`}::uuid[])`);
}

/** Takes back, from both sides, that the first are one person with the others. `tx` must see both. */
export async function deleteJoins(tx: Tx, one: readonly string[], other: readonly string[]): Promise<void> {
  if (other.length === 0) return;
  const between = (from: readonly string[], to: readonly string[]) =>
    and(inArray(customerJoins.customerId, [...from]), inArray(customerJoins.otherId, [...to]));
  await tx.delete(customerJoins).where(or(between(one, other), between(other, one)));
}

/** Does work that concerns records besides those that `tx` sees, which it sees for this alone. */
export async function seeingToo<T>(
  tx: Tx,
  at: { own: readonly string[]; others: readonly string[] },
  work: () => Promise<T>,
): Promise<T> {
  if (at.others.length === 0) return work();
  await see(tx, [...at.own, ...at.others]);
  const done = await work();
  await see(tx, at.own);
  return done;
}

const see = (tx: Tx, customerIds: readonly string[]) =>
  tx.execute(sql`select set_config('app.subjects', ${customerIds.join(",")}, true)`);

/** Forgets who these records are at the brand's own sign-in, but for one hash. */
export async function deleteOpenIds(
  tx: Tx,
  at: { customerIds: readonly string[]; except: Buffer | null },
): Promise<void> {
  await tx
    .delete(identifiers)
    .where(
      and(
        inArray(identifiers.customerId, [...at.customerIds]),
        eq(identifiers.kind, "openid"),
        at.except ? ne(identifiers.lookup, at.except) : undefined,
      ),
    );
}

/** What a system gave and a source says now. */
export async function confirmTold(
  tx: Tx,
  at: { customerIds: readonly string[]; lookups: readonly Buffer[] },
): Promise<void> {
  if (at.customerIds.length === 0) return;
  await tx
    .update(identifiers)
    .set({ told: false })
    .where(
      and(
        inArray(identifiers.customerId, [...at.customerIds]),
        inArray(identifiers.lookup, [...at.lookups]),
        identifiers.told,
      ),
    );
}

/** Forgets addresses of these records, but for those with one of these hashes and those that only a system gave. @returns how many. */
export async function deleteAddresses(
  tx: Tx,
  at: { customerIds: readonly string[]; except: readonly Buffer[] },
): Promise<number> {
  if (at.customerIds.length === 0) return 0;
  const gone = await tx
    .delete(identifiers)
    .where(
      and(
        inArray(identifiers.customerId, [...at.customerIds]),
        inArray(identifiers.kind, ["email", "phone"]),
        not(identifiers.told),
        notInArray(identifiers.lookup, [...at.except]),
      ),
    )
    .returning({ id: identifiers.id });
  return gone.length;
}

/** What the sources say of where a person is. Not `complete`: what is absent may only be out of reach, and stays. */
export async function writeSettings(
  tx: Tx,
  customerId: string,
  said: { sourceLocale: string | null; country: string | null; region: string | null; complete: boolean },
): Promise<void> {
  const { complete, ...settings } = said;
  const known = Object.entries(settings).filter(([, value]) => complete || value !== null);
  const set = known.length > 0 ? Object.fromEntries(known) : { customerId };
  await tx
    .insert(customerSettings)
    .values({ customerId, ...settings })
    .onConflictDoUpdate({ target: customerSettings.customerId, set });
}

/** How one identifier stands from now on. */
export interface IdentifierChange {
  verifiedAt: Date | null;
  changedAt: Date | null;
  /** Given by a system, not by a source. */
  told: boolean;
}

export async function writeIdentifier(
  tx: Tx,
  at: { customerId: string; sealer: Sealer; stored: IdentifierRecord | undefined },
  known: Omit<Known, "kind"> & { kind: string } & IdentifierChange,
): Promise<void> {
  const { customerId, sealer, stored } = at;
  const { kind, lookup, value, verifiedAt, changedAt, told } = known;
  const sealed = sealer.seal(`identifiers.${kind}`, value);
  const row = { kind, lookup, sealed, verifiedAt, changedAt, told };
  if (!stored) await tx.insert(identifiers).values({ customerId, id: newId(), ...row });
  else
    await tx
      .update(identifiers)
      .set(row)
      .where(and(eq(identifiers.customerId, customerId), eq(identifiers.id, stored.id)));
}

export async function markProved(
  tx: Tx,
  at: { customerIds: readonly string[]; kind: string; lookup: Buffer },
): Promise<void> {
  await tx
    .update(identifiers)
    .set({ verifiedAt: sql`clock_timestamp()`, changedAt: null })
    .where(
      and(
        inArray(identifiers.customerId, [...at.customerIds]),
        eq(identifiers.kind, at.kind),
        eq(identifiers.lookup, at.lookup),
      ),
    );
}
