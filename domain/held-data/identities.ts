import { observe } from "../access";
import type { Ctx } from "../context";
import { customerKeys, type KnownKind, keepIdentity, type SourceKey } from "../customers";
import type { House } from "../house";
import type { Found } from "./found";
import { type Identity, readIdentity } from "./identity";
import { isSourceFailure } from "./sources/failure";

/** What the sources say of a person now, in the order of the brand folder. */
export interface Identities {
  identities: { source: string; identity: Identity }[];
  /** False when a source did not answer. */
  complete: boolean;
}

/** Asks each source who it says the person is. What fails is logged and leaves `complete` false. */
export async function readIdentities(house: House, keys: readonly SourceKey[]): Promise<Identities> {
  const order = (source: string) => house.brand.sources.findIndex(({ id }) => id === source);
  const asked = keys
    .filter(({ source }) => order(source) >= 0)
    .toSorted((a, b) => order(a.source) - order(b.source));
  const answers = await Promise.all(
    asked.map(async (key) => ({ source: key.source, identity: await readOne(house, key) })),
  );
  const complete = answers.every(({ identity }) => identity !== "failed");
  const identities = answers.flatMap(({ source, identity }) =>
    identity === null || identity === "failed" ? [] : [{ source, identity }],
  );
  return { identities, complete };
}

async function readOne(house: House, at: SourceKey): Promise<Identity | null | "failed"> {
  try {
    return await readIdentity(house, at);
  } catch (error) {
    if (!isSourceFailure(error)) throw error;
    house.log.warn("source.failed", { source: at.source, code: error.kind, reason: error.message });
    return "failed";
  }
}

/**
 * What every source of the person says now: those in which they were just found, and those known from before, which
 * are asked. Without the second, what only they know would count as gone.
 */
export async function identitiesWith(
  ctx: Ctx,
  found: readonly Found[],
): Promise<{ identities: Identity[]; complete: boolean }> {
  const known = await observe(ctx, "customer.refresh", (tx) => customerKeys(tx, ctx));
  const others = known.filter(({ source }) => !found.some((one) => one.source === source));
  const rest = await readIdentities(ctx.house, others);
  const order = (source: string) => ctx.house.brand.sources.findIndex(({ id }) => id === source);
  const all = [...found, ...rest.identities].toSorted((a, b) => order(a.source) - order(b.source));
  return { identities: all.flatMap(({ identity }) => identity ?? []), complete: rest.complete };
}

/**
 * Reads the person's identity again and brings what we know to it, as after a correction. An address that
 * changed elsewhere loses its verification; `proved` names one that the person has just shown to hold.
 * @returns the kinds that changed. A source that does not answer changes nothing.
 */
export async function refreshIdentity(
  ctx: Ctx,
  proved?: { kind: KnownKind; value: string },
): Promise<KnownKind[]> {
  const keys = await observe(ctx, "customer.refresh", (tx) => customerKeys(tx, ctx));
  const { identities, complete } = await readIdentities(ctx.house, keys);
  return keepIdentity(ctx, { identities: identities.map(({ identity }) => identity), complete, proved });
}
