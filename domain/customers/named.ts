import type { Subject } from "../context";
import type { House } from "../house";
import { type CustomerReference, referenceLookup } from "./reference";

/**
 * Whom references name, in their order; `null`: nobody here. One statement whatever the number, which sees just
 * the rows of those exact ids and hashes. Of several with one identifier it is the oldest.
 */
export async function customersNamed(
  house: House,
  references: readonly CustomerReference[],
): Promise<(Subject | null)[]> {
  const named: (Subject | null)[] = references.map(() => null);
  if (references.length === 0) return named;
  const { rows } = await house.db.pool.query<{ people: [n: number, id: string, others: string[] | null][] }>({
    name: "customers_named",
    text: "select customers_named($1, $2) as people",
    values: [
      references.map((one) => ("id" in one ? one.id : null)),
      references.map((one) => referenceLookup(house, one)?.toString("hex") ?? null),
    ],
  });
  for (const [n, found, others] of rows[0]?.people ?? []) {
    const [id = found, ...linked] = [found, ...(others ?? [])].sort();
    named[n - 1] = { id, linked };
  }
  return named;
}
