import type { Ctx, Subject } from "../context";
import {
  type CustomerReference,
  identifierOf,
  keepIdentity,
  type Newcomer,
  recognise,
  referenceLookup,
} from "../customers";
import { DomainError } from "../errors";
import { findInSources, identitiesWith } from "../held-data";
import type { Found, Proof } from "../held-data/found";
import { newId } from "../random";

/** Whom an unknown reference turned out to mean. */
export type Met = { known: string } | { newcomer: Newcomer };

/** Refuses a reference that cannot name anybody. @throws DomainError `invalid` that points at it. */
export function checkReference(ctx: Ctx, reference: CustomerReference, pointer: string): void {
  if (identifierOf(reference) === null || referenceLookup(ctx.house, reference) !== null) return;
  const [field = ""] = Object.keys(reference);
  throw new DomainError("invalid", { pointer: `${pointer}/${field}`, detail: "not one that can be read" });
}

/**
 * Whom a reference means that nobody here is known by: the customer whom the sources find, whose address is
 * brought up to date; else somebody new. A source that does not answer makes nobody wait: what was told is kept,
 * and a sign-in links the records. Several who could be meant are nobody.
 * @throws DomainError `not_found` for an id of ours that is nobody's.
 */
export async function meet(ctx: Ctx, reference: CustomerReference): Promise<Met> {
  const proof = proofOf(reference);
  if (proof === null) throw new DomainError("not_found");
  const { found, ambiguous, failed } = await findInSources(ctx.house, proof);
  const somebody = (at: readonly Found[]) => ({ newcomer: { customerId: newId(), reference, found: at } });
  if (ambiguous.length > 0 || found.length === 0) return somebody([]);
  const person = await recognise(ctx.house, { found, email: null, openId: null });
  const [id, ...linked] = person.customerIds;
  if (person.isNew || id === undefined) return somebody(found);
  // One person by what is written, two by what the sources say: a sign-in tells them apart.
  if (person.apart.length > 0 || person.stale.length > 0) return somebody([]);
  const about = aside(ctx, { id, linked });
  const { identities, complete } = await identitiesWith(about, found);
  await keepIdentity(about, { identities, complete: complete && failed.length === 0 });
  return { known: id };
}

/** As many as ask the sources at one time. */
const AT_ONCE = 8;

/** What tells references apart: however it is written, one identifier is one. */
export const nameOf = (ctx: Ctx, reference: CustomerReference): string =>
  referenceLookup(ctx.house, reference)?.toString("hex") ?? JSON.stringify(reference);

/** `meet` for many, each once, by `nameOf`. Whom a source knows under two identifiers is one newcomer. */
export async function meetAll(ctx: Ctx, references: readonly CustomerReference[]): Promise<Map<string, Met>> {
  const waiting = [...new Map(references.map((one) => [nameOf(ctx, one), one]))];
  const met = new Map<string, Met>();
  const places = new Map<string, Met>();
  const worker = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const who = await meet(ctx, next[1]);
      const place = "newcomer" in who ? who.newcomer.found[0] : undefined;
      const at = place ? JSON.stringify([place.source, place.key]) : next[0];
      if (!places.has(at)) places.set(at, who);
      met.set(next[0], places.get(at) ?? who);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return met;
}

function proofOf(reference: CustomerReference): Proof | null {
  const identifier = identifierOf(reference);
  if (identifier === null) return null;
  const { kind, value } = identifier;
  if (kind === "email") return { email: value };
  return kind === "phone" ? { phone: value } : { customerNumber: value };
}

/** The same caller about one customer, in a transaction of its own: the answer is not kept by it. */
function aside(ctx: Ctx, subject: Subject): Ctx {
  const { settle: _, ...rest } = ctx;
  return { ...rest, subject };
}
