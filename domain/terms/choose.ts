import type { FullText, Summary, TermsDocument, TermsVersion } from "@/domain/brand";
import { matchLocale } from "@/domain/brand";
import { DomainError } from "@/domain/errors";

/** What one reader is shown of one version. */
export interface Chosen {
  document: TermsDocument;
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
