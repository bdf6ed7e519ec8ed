import type { Tx } from "@/db/client";
import { changed, mutate, unchanged } from "../access";
import { type Ctx, subjectIds } from "../context";
import type { Identity } from "../held-data/identity";
import { customerSealer } from "./keys";
import { type KnownKind, knownFrom, lookupOf, settingsFrom } from "./known";
import { markProved, writeSettings } from "./store";
import { forgetGivenUp, writeKnown } from "./write-known";

/** What the sources say of a person now, read before. */
export interface Reading {
  /** In the order of the brand folder. */
  identities: readonly Identity[];
  /** False when a source did not answer: then what is absent may only be out of reach. */
  complete: boolean;
  /** An identifier that the person has just shown to hold. */
  proved?: { kind: KnownKind; value: string } | undefined;
}

/**
 * Brings what we know of the person to what the sources say. An address that changed elsewhere keeps its
 * choices and loses its verification.
 * @returns the kinds that changed.
 */
export async function keepIdentity(ctx: Ctx, reading: Reading): Promise<KnownKind[]> {
  const { house, subject, now } = ctx;
  const { identities, complete, proved } = reading;
  if (!subject || identities.length === 0) return [];
  const lookup = proved ? lookupOf(house, proved) : null;
  const { value } = await mutate(ctx, "customer.refresh", async (tx) => {
    const sealer = await customerSealer(tx, house.keys, subject.id);
    const just = lookup ? [lookup] : [];
    const at = { customerId: subject.id, sealer, now, complete, proved: just };
    const kinds = await writeKnown(tx, knownFrom(house, identities), at);
    const others = complete ? subject.linked : [];
    const forgotten = await forgetGivenUp(tx, house, { others, identities, proved: just });
    await writeSettings(tx, subject.id, { ...settingsFrom(identities), complete });
    return kinds.length + forgotten > 0 ? changed(kinds, { kinds, forgotten }) : unchanged(kinds);
  });
  return value;
}

/**
 * Notes that the person has just shown to hold an address that we know of them: it counts as verified.
 * `tx` must see the subject; what is not theirs is left alone.
 */
export async function proveAddress(
  tx: Tx,
  ctx: Ctx,
  address: { kind: "email" | "phone"; value: string },
): Promise<void> {
  const lookup = lookupOf(ctx.house, address);
  if (lookup) await markProved(tx, { customerIds: subjectIds(ctx.subject), kind: address.kind, lookup });
}
