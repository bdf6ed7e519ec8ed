import { matchLocale } from "@/domain/brand";
import type { ImaginedCustomer, VersionInput } from "@/domain/terms/catalog";

export const DESK_TERMS = "/desk/terms";

/** One version at the desk. */
export const deskTermsHref = ({ document, version }: VersionInput): string =>
  `${DESK_TERMS}/${encodeURIComponent(document)}/${version}`;

/** Back to the version, which says that it is published. */
export const afterPublishing = (
  { changed }: { changed: boolean },
  { input }: { input: VersionInput },
): string => `${deskTermsHref(input)}?done=${changed ? "published" : "same"}`;

/** Stands in the address for "no earlier version". */
const NONE = "none";

/** Ids, comma between; whatever is no id is left aside. */
const idsIn = (list: string): string[] => list.split(",").filter((id) => /^[A-Za-z0-9_.-]{1,100}$/u.test(id));

/** The customer that an address of a preview imagines; without words in it somebody who never decided anything. */
export function customerIn(
  query: Record<string, string | undefined>,
  { locales, locale }: { locales: readonly string[]; locale: string },
): ImaginedCustomer {
  const { on, held, since } = query;
  return {
    on: on === undefined ? null : idsIn(on),
    held: idsIn(held ?? ""),
    since: since === undefined ? null : since === NONE ? "" : since,
    locale: matchLocale(query.in ?? locale, [...locales]) ?? locale,
  };
}

/** The preview of a version for that customer; each thing that is not said is left to what is usual. */
export function previewHref(version: VersionInput, customer: Partial<ImaginedCustomer> = {}): string {
  const { on, held = [], since, locale } = customer;
  const query = new URLSearchParams({
    ...(on ? { on: on.join(",") } : {}),
    ...(held.length > 0 ? { held: held.join(",") } : {}),
    ...(typeof since === "string" ? { since: since || NONE } : {}),
    ...(locale ? { in: locale } : {}),
  });
  return `${deskTermsHref(version)}/preview${query.size > 0 ? `?${query}` : ""}`;
}
