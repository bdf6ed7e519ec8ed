import { normaliseCustomerNumber, normaliseEmail } from "../customers/normalise";
import type { Proof } from "../held-data";
import { mailAddress } from "../messages";

/** What somebody typed to be found by. A customer number finds but proves nothing. */
export interface Typed {
  kind: "email" | "customer_number";
  /** Normalised. */
  value: string;
}

/** Reads what was typed, or null when it can be neither an address nor a customer number. */
export function readTyped(who: string): Typed | null {
  if (who.includes("@")) {
    const value = mailAddress(who) && normaliseEmail(who);
    return value ? { kind: "email", value } : null;
  }
  const value = /^[^\p{C}@<>"]{1,60}$/u.test(who) ? normaliseCustomerNumber(who) : null;
  return value ? { kind: "customer_number", value } : null;
}

export const proofOf = (typed: Typed): Proof =>
  typed.kind === "email" ? { email: typed.value } : { customerNumber: typed.value };
