import { parseFullText } from "@/domain/terms/parse/full-text";
import type { DocumentParts, VersionParts } from "../check/context";
import type { NamedFile } from "./folder";
import type { Spot } from "./spot";

type SpotOf = (path: string) => Spot | undefined;

function versionsOf(id: string, files: readonly NamedFile[], spotOf: SpotOf): VersionParts[] {
  const versions = new Map<string, VersionParts>();
  for (const { named, path, text } of files) {
    if ((named.kind !== "full" && named.kind !== "summary") || named.document !== id) continue;
    const parts = versions.get(named.version) ?? { version: named.version, full: [], summaries: [] };
    versions.set(named.version, parts);
    const { locale } = named;
    if (named.kind === "full") parts.full.push({ locale, path, parsed: parseFullText(text) });
    else parts.summaries.push({ locale, path, spot: spotOf(path) });
  }
  return [...versions.values()].sort((a, b) => (a.version < b.version ? -1 : 1));
}

/** The folder's documents with their versions, oldest first, as far as they could be read. */
export function termsParts(files: readonly NamedFile[], spotOf: SpotOf): DocumentParts[] {
  const ids = new Set(files.flatMap(({ named }) => ("document" in named ? named.document : [])));
  return [...ids].sort().map((id) => {
    const path = `terms/${id}/document.yaml`;
    const missing = !files.some((file) => file.path === path);
    return { id, spot: spotOf(path), missing, versions: versionsOf(id, files, spotOf) };
  });
}
