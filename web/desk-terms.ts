import type { Brand } from "@/domain/brand";
import { byId, say } from "@/domain/brand";
import type { Said } from "@/domain/brand/text";
import type { VersionInput } from "@/domain/terms/catalog";

export const DESK_TERMS = "/desk/terms";

/** One version at the desk. */
export const deskTermsHref = ({ document, version }: VersionInput): string =>
  `${DESK_TERMS}/${encodeURIComponent(document)}/${version}`;

/** Back to the version, which says that it is published. */
export const afterPublishing = (
  { changed }: { changed: boolean },
  { input }: { input: VersionInput },
): string => `${deskTermsHref(input)}?done=${changed ? "published" : "same"}`;

/** Purposes by which a version's points may be previewed. */
export interface PreviewChoices {
  purposes: { id: string; name: Said; on: boolean }[];
  /** Points that speak of a purpose that is on. */
  touched: string[];
}

/** What a customer with these purposes on is told: no real person is looked at. `on`: ids, comma between. */
export function previewOf(
  at: { brand: Brand; locale: string },
  version: VersionInput,
  on: string | undefined,
): PreviewChoices {
  const { brand, locale } = at;
  const wanted = new Set((on ?? "").split(","));
  const texts = byId(brand.terms, version.document)?.versions.find((one) => one.version === version.version);
  const points = texts?.summaries[0]?.points ?? [];
  const named = brand.purposes.filter(({ id }) => points.some((point) => point.purposes.includes(id)));
  return {
    purposes: named.map(({ id, name }) => ({ id, name: say(name, locale, brand), on: wanted.has(id) })),
    touched: points.filter((point) => point.purposes.some((id) => wanted.has(id))).map(({ id }) => id),
  };
}
