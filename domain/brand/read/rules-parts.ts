import { parseFullText } from "@/domain/terms/parse/full-text";
import type { RulesPart } from "../check/context";
import type { NamedFile } from "./folder";

/** The folder's handling rules, by role and language, as far as they could be read. */
export function rulesParts(files: readonly NamedFile[]): RulesPart[] {
  return files.flatMap(({ named, path, text }) => {
    if (named.kind !== "rules") return [];
    return [{ role: named.role, locale: named.locale, path, parsed: parseFullText(text) }];
  });
}
