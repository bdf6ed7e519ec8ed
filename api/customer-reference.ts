import { z } from "zod";

/** How a customer is named: exactly one of four. */
export const CustomerReference = z
  .union([
    z.strictObject({ id: z.uuid() }),
    z.strictObject({ email: z.string().min(3).max(254) }),
    z.strictObject({ phone: z.string().min(3).max(40) }),
    z.strictObject({ customer_number: z.string().min(1).max(200) }),
  ])
  .meta({
    id: "CustomerReference",
    description:
      "Exactly one of id, email, phone (E.164) and customer_number. A person of several records is one person.",
  });

/** Id of a purpose, a channel or a held item, as the brand folder has it. */
export const Name = z.string().regex(/^[A-Za-z0-9_.-]{1,100}$/u, "an id of the brand folder");

/** A place in a customer's ledger. */
export const Position = z
  .strictObject({
    seq: z.int().min(0).max(2_147_483_647).describe("1 for the first event of a customer"),
    hash: z.string().regex(/^[0-9a-f]{64}$/u, "64 hex digits"),
  })
  .meta({ id: "LedgerPosition", description: "A place in the customer's own hash chain." });

/** A moment in UTC, RFC 3339. */
export const Moment = z.iso.datetime({
  offset: true,
  error: "an RFC 3339 time, such as 2026-11-21T10:00:00Z",
});
