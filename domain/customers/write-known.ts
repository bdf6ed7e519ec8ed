import type { Tx } from "@/db/client";
import type { Identity } from "../held-data/identity";
import type { House } from "../house";
import type { AddressState } from "./catalog";
import type { Sealer } from "./keys";
import { type Known, type KnownKind, knownFrom } from "./known";
import {
  confirmTold,
  deleteAddresses,
  holdIdentifiers,
  type IdentifierRecord,
  listIdentifiers,
  writeIdentifier,
} from "./store";

/** What becomes of one identifier when the sources are read again. Pure. */
export type Step = "keep" | "prove" | "add" | "change";

/**
 * - the same as before: kept, or proved once more
 * - the first of its kind: added; it never changed, so it needs no proof to be written to
 * - another than before: changed, and unverified until it is proved
 */
export function stepOf(at: {
  stored: Buffer | null;
  now: Buffer;
  isEmpty: boolean;
  isProved: boolean;
}): Step {
  if (at.stored === null) return at.isEmpty ? "keep" : "add";
  if (!at.stored.equals(at.now)) return "change";
  return at.isProved ? "prove" : "keep";
}

/** The state of an address as pages and decisions know it. */
export function addressState(row: { value: string; changedAt: Date | null } | undefined): AddressState {
  if (!row?.value) return "missing";
  return row.changedAt === null ? "ok" : "unverified";
}

interface Writing {
  customerId: string;
  sealer: Sealer;
  now: Date;
  /** Keyed hashes of what the person proved just now. */
  proved: readonly Buffer[];
  /** False when a source did not answer: then the one that speaks first may only be out of reach. */
  complete: boolean;
  /** True where no source says it, but a system of the brand. */
  told?: boolean;
}

const isProved = (known: Known, at: Writing): boolean =>
  known.value !== "" && at.proved.some((hash) => hash.equals(known.lookup));

/**
 * Brings a person's identifiers to what the sources say now.
 * @returns the kinds that changed.
 */
export async function writeKnown(tx: Tx, known: readonly Known[], at: Writing): Promise<KnownKind[]> {
  await holdIdentifiers(tx, [at.customerId]);
  const rows = await listIdentifiers(tx, [at.customerId]);
  const changed: KnownKind[] = [];
  for (const one of known) {
    const stored = rows.find((row) => row.kind === one.kind);
    if (!at.complete && stored && !isProved(one, at)) continue;
    if (await writeOne(tx, { known: one, stored }, at)) changed.push(one.kind);
  }
  return changed;
}

/**
 * What the sources say is written to a person's oldest record. An address that an other one of their records still
 * has and that no source gives any more was given up: its next holder must not be named by it. One that only a system
 * gave stays until a source has had it. @returns how many were forgotten.
 */
export async function forgetGivenUp(
  tx: Tx,
  house: House,
  at: { others: readonly string[]; identities: readonly Identity[]; proved: readonly Buffer[] },
): Promise<number> {
  if (at.identities.length === 0) return 0;
  const given = at.identities.flatMap((identity) => knownFrom(house, [identity]).map(({ lookup }) => lookup));
  await confirmTold(tx, { customerIds: at.others, lookups: given });
  return deleteAddresses(tx, { customerIds: at.others, except: [...given, ...at.proved] });
}

async function writeOne(
  tx: Tx,
  one: { known: Known; stored: IdentifierRecord | undefined },
  at: Writing,
): Promise<boolean> {
  const { known, stored } = one;
  const isEmpty = known.value === "";
  // What a system gave is not given up by a source that never had it. Once a source says it too, it may be.
  if (isEmpty && stored?.told) return false;
  const told = stored ? stored.told && !at.complete : at.told === true;
  const proved = isProved(known, at);
  const step = stepOf({ stored: stored?.lookup ?? null, now: known.lookup, isEmpty, isProved: proved });
  if (step === "keep") {
    if (stored && stored.told !== told)
      await writeIdentifier(tx, { ...at, stored }, { ...stored, ...known, told });
    return false;
  }
  const verifiedAt = proved ? at.now : null;
  const changedAt = step === "change" && !proved ? at.now : null;
  await writeIdentifier(tx, { ...at, stored }, { ...known, verifiedAt, changedAt, told });
  return step === "change";
}
