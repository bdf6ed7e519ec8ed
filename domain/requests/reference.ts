/** What people call a request: "R-4F9C21AA". The end of a UUIDv7 is random, so it tells no order or count. */
export const referenceOf = (id: string): string => `R-${id.replaceAll("-", "").slice(-8).toUpperCase()}`;

/** What the desk calls a person who has no customer number: "C-1F0A93BC". */
export const pseudonymOf = (customerId: string): string => referenceOf(customerId).replace("R-", "C-");

/** The end of an id that a reference or a whole id names, in lower case; null when it is neither. */
export function endOfId(named: string): string | null {
  const plain = named.trim().toLowerCase().replace(/^r-/u, "").replaceAll("-", "");
  return /^([0-9a-f]{8}|[0-9a-f]{32})$/u.test(plain) ? plain : null;
}
