import { v7 as uuid } from "uuid";
import { withSight } from "@/db/client";
import { identifiers } from "@/db/schema/customers";
import type { Person } from "../choices/testing";
import { customerSealer } from "../customers/keys";
import { lookupOf } from "../customers/known";
import type { House } from "../house";
import { testCustomer } from "../testing";

/** Keyed hash of a number, as everything finds it. */
export function numberLookup(house: House, number: string): Buffer {
  const lookup = lookupOf(house, { kind: "phone", value: number });
  if (!lookup) throw new Error(`${number} is no number`);
  return lookup;
}

/** Somebody with a number, as a source would have given it. */
export async function testOwner(house: House, number: string): Promise<Person> {
  const person = await testCustomer(house);
  const customerId = person.subject.id;
  await withSight(house.db, { subjects: [customerId] }, async (tx) => {
    const sealer = await customerSealer(tx, house.keys, customerId);
    const sealed = sealer.seal("identifiers.phone", number);
    const lookup = numberLookup(house, number);
    await tx.insert(identifiers).values({ customerId, id: uuid(), kind: "phone", lookup, sealed });
  });
  return person;
}
