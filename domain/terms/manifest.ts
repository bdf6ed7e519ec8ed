import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type { TermsDocument, TermsVersion, Text } from "@/domain/brand";

/** What one published version is made of: canonical JSON, whose hash stands for the whole version. */
export interface Manifest {
  document: string;
  version: string;
  name: Text;
  kind: TermsDocument["kind"];
  agreement: TermsDocument["agreement"];
  binding: string;
  /** Locale to SHA-256 of the file. */
  full: Record<string, string>;
  summaries: Record<string, string>;
}

/** A text that is kept for ever by its hash. */
export interface Kept {
  hash: string;
  content: string;
}

/** SHA-256 of UTF-8 text, 64 hex digits. */
export const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** A value as the one JSON text that is hashed (RFC 8785), with its hash. */
export function keptJson(value: unknown): Kept {
  const content = canonicalize(value);
  if (content === undefined) throw new TypeError("only JSON values have a canonical form");
  return { hash: sha256(content), content };
}

const byLocale = (texts: readonly { locale: string; hash: string }[]): Record<string, string> =>
  Object.fromEntries(texts.map(({ locale, hash }) => [locale, hash]));

/** The list of a version's texts, as it is kept and hashed. */
export function manifestOf(document: TermsDocument, version: TermsVersion): Kept {
  const { id, name, kind, agreement, binding } = document;
  const manifest: Manifest = {
    ...{ document: id, version: version.version, name, kind, agreement, binding },
    full: byLocale(version.full),
    summaries: byLocale(version.summaries),
  };
  return keptJson(manifest);
}

/** Every text that must be kept for a version: its files and their list. */
export function textsOfVersion(document: TermsDocument, version: TermsVersion): Kept[] {
  return [
    ...version.full.map(({ hash, markdown }) => ({ hash, content: markdown })),
    ...version.summaries.map(({ hash, yaml }) => ({ hash, content: yaml })),
    manifestOf(document, version),
  ];
}
