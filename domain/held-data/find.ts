import type { PostgresSource, Source } from "@/domain/brand";
import { normaliseCustomerNumber, normaliseEmail, normalisePhone } from "@/domain/customers/normalise";
import { follow, knownByAddress } from "./find-follow";
import type { FindResult, Found, Proof } from "./found";
import { askIdentity, type Identity } from "./identity";
import { plainText } from "./plain-text";
import { isSourceFailure } from "./sources/failure";
import { type Ask, readPostgres } from "./sources/postgres";
import type { SourceHouse } from "./sources/source-house";

/** A key that nobody has, or that is none. */
const NOBODY = "0";

/** As many proposals as a source may make. */
const PROPOSALS = 20;

/**
 * Finds a person in all of the brand's sources: `find_customer` proposes, `identity` decides by equality of
 * what both are normalised to. Sources that take another's key, or an identifier, as theirs follow from those.
 * Never throws for a source: what failed is told in `failed`, and logged.
 * @param evenly asks every source as much about nobody as about somebody, where the time of the answer would tell.
 */
export async function findInSources(
  house: SourceHouse,
  proof: Proof,
  { evenly = false }: { evenly?: boolean } = {},
): Promise<FindResult> {
  const result: FindResult = { found: [], ambiguous: [], failed: [] };
  const asked = house.brand.sources.filter((source) => source.find.kind === "sql");
  await Promise.all(asked.map((source) => findInOne(house, { source, proof, result, evenly })));
  const order = (source: string) => house.brand.sources.findIndex(({ id }) => id === source);
  result.found.sort((a, b) => order(a.source) - order(b.source));
  if (result.ambiguous.length > 0) return result;
  if (result.found.length === 0 && result.failed.length === 0)
    result.found.push(...(await knownByAddress(house, { proof, failed: result.failed })));
  else if (evenly) await knownByAddress(house, { proof, failed: [] });
  follow(house.brand.sources, { proof, found: result.found });
  return result;
}

async function findInOne(
  house: SourceHouse,
  at: { source: Source; proof: Proof; result: FindResult; evenly: boolean },
): Promise<void> {
  const { source, proof, result, evenly } = at;
  if (source.kind !== "postgres") return;
  try {
    const counted = await readPostgres({ house, source }, (ask) =>
      countKeys(ask, { house, source, proof, evenly }),
    );
    const [first] = counted;
    if (counted === "ambiguous" || counted.length > 1) result.ambiguous.push(source.id);
    else if (first && typeof first !== "string") result.found.push(first);
  } catch (error) {
    if (!isSourceFailure(error)) throw error;
    house.log.warn("source.failed", { source: source.id, code: error.kind, reason: error.message });
    result.failed.push({ source: source.id, reason: error.message });
  }
}

async function countKeys(
  ask: Ask,
  at: { house: SourceHouse; source: PostgresSource; proof: Proof; evenly: boolean },
): Promise<Found[] | "ambiguous"> {
  const { house, source, proof, evenly } = at;
  if (source.find.kind !== "sql") return [];
  const wanted = wantedOf(house, proof);
  if (wanted === null) return [];
  const proposed = await ask(source.find.findCustomer, parametersOf(proof, wanted), propose);
  const keys = proposed.rows.map((row) => plainText(row[0] ?? null)).filter((key) => key !== "");
  if (keys.length > PROPOSALS) return "ambiguous";
  const counted: Found[] = [];
  // Whether that key is none of the source's or none at all, the question takes its time.
  if (evenly && keys.length === 0)
    await askIdentity(ask, { source: source.id, identity: source.find.identity, key: NOBODY }).catch(
      () => null,
    );
  for (const key of keys) {
    const identity = await askIdentity(ask, { source: source.id, identity: source.find.identity, key });
    if (identity && isSame({ house, proof, wanted }, identity))
      counted.push({ source: source.id, key, identity });
  }
  return counted;
}

const propose = (inner: string) =>
  `select distinct held_record.customer_key::text from (\n${inner}\n) as held_record
    where held_record.customer_key is not null limit ${PROPOSALS + 1}`;

/** Exactly one is given, in its normal form. */
const parametersOf = (proof: Proof, wanted: string) => ({
  email: "email" in proof ? wanted : null,
  phone: "phone" in proof ? wanted : null,
  customer_number: "customerNumber" in proof ? wanted : null,
});

/** What an identity must be equal to; null where the proof itself cannot be read. */
function wantedOf(house: SourceHouse, proof: Proof): string | null {
  if ("email" in proof) return normaliseEmail(proof.email);
  if ("phone" in proof) return normalisePhone(proof.phone, { phoneCountry: house.brand.phoneCountry });
  return normaliseCustomerNumber(proof.customerNumber);
}

function isSame(at: { house: SourceHouse; proof: Proof; wanted: string }, identity: Identity): boolean {
  const { house, proof, wanted } = at;
  if ("email" in proof) return normaliseEmail(identity.email) === wanted;
  if ("customerNumber" in proof) return normaliseCustomerNumber(identity.customerNumber) === wanted;
  const by = { country: identity.country, phoneCountry: house.brand.phoneCountry };
  return normalisePhone(identity.phone, by) === wanted;
}
