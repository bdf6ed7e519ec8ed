import { NOBODY } from "@/db/schema/audit";
import type { EventRow } from "./event-store";

/**
 * What is sent: thin, so that whoever reads it on the way learns that something changed and not about whom. The
 * customer's number is theirs at the brand; no address and no value is ever in it.
 */
export function bodyOf(
  { customerId, type, seq, data, at }: Omit<EventRow, "id" | "position">,
  customerNumber: string | null,
): string {
  const number = customerNumber === null ? {} : { customer_number: customerNumber };
  const whose = customerId === NOBODY ? {} : { customer: { id: customerId, ...number }, seq };
  return JSON.stringify({ type, timestamp: at.toISOString(), data: { ...whose, ...data } });
}
