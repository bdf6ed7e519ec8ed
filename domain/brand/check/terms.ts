import { allClauses } from "@/domain/terms/plain-text";
import type { Clause } from "@/domain/terms/tree";
import type { Problem } from "../problem";
import { suggest } from "../read/nearest";
import { canonicalLocale, matchLocale } from "../text";
import type { Check, DocumentParts, Findings, Folder, TermsPart, VersionParts } from "./context";
import { textsOf } from "./context";
import { checkPoints, checkSamePoints } from "./points";

function atFile(file: string, message: string): Problem {
  return { file, line: 1, column: 1, message };
}

interface VersionAt {
  document: DocumentParts;
  version: VersionParts;
  binding: string;
}

function clausesOf(version: VersionParts, locale: string): Clause[] {
  const full = version.full.find((part) => part.locale === locale);
  return full === undefined ? [] : allClauses(full.parsed.tree);
}

function hasPart(parts: readonly TermsPart[], locale: string): boolean {
  return parts.some((part) => part.locale === locale);
}

function checkBindingParts({ document, version, binding }: VersionAt, found: Findings): void {
  const path = `terms/${document.id}/${version.version}`;
  if (!hasPart(version.full, binding)) {
    found.problems.push(atFile(`${path}/full.${binding}.md`, "the text that binds is missing — add it"));
  }
  if (!hasPart(version.summaries, binding)) {
    const message = "the summary in the language that binds is missing — add it";
    found.problems.push(atFile(`${path}/summary.${binding}.yaml`, message));
  }
}

function checkSummaries(folder: Folder, { document, version, binding }: VersionAt, found: Findings): void {
  const boundSummary = version.summaries.find((part) => part.locale === binding)?.spot;
  for (const { locale, spot } of version.summaries) {
    if (spot === undefined) continue;
    if (document.versions[0] !== version && !spot.get("changed").exists) {
      found.problems.push(
        spot.wrong("`changed` is missing — say in one sentence what is new in this version"),
      );
    }
    if (boundSummary !== undefined && locale !== binding) checkSamePoints(spot, boundSummary, found);
    const clauses = [...clausesOf(version, locale), ...clausesOf(version, binding)];
    const hasText = hasPart(version.full, locale) || hasPart(version.full, binding);
    checkPoints(folder, found, { summary: spot, clauses: hasText ? clauses : undefined });
  }
}

function checkLocales(folder: Folder, { version, binding }: VersionAt, found: Findings): void {
  const locales = folder.files.brand ? textsOf(folder.files.brand.get("locales")) : [];
  for (const part of [...version.full, ...version.summaries]) {
    if (locales.length === 0 || part.locale === binding || matchLocale(part.locale, locales)) continue;
    const message = `\`${part.locale}\` is not among \`locales\` in brand.yaml, so no one reads this — add it there`;
    found.warnings.push(atFile(part.path, message));
  }
}

/** A clause that must have a point: it is in some version, and the newest has a point for it. */
function checkMustHave(document: DocumentParts, binding: string, found: Findings): void {
  const all = document.versions.flatMap((version) => clausesOf(version, binding));
  const newest = document.versions.at(-1);
  const summary = newest?.summaries.find((part) => part.locale === binding)?.spot;
  const anchors = [...new Set(all.map((clause) => clause.anchor))];
  const inForce = newest ? clausesOf(newest, binding).map((clause) => clause.anchor) : [];
  const pointed = summary
    ?.get("points")
    .list()
    .flatMap((point) => textsOf(point.get("clauses")));
  for (const { spot, text } of document.spot?.get("must_have_point").texts() ?? []) {
    if (all.length > 0 && !anchors.includes(text)) {
      const right = suggest(text, anchors, "take it out");
      found.problems.push(spot.wrong(`\`${text}\` is not a clause of the binding text — ${right}`));
    } else if (inForce.includes(text) && pointed !== undefined && !pointed.includes(text)) {
      const message = `no point of version ${newest?.version} leads to the clause \`${text}\` — write one`;
      found.problems.push(spot.wrong(message));
    }
  }
}

function checkDocument(folder: Folder, document: DocumentParts, found: Findings): void {
  if (document.missing) {
    found.problems.push(atFile(`terms/${document.id}/document.yaml`, "the file is missing — add it"));
  }
  for (const { parsed, path } of document.versions.flatMap((version) => version.full)) {
    for (const fault of parsed.faults) found.problems.push({ file: path, ...fault });
    const isEmpty = parsed.tree.intro.length === 0 && parsed.tree.clauses.length === 0;
    if (isEmpty && parsed.faults.length === 0)
      found.problems.push(atFile(path, "the text is empty — write it"));
  }
  const binding = canonicalLocale(document.spot?.get("binding").text ?? "");
  if (binding === undefined) return;
  if (document.versions.length === 0) {
    const example = `terms/${document.id}/2026-01-01/full.${binding}.md`;
    found.problems.push(
      atFile(`terms/${document.id}/document.yaml`, `the document has no version — add ${example}`),
    );
  }
  for (const version of document.versions) {
    const at = { document, version, binding };
    checkBindingParts(at, found);
    checkSummaries(folder, at, found);
    checkLocales(folder, at, found);
  }
  checkMustHave(document, binding, found);
}

/** terms/: texts that bind, points that lead somewhere. */
export const checkTerms: Check = (folder, found) => {
  for (const document of folder.documents) checkDocument(folder, document, found);
  if (folder.documents.length === 0 && Object.keys(folder.files).length > 0) {
    found.warnings.push(
      atFile("terms", "there are no terms — add terms/<document>/document.yaml and a version"),
    );
  }
};
