import type { Brand, Summary, TermsDocument, TermsVersion } from "@/domain/brand";
import { byId } from "@/domain/brand";
import { differingAmounts } from "./amounts";
import { checkOf, clausesOfPoint, textsFor } from "./bound";
import type { TermsFinding } from "./catalog";
import { unpointedMentions } from "./mentions";
import { allClauses, clauseText } from "./plain-text";

interface At {
  brand: Brand;
  document: TermsDocument;
  version: TermsVersion;
}

type Found = Pick<TermsFinding, "kind" | "stops" | "message"> &
  Partial<Pick<TermsFinding, "point" | "clause" | "locale" | "named">>;

const finding = ({ document, version }: At, found: Found): TermsFinding => ({
  ...{ document: document.id, version: version.version, locale: document.binding, point: null, clause: null },
  named: {},
  ...found,
});

/** A line against its clauses: read since they changed, and counting as they do. */
function pointFindings(at: At, summary: Summary): TermsFinding[] {
  const texts = textsFor(at.version, summary.locale, at.document.binding);
  const { locale } = summary;
  return summary.points.flatMap((point) => {
    const bound = clausesOfPoint(point, texts);
    const say = (found: Found) => finding(at, { ...found, locale, point: point.id });
    const named = (clause: string | undefined) => ({ clause: clause ?? null });
    if (bound.length === 0)
      return [say({ kind: "no_clause", stops: true, message: "The point leads to no clause: name one." })];
    const state = checkOf(point, texts);
    const words = bound.map(clauseText).join("\n");
    return [
      ...(state === "checked" ? [] : [say({ ...STATES[state], ...named(bound[0]?.anchor) })]),
      ...differingAmounts(point.text, words).map(({ unit, point: number, clauses }) =>
        say({
          ...{ kind: "numbers", stops: false, ...named(bound[0]?.anchor) },
          message: `The point says ${number} ${unit}s, its clause says ${clauses.join(" and ")}: one of them is wrong.`,
          named: { amount: { unit, own: number, theirs: clauses } },
        }),
      ),
    ];
  });
}

const STATES = {
  stale: {
    kind: "stale",
    stops: true,
    message:
      "A clause of this point has changed since somebody read both: read them again, then accept the point.",
  },
  unchecked: {
    kind: "unchecked",
    stops: true,
    message: "Nobody has read this point beside its clauses yet: read both, then accept the point.",
  },
} as const;

/** Purposes and items that a line names must be there. */
function referenceFindings(at: At, summary: Summary): TermsFinding[] {
  const { locale } = summary;
  return summary.points.flatMap((point) => [
    ...point.purposes
      .filter((id) => !byId(at.brand.purposes, id))
      .map((id) => missing(id, { kind: "unknown_purpose", noun: "purpose", point: point.id })),
    ...point.items
      .filter((id) => !byId(at.brand.items, id))
      .map((id) => missing(id, { kind: "unknown_item", noun: "held item", point: point.id })),
  ]);

  function missing(
    id: string,
    { kind, noun, point }: { kind: "unknown_purpose" | "unknown_item"; noun: string; point: string },
  ): TermsFinding {
    const message = `There is no ${noun} “${id}”: name one of the folder.`;
    return finding(at, { kind, stops: true, message, locale, point, named: { id } });
  }
}

/** Clauses that must have a line, where this version has the clause. */
function mustHaveFindings(at: At, summary: Summary): TermsFinding[] {
  const { document, version } = at;
  const bound = version.full.find(({ locale }) => locale === document.binding);
  const there = new Set(bound ? allClauses(bound.tree).map(({ anchor }) => anchor) : []);
  const pointed = new Set(summary.points.flatMap(({ clauses }) => clauses));
  return document.mustHavePoint
    .filter((clause) => there.has(clause) && !pointed.has(clause))
    .map((clause) => {
      const message = "The document asks for a point on this clause, and none leads to it: write one.";
      return finding(at, { kind: "no_point", stops: true, message, clause });
    });
}

function mentionFindings(at: At, summary: Summary): TermsFinding[] {
  const full = at.version.full.find(({ locale }) => locale === summary.locale);
  if (full === undefined) return [];
  return unpointedMentions(at.brand, full, summary).map(({ clause, title, names }) => {
    const message = `“${title}” speaks of ${names.join(", ")} and has no point: write one, or see that none is needed.`;
    const named = { title, names };
    return finding(at, { kind: "mentioned", stops: false, message, clause, locale: summary.locale, named });
  });
}

/**
 * What stands in the way of one version of the folder, and what somebody should look at; in every language, the
 * binding one first. Whether its day is over or it was published with other words is not asked here.
 */
export function findingsOf(brand: Brand, document: TermsDocument, version: TermsVersion): TermsFinding[] {
  const at = { brand, document, version };
  const { binding } = document;
  const bound = version.summaries.find(({ locale }) => locale === binding);
  const hasText = version.full.some(({ locale }) => locale === binding);
  const message = `The text that binds, full.${binding}.md, and its summary are missing: add them.`;
  if (!hasText || bound === undefined)
    return [finding(at, { kind: "no_binding_text", stops: true, message })];
  const others = version.summaries.filter((summary) => summary !== bound);
  return [
    ...mustHaveFindings(at, bound),
    ...[bound, ...others].flatMap((summary) => [
      ...pointFindings(at, summary),
      ...referenceFindings(at, summary),
      ...mentionFindings(at, summary),
    ]),
  ];
}
