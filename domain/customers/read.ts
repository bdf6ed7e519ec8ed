import type { Tx } from "@/db/client";
import { type Ctx, subjectIds } from "../context";
import { ADDRESS_KINDS, type AddressState, type AddressView } from "./catalog";
import { customerSealer, type Sealer } from "./keys";
import { type IdentifierRecord, listIdentifiers, listLinks } from "./store";
import { maskFor } from "./view";
import { addressState } from "./write-known";

/** Where a person is found: a source and its own key for them. */
export interface SourceKey {
  source: string;
  key: string;
}

/**
 * The person's keys in the brand's sources, one per source; of several records the oldest wins.
 * `tx` must see the subject.
 */
export async function customerKeys(tx: Tx, ctx: Ctx): Promise<SourceKey[]> {
  const ids = subjectIds(ctx.subject);
  const sealers = sealersOf(tx, ctx);
  const links = (await listLinks(tx, ids)).toSorted((a, b) => a.customerId.localeCompare(b.customerId));
  const keys = new Map<string, string>();
  for (const link of links) {
    if (keys.has(link.source)) continue;
    const sealer = await sealers(link.customerId);
    keys.set(link.source, sealer.open(`customer_links.${link.source}`, link.sealed));
  }
  return [...keys].map(([source, key]) => ({ source, key }));
}

/** One identifier in the clear; `value` is never empty. */
export interface KnownIdentifier {
  kind: string;
  value: string;
  state: AddressState;
  verifiedAt: Date | null;
}

/**
 * What the person is known by, in the clear; of several records the oldest that has a kind wins.
 * For sending and for finding, never for a page. `tx` must see the subject.
 */
export async function readIdentifiers(tx: Tx, ctx: Ctx): Promise<KnownIdentifier[]> {
  const ids = subjectIds(ctx.subject);
  const sealers = sealersOf(tx, ctx);
  const rows = (await listIdentifiers(tx, ids)).toSorted((a, b) => a.customerId.localeCompare(b.customerId));
  const known = new Map<string, KnownIdentifier>();
  for (const row of rows) {
    const value = openIdentifier(await sealers(row.customerId), row);
    const state = addressState({ value, changedAt: row.changedAt });
    if (value && !known.has(row.kind))
      known.set(row.kind, { kind: row.kind, value, state, verifiedAt: row.verifiedAt });
  }
  return [...known.values()];
}

const openIdentifier = (sealer: Sealer, row: IdentifierRecord): string =>
  sealer.open(`identifiers.${row.kind}`, row.sealed);

/** Opens each record's key once. */
function sealersOf(tx: Tx, ctx: Ctx): (customerId: string) => Promise<Sealer> {
  const opened = new Map<string, Promise<Sealer>>();
  return (customerId) => {
    const known = opened.get(customerId) ?? customerSealer(tx, ctx.house.keys, customerId);
    opened.set(customerId, known);
    return known;
  };
}

/** Every kind of address, masked, with its state. `tx` must see the subject. */
export async function readAddresses(tx: Tx, ctx: Ctx): Promise<AddressView[]> {
  const known = await readIdentifiers(tx, ctx);
  const mask = maskFor(ctx);
  return ADDRESS_KINDS.map((kind) => {
    const found = known.find((identifier) => identifier.kind === kind);
    if (!found) return { kind, masked: null, state: "missing" };
    return { kind, masked: mask(kind, found.value), state: found.state };
  });
}
