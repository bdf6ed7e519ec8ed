import { giveAddress, type Person } from "../choices/testing";
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
  await giveAddress(person, { kind: "phone", address: number, lookup: numberLookup(house, number) });
  return person;
}
