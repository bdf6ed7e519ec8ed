import type { Brand } from "@/domain/brand";

/** One text of one version as it is published: kept by its hash, so that no later edit changes it. */
export interface Publishable {
  document: string;
  /** `YYYY-MM-DD` */
  version: string;
  locale: string;
  kind: "full" | "summary";
  /** SHA-256 of the content, 64 hex digits. */
  hash: string;
  /** The file as written: Markdown of a full text, YAML of a summary. */
  content: string;
}

/** Every text of the folder, each document's versions oldest first. */
export function publishable(brand: Brand): Publishable[] {
  return brand.terms.flatMap(({ id: document, versions }) =>
    versions.flatMap(({ version, full, summaries }) => [
      ...full.map(({ locale, hash, markdown }): Publishable => {
        return { document, version, locale, kind: "full", hash, content: markdown };
      }),
      ...summaries.map(({ locale, hash, yaml }): Publishable => {
        return { document, version, locale, kind: "summary", hash, content: yaml };
      }),
    ]),
  );
}
