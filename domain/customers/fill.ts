import type { Tx } from "@/db/client";
import type { House } from "../house";
import { customerSealer } from "./keys";
import { keptAs, lookupOf } from "./known";
import { holdIdentifiers, listIdentifiers, listLinks, writeIdentifier } from "./store";
import { stepOf } from "./write-known";

/**
 * Gives a customer identifiers that a system says they have. Where a source knows the person, what it says of a
 * kind stands, and only what it leaves out is filled in. @returns the kinds that were written.
 */
export async function fillIdentifiers(
  tx: Tx,
  at: {
    house: House;
    customerId: string;
    /** The person's other records. */
    linked: readonly string[];
    given: { email?: string | undefined; phone?: string | undefined };
    now: Date;
  },
): Promise<string[]> {
  const { house, customerId, linked, given, now } = at;
  await holdIdentifiers(tx, [customerId]);
  const sealer = await customerSealer(tx, house.keys, customerId);
  const rows = await listIdentifiers(tx, [customerId]);
  const bySource = (await listLinks(tx, [customerId, ...linked])).length > 0;
  const written: string[] = [];
  for (const kind of ["email", "phone"] as const) {
    const value = given[kind]?.trim();
    const lookup = value === undefined ? null : lookupOf(house, { kind, value });
    if (value === undefined || lookup === null) continue;
    const stored = rows.find((row) => row.kind === kind);
    const has = stored !== undefined && sealer.open(`identifiers.${kind}`, stored.sealed) !== "";
    if (has && bySource) continue;
    const step = stepOf({ stored: stored?.lookup ?? null, now: lookup, isEmpty: false, isProved: false });
    if (step === "keep") continue;
    const changedAt = step === "change" && has ? now : null;
    await writeIdentifier(
      tx,
      { customerId, sealer, stored },
      { kind, value: keptAs(house, { kind, value }), lookup, verifiedAt: null, changedAt, told: true },
    );
    written.push(kind);
  }
  return written;
}
