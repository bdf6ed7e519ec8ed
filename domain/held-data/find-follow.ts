import type { Source } from "@/domain/brand";
import { normaliseEmail, normalisePhone } from "@/domain/customers/normalise";
import type { FindResult, Found, Proof } from "./found";
import type { Identity } from "./identity";
import { isSourceFailure } from "./sources/failure";
import { fetchDocument } from "./sources/http";
import type { SourceHouse } from "./sources/source-house";

/**
 * Where no source finds people itself: HTTP sources whose key is the very address that was proved, and that
 * have a document for it. A customer number proves nothing, so it opens none.
 */
export async function knownByAddress(
  house: SourceHouse,
  at: { proof: Proof; failed: FindResult["failed"] },
): Promise<Found[]> {
  const { proof, failed } = at;
  const found: Found[] = [];
  for (const source of house.brand.sources) {
    const key =
      source.find.kind === "identifier" ? provedKey(house, { proof, kind: source.find.identifier }) : null;
    if (source.kind !== "http" || key === null) continue;
    try {
      const document = await fetchDocument({ house, source, key });
      if (document !== undefined) found.push({ source: source.id, key, identity: null });
    } catch (error) {
      if (!isSourceFailure(error)) throw error;
      house.log.warn("source.failed", { source: source.id, code: error.kind, reason: error.message });
      failed.push({ source: source.id, reason: error.message });
    }
  }
  return found;
}

function provedKey(house: SourceHouse, at: { proof: Proof; kind: string }): string | null {
  const { proof, kind } = at;
  if (kind === "email" && "email" in proof) return normaliseEmail(proof.email);
  if (kind === "phone" && "phone" in proof) {
    return normalisePhone(proof.phone, { phoneCountry: house.brand.phoneCountry });
  }
  return null;
}

/** Adds the sources whose key is another source's, or an identifier; in as many steps as they are chained. */
export function follow(sources: readonly Source[], at: { proof: Proof; found: Found[] }): void {
  const { proof, found } = at;
  const known = (id: string) => found.some(({ source }) => source === id);
  const open = new Set(sources.filter(({ id, find }) => find.kind !== "sql" && !known(id)));
  for (let before = -1; before !== open.size; ) {
    before = open.size;
    for (const source of open) {
      const key = keyOf(source, { proof, found });
      if (key === null) continue;
      found.push({ source: source.id, key, identity: null });
      open.delete(source);
    }
  }
}

function keyOf(source: Source, at: { proof: Proof; found: readonly Found[] }): string | null {
  const { find } = source;
  if (find.kind === "source") return at.found.find((known) => known.source === find.source)?.key ?? null;
  if (find.kind === "sql") return null;
  const said = at.found.map(({ identity }) => identity);
  const first = (read: (identity: Identity) => string | null) =>
    said.map((identity) => (identity ? read(identity) : null)).find((value) => value !== null) ?? null;
  // Without a customer of ours behind it, an address alone opens no other source.
  if (at.found.length === 0) return null;
  switch (find.identifier) {
    case "email":
      return "email" in at.proof ? at.proof.email : first((identity) => identity.email);
    case "phone":
      return "phone" in at.proof ? at.proof.phone : first((identity) => identity.phone);
    case "customer_number":
      return first((identity) => identity.customerNumber);
  }
}
