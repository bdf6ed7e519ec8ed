import type { JurisdictionId } from "./rules";

const EEA = new Set(
  "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO".split(" "),
);

/** Is it a member of the European Economic Area? `country` is ISO 3166-1 alpha-2. */
export const isInEea = (country: string): boolean => EEA.has(country.toUpperCase());

const BY_COUNTRY: Readonly<Record<string, JurisdictionId>> = { GB: "uk", CH: "ch", BR: "br", CN: "cn" };

/** The laws that could hold for a place, the most exact first. */
function candidates(country: string, region: string): JurisdictionId[] {
  if (isInEea(country)) return ["eu"];
  if (country === "US") return region === "US-CA" || region === "CA" ? ["us-ca", "us"] : ["us"];
  if (country === "CA") return region === "CA-QC" || region === "QC" ? ["ca-qc", "ca"] : ["ca"];
  const one = BY_COUNTRY[country];
  return one ? [one] : [];
}

/**
 * Whose law a person's requests run under, of those the brand lists. `country` is ISO 3166-1 alpha-2 and
 * `region` ISO 3166-2, as the sources gave them; unknown country: the brand's first.
 */
export function jurisdictionOf(
  place: { country: string | null; region: string | null },
  brand: { jurisdictions: readonly JurisdictionId[] },
): JurisdictionId {
  const listed = brand.jurisdictions;
  const first = listed[0] ?? "other";
  const country = place.country?.trim().toUpperCase() ?? "";
  if (country === "") return first;
  const region = place.region?.trim().toUpperCase() ?? "";
  const found = candidates(country, region).find((one) => listed.includes(one));
  return found ?? (listed.includes("other") ? "other" : first);
}
