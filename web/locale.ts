import { matchLocale } from "@/domain/brand";
import { LANGUAGES } from "./languages";

/** The languages offered: the brand's, as far as there is a file for them. Never none. */
export function offeredLocales(brand: { locales: readonly string[] }): string[] {
  const offered = brand.locales.filter((tag) => languageOf(tag) !== null);
  return offered.length ? offered : ["en"];
}

/** The file in messages/ that serves a locale, or null. */
export function languageOf(locale: string): string | null {
  return matchLocale(locale, LANGUAGES) ?? null;
}

/**
 * The reader's language: what they chose, else what the source says, else what the browser asks for,
 * else the brand's first. Source: interfaces, “Languages”.
 */
export function chooseLocale(options: {
  brand: { locales: readonly string[] };
  chosen: (string | null | undefined)[];
  acceptLanguage: string | null;
}): string {
  const offered = offeredLocales(options.brand);
  const asked = [...options.chosen, ...parseAcceptLanguage(options.acceptLanguage)];
  for (const tag of asked) {
    const found = tag ? matchLocale(tag, offered) : undefined;
    if (found) return found;
  }
  return offered[0] ?? "en";
}

function parseAcceptLanguage(header: string | null): string[] {
  return (header ?? "")
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [tag = "", quality] = part.trim().split(/;\s*q=/);
      return { tag, weight: quality === undefined ? 1 : Number.parseFloat(quality) || 0 };
    })
    .filter(({ tag, weight }) => tag && tag !== "*" && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}
