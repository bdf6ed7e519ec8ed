import { matchLocale, PAGE_LANGUAGES } from "@/domain/brand";
import { house } from "@/domain/house";
import { PSEUDO_LOCALE } from "./pseudo-locale";

/** The languages offered: the brand's, as far as there is a file for them. Never none. */
export function offeredLocales(brand: { locales: readonly string[] }): string[] {
  const offered = brand.locales.filter((tag) => languageOf(tag) !== null);
  return offered.length ? offered : ["en"];
}

/**
 * The file in messages/ that serves a locale, or null. The made-up language of tests has none and serves only its
 * own tag, or a brand that speaks Arabic would be given it.
 */
export function languageOf(locale: string): string | null {
  return locale === PSEUDO_LOCALE ? locale : (matchLocale(locale, PAGE_LANGUAGES) ?? null);
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

/** Where the reader's own choice of language is kept until they sign in. */
export const LOCALE_COOKIE = "locale";

/** The language of one request: the cookie's, else the person's own, else the browser's, else the brand's first. */
export function offeredTo(at: {
  jar: { get(name: string): { value: string } | undefined };
  sent: { get(name: string): string | null };
  person: string | null;
}): string {
  return chooseLocale({
    brand: house().brand,
    chosen: [at.jar.get(LOCALE_COOKIE)?.value, at.person],
    acceptLanguage: at.sent.get("accept-language"),
  });
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
