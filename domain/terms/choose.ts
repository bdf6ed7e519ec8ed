import type { FullText, Summary, TermsVersion } from "@/domain/brand";
import { matchLocale } from "@/domain/brand";
import { DomainError } from "@/domain/errors";
import type { Published } from "./published";

/** What one reader is shown of one version. */
export interface Chosen {
  document: Published["document"];
  version: TermsVersion;
  summary: Summary;
  full: FullText;
}

/** The text in the reader's language, else in the one that binds. */
export function pick<T extends { locale: string }>(texts: readonly T[], locale: string, binding: string): T {
  const tag =
    matchLocale(
      locale,
      texts.map((text) => text.locale),
    ) ?? binding;
  const found = texts.find((text) => text.locale === tag);
  if (found === undefined) throw new DomainError("not_found");
  return found;
}

/** One version as a reader of that language is shown it. */
export function choose({ document, version }: Published, locale: string): Chosen {
  const summary = pick(version.summaries, locale, document.binding);
  return { document, version, summary, full: pick(version.full, locale, document.binding) };
}
