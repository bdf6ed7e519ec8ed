import type { Tx } from "@/db/client";
import { termsVersions } from "@/db/schema/terms";
import { dayIn } from "@/domain/brand";
import type { Ctx } from "../context";
import type { House } from "../house";
import { keptTerms } from "./evidence";

/** Versions that a house's database was seen to have published; none is ever taken back. */
const published = new WeakMap<House, Set<string>>();

const keyOf = (document: string, version: string): string => `${document} ${version}`;

/**
 * The terms in force, as `keptTerms`, of what was published: a candidate of the folder is in force for nobody, even
 * where its day has come. Asks the database only while the folder holds such a candidate.
 */
export async function termsInForce(
  tx: Tx,
  { house, now }: Pick<Ctx, "house" | "now">,
): Promise<ReturnType<typeof keptTerms>> {
  const { brand } = house;
  const today = dayIn(now, brand.timeZone);
  const known = published.get(house) ?? new Set<string>();
  published.set(house, known);
  const newest = brand.terms.flatMap(({ id, versions }) => {
    const version = versions.findLast((one) => one.version <= today);
    return version ? [keyOf(id, version.version)] : [];
  });
  if (newest.some((key) => !known.has(key)))
    for (const { document, version } of await tx.select().from(termsVersions))
      known.add(keyOf(document, version));
  const terms = brand.terms.map((document) => ({
    ...document,
    versions: document.versions.filter(({ version }) => known.has(keyOf(document.id, version))),
  }));
  return keptTerms({ ...brand, terms }, now);
}
