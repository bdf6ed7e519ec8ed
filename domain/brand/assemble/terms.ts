import type { z } from "zod";
import type { Summary, TermsDocument, TermsVersion } from "../brand-terms";
import type { DocumentParts, VersionParts } from "../check/context";
import type { NamedFile } from "../read/folder";
import { parseYaml } from "../read/parse-yaml";
import { type documentFile, summaryFile } from "../schema/terms-files";
import { canonicalLocale } from "../text";
import { optional } from "./optional";

type Files = ReadonlyMap<string, NamedFile>;

type SummaryText = Pick<NamedFile, "hash" | "text">;

function assembleSummary(locale: string, file: SummaryText, written: z.infer<typeof summaryFile>): Summary {
  const points = written.points.map(({ id, text, clauses, purposes, items, surprising, checked }) => ({
    id,
    text,
    clauses: clauses ?? [],
    purposes: purposes ?? [],
    items: items ?? [],
    surprising: surprising ?? false,
    ...optional({ checked }),
  }));
  return { locale, hash: file.hash, yaml: file.text, points, ...optional({ changed: written.changed }) };
}

/**
 * A summary that was published once, from its kept text. `${NAME}` stays as it is written.
 * @throws where the text is no summary, which a published one always is.
 */
export function readSummary(locale: string, file: SummaryText): Summary {
  const { yaml } = parseYaml("summary", file.text, (name) => `\${${name}}`);
  return assembleSummary(locale, file, summaryFile.parse(yaml?.value));
}

function fileAt(files: Files, path: string): NamedFile {
  const file = files.get(path);
  if (file === undefined) throw new Error(`A checked folder has ${path}`);
  return file;
}

function assembleVersion(version: VersionParts, files: Files): TermsVersion {
  const full = version.full.map(({ locale, path, parsed }) => {
    const { hash, text } = fileAt(files, path);
    return { locale, hash, markdown: text, tree: parsed.tree };
  });
  const summaries = version.summaries.map(({ locale, path, spot }) => {
    return assembleSummary(locale, fileAt(files, path), spot?.value as z.infer<typeof summaryFile>);
  });
  return { version: version.version, full, summaries };
}

/** The folder's documents with their versions, oldest first. Only for a folder without problems. */
export function assembleTerms(documents: readonly DocumentParts[], files: Files): TermsDocument[] {
  return documents.map(({ id, spot, versions }) => {
    const written = spot?.value as z.infer<typeof documentFile>;
    return {
      id,
      name: written.name,
      kind: written.kind,
      agreement: written.agreement,
      binding: canonicalLocale(written.binding) ?? written.binding,
      mustHavePoint: written.must_have_point ?? [],
      versions: versions.map((version) => assembleVersion(version, files)),
    };
  });
}
