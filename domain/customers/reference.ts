import type { House } from "../house";
import { lookupOf } from "./known";

/** How the brand's systems name a customer: our id, or one identifier. */
export type CustomerReference =
  | { id: string }
  | { email: string }
  | { phone: string }
  | { customer_number: string };

/** The identifier that a reference names; null for our own id. */
export function identifierOf(
  reference: CustomerReference,
): { kind: "email" | "phone" | "customer_number"; value: string } | null {
  if ("email" in reference) return { kind: "email", value: reference.email };
  if ("phone" in reference) return { kind: "phone", value: reference.phone };
  if ("customer_number" in reference) return { kind: "customer_number", value: reference.customer_number };
  return null;
}

/** Keyed hash of the identifier that a reference names; null for our own id, and for text that is none. */
export function referenceLookup(house: House, reference: CustomerReference): Buffer | null {
  const identifier = identifierOf(reference);
  return identifier && lookupOf(house, identifier);
}
