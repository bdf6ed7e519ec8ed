import { changed, mutate, observe, unchanged } from "../access";
import type { Ctx, Subject } from "../context";
import {
  admitNewcomer,
  type CustomerReference,
  customersNamed,
  fillIdentifiers,
  readIdentifiers,
} from "../customers";
import { DomainError } from "../errors";
import { tryAgain } from "./retry";
import { checkReference, meet } from "./who";

/** A customer as a system may know them: no address, only which kinds there are. */
export interface CustomerView {
  id: string;
  /** Other records of the same person. */
  linked: readonly string[];
  customerNumber: string | null;
  /** Kinds of identifier that are known, with how far they can be relied on. */
  knownBy: { kind: string; verified: boolean; changed: boolean }[];
}

/** Identifiers that a system gives. Left out: as it was. */
export interface GivenIdentifiers {
  email?: string | undefined;
  phone?: string | undefined;
}

/** The subject whom an id of ours names. @throws DomainError `not_found`. */
export async function subjectNamed(ctx: Ctx, id: string): Promise<Subject> {
  const [subject] = await customersNamed(ctx.house, [{ id }]);
  if (!subject) throw new DomainError("not_found");
  return subject;
}

/** Who here is known by a reference; `null`: nobody. No source is asked. @throws DomainError `invalid`, `forbidden`. */
export async function findCustomer(ctx: Ctx, reference: CustomerReference): Promise<CustomerView | null> {
  checkReference(ctx, reference, "/query");
  const [subject] = await customersNamed(ctx.house, [reference]);
  return subject ? viewOf({ ...ctx, subject }) : null;
}

/**
 * The customer of a reference; whom nobody here knows is asked of the sources, else is a customer with that
 * identifier alone. @throws DomainError `not_found` for an id of ours that is nobody's; `invalid`; `forbidden`.
 */
export async function customerOf(ctx: Ctx, reference: CustomerReference): Promise<Subject> {
  checkReference(ctx, reference, "/customer");
  return tryAgain(async () => {
    const [named] = await customersNamed(ctx.house, [reference]);
    if (named) return named;
    const met = await meet(ctx, reference);
    if ("known" in met) return subjectNamed(ctx, met.known);
    const { settle: _, ...rest } = ctx;
    const subject = { id: met.newcomer.customerId, linked: [] };
    await mutate({ ...rest, subject }, "customer.create", async (tx) => {
      await admitNewcomer(tx, ctx.house, met.newcomer);
      return changed(null, { isNew: true });
    });
    return subject;
  });
}

async function viewOf(ctx: Ctx): Promise<CustomerView> {
  const known = await observe(ctx, "customer.read", (tx) => readIdentifiers(tx, ctx));
  const { id = "", linked = [] } = ctx.subject ?? {};
  return {
    ...{ id, linked },
    customerNumber: known.find(({ kind }) => kind === "customer_number")?.value ?? null,
    knownBy: known.map(({ kind, verifiedAt, state }) => ({
      ...{ kind, verified: verifiedAt !== null, changed: state === "unverified" },
    })),
  };
}

/**
 * Makes the customer of that number known, or gives them identifiers. What the sources say of them stands; what
 * a system gives is never proved, and an address that changes by it is sent nothing until it is.
 * @throws DomainError `invalid` for what is no address; `forbidden`; `gone` for a person who was forgotten.
 */
export async function putCustomer(
  ctx: Ctx,
  { number, given }: { number: string; given: GivenIdentifiers },
): Promise<{ customer: { id: string }; created: boolean }> {
  const reference = { customer_number: number };
  checkReference(ctx, reference, "/path");
  for (const [kind, value] of Object.entries(given))
    if (value !== undefined) checkReference(ctx, { [kind]: value } as CustomerReference, "");
  return tryAgain(() => putOnce(ctx, { reference, given }));
}

async function putOnce(
  ctx: Ctx,
  { reference, given }: { reference: CustomerReference; given: GivenIdentifiers },
): Promise<{ customer: { id: string }; created: boolean }> {
  const { house } = ctx;
  const [named] = await customersNamed(house, [reference]);
  const met = named ? null : await meet(ctx, reference);
  const newcomer = met && "newcomer" in met ? met.newcomer : null;
  const id = named?.id ?? (met && "known" in met ? met.known : newcomer?.customerId) ?? "";
  const subject = named ?? { id, linked: [] };
  const { value } = await mutate({ ...ctx, subject }, "customer.create", async (tx) => {
    if (newcomer) await admitNewcomer(tx, house, newcomer);
    const kinds = await fillIdentifiers(tx, {
      house,
      ...{ customerId: id, linked: subject.linked },
      given,
      now: ctx.now,
    });
    const result = { customer: { id }, created: newcomer !== null };
    return newcomer || kinds.length > 0
      ? changed(result, { kinds, isNew: newcomer !== null })
      : unchanged(result);
  });
  return value;
}
