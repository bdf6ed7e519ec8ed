import { createSecretKey, randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customerKeys } from "@/db/schema/customers";
import { DomainError } from "../errors";
import { type Keys, openWith, sealWith } from "../keys";

/** Seals and opens what belongs to one person. `field` names the place, such as `identifiers.email`. */
export interface Sealer {
  seal(field: string, text: string): Buffer;
  open(field: string, sealed: Buffer): string;
}

const place = (customerId: string) => `customer_keys/${customerId}`;

/** Makes the key of a new person. Everything sealed with it is noise once the row is gone. */
export async function makeCustomerKey(tx: Tx, keys: Keys, customerId: string): Promise<Sealer> {
  const made = newCustomerKey(keys, customerId);
  await tx.insert(customerKeys).values({ customerId, sealed: made.sealed });
  return made.sealer;
}

/** A new person's key, sealed for its row, which the caller writes; and what it seals. */
export function newCustomerKey(keys: Keys, customerId: string): { sealed: Buffer; sealer: Sealer } {
  const key = randomBytes(32);
  const sealed = keys.seal("customers", key.toString("base64"), place(customerId));
  return { sealed, sealer: sealer(key, customerId) };
}

/**
 * The sealer of a person.
 * @throws DomainError `gone` when the person was forgotten.
 */
export async function customerSealer(tx: Tx, keys: Keys, customerId: string): Promise<Sealer> {
  const [row] = await tx
    .select()
    .from(customerKeys)
    .where(eq(customerKeys.customerId, customerId))
    .prepare("customer.key")
    .execute();
  if (!row) throw new DomainError("gone");
  return sealerOf(keys, customerId, row.sealed);
}

/** The sealer of a person whose sealed key was read already. */
export function sealerOf(keys: Keys, customerId: string, sealed: Buffer): Sealer {
  return sealer(Buffer.from(keys.open("customers", sealed, place(customerId)), "base64"), customerId);
}

function sealer(bytes: Buffer, customerId: string): Sealer {
  // Made ready once: with the bytes themselves each sealing takes four times as long.
  const key = createSecretKey(bytes);
  const about = (field: string) => `${customerId}/${field}`;
  return {
    seal: (field, text) => sealWith(key, text.normalize("NFC"), about(field)),
    open: (field, sealed) => openWith(key, sealed, about(field)).toString("utf8"),
  };
}
