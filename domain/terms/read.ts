import type { Brand, FullText, Summary, TermsDocument, TermsVersion } from "@/domain/brand";
import { byId, matchLocale, type Said, say } from "@/domain/brand";
import { DomainError } from "@/domain/errors";
import type { PointLink, PointView, ReadingTime, TermsSummary, TermsView } from "./catalog";
import { allClauses, checkMark, clauseTitle, fullTextWords } from "./plain-text";
import { readingMinutes } from "./reading-time";
import type { Clause } from "./tree";

/** Counting the words of a long text takes a while, and the text never changes. */
const minutesOf = new WeakMap<object, number>();

function minutes(of: object, words: () => string): number {
  const known = minutesOf.get(of) ?? readingMinutes(words());
  minutesOf.set(of, known);
  return known;
}

/** The text in the reader's language, else in the one that binds. */
function pick<T extends { locale: string }>(texts: readonly T[], locale: string, binding: string): T {
  const tag =
    matchLocale(
      locale,
      texts.map((text) => text.locale),
    ) ?? binding;
  const found = texts.find((text) => text.locale === tag);
  if (found === undefined) throw new DomainError("not_found");
  return found;
}

function inForce(document: TermsDocument, today: string): TermsVersion | undefined {
  return document.versions.filter(({ version }) => version <= today).at(-1);
}

interface Chosen {
  document: TermsDocument;
  version: TermsVersion;
  summary: Summary;
  full: FullText;
}

function choose(document: TermsDocument, version: TermsVersion, locale: string): Chosen {
  const summary = pick(version.summaries, locale, document.binding);
  return { document, version, summary, full: pick(version.full, locale, document.binding) };
}

function readingTime({ summary, full }: Chosen): ReadingTime {
  const points = () => [summary.changed ?? "", ...summary.points.map((point) => point.text)].join("\n");
  return { summary: minutes(summary, points), full: minutes(full.tree, () => fullTextWords(full.tree)) };
}

/** The documents that have a version in force, in the folder's order. `today`: `YYYY-MM-DD` in the brand's time zone. */
export function listTerms(brand: Brand, locale: string, today: string): TermsSummary[] {
  return brand.terms.flatMap((document) => {
    const version = inForce(document, today);
    if (version === undefined) return [];
    const { id, kind, agreement } = document;
    const chosen = choose(document, version, locale);
    const name = say(document.name, locale, brand);
    return [
      { document: id, name, kind, agreement, version: version.version, readingTime: readingTime(chosen) },
    ];
  });
}

function links(
  ids: readonly string[],
  named: readonly { id: string; name: Brand["name"] }[],
  tell: (name: Brand["name"]) => Said,
): PointLink[] {
  return ids.flatMap((id) => {
    const found = byId(named, id);
    return found === undefined ? [] : [{ id, name: tell(found.name) }];
  });
}

/** Where a point's clause is called by its anchor in the binding text alone, its place in the text shown. */
function clauseLinks(anchors: readonly string[], at: { shown: FullText; bound: FullText }): PointLink[] {
  const [shown, bound] = [allClauses(at.shown.tree), allClauses(at.bound.tree)];
  return anchors.flatMap((anchor) => {
    const same = shown.find((clause) => clause.anchor === anchor);
    const index = bound.findIndex((clause) => clause.anchor === anchor);
    const clause: Clause | undefined = same ?? (shown.length === bound.length ? shown[index] : undefined);
    if (clause === undefined) return [];
    return [{ id: clause.anchor, name: { text: clauseTitle(clause), lang: at.shown.locale } }];
  });
}

function isChecked(
  anchors: readonly string[],
  mark: string | undefined,
  texts: readonly FullText[],
): boolean {
  const clauses = texts.flatMap((text) => allClauses(text.tree));
  const bound = anchors.flatMap((anchor) => clauses.find((clause) => clause.anchor === anchor) ?? []);
  return mark !== undefined && bound.length === anchors.length && checkMark(bound) === mark;
}

function pointViews(brand: Brand, locale: string, { document, version, summary, full }: Chosen): PointView[] {
  const bound = pick(version.full, document.binding, document.binding);
  const own = version.full.filter((text) => text.locale === summary.locale);
  const tell = (name: Brand["name"]) => say(name, locale, brand);
  const points = summary.points.map((point) => ({
    id: point.id,
    text: { text: point.text, lang: summary.locale },
    surprising: point.surprising,
    clauses: clauseLinks(point.clauses, { shown: full, bound }),
    purposes: links(point.purposes, brand.purposes, tell),
    items: links(point.items, brand.items, tell),
    checked: isChecked(point.clauses, point.checked, [...own, bound]),
  }));
  return [...points.filter((point) => point.surprising), ...points.filter((point) => !point.surprising)];
}

function pointsByClause(points: readonly PointView[]): Record<string, string[]> {
  const byClause = new Map<string, string[]>();
  for (const { id, clauses } of points) {
    for (const clause of clauses) byClause.set(clause.id, [...(byClause.get(clause.id) ?? []), id]);
  }
  return Object.fromEntries(byClause);
}

/**
 * The newest version in force of one document: its points beside the full text, in the reader's
 * language where there is one, else in the language that binds. `today`: `YYYY-MM-DD` in the
 * brand's time zone.
 * @throws DomainError `not_found` where there is no such document, or none in force.
 */
export function readTerms(
  brand: Brand,
  asked: { document: string; locale: string; today: string },
): TermsView {
  const document = byId(brand.terms, asked.document);
  const version = document && inForce(document, asked.today);
  if (document === undefined || version === undefined) throw new DomainError("not_found");
  const chosen = choose(document, version, asked.locale);
  const { summary, full } = chosen;
  const points = pointViews(brand, asked.locale, chosen);
  const lacks = (tag: string) => matchLocale(asked.locale, [tag]) === undefined;
  return {
    document: document.id,
    name: say(document.name, asked.locale, brand),
    kind: document.kind,
    agreement: document.agreement,
    version: version.version,
    ...(summary.changed === undefined ? {} : { changed: { text: summary.changed, lang: summary.locale } }),
    points,
    full: { lang: full.locale, tree: full.tree, pointsOf: pointsByClause(points) },
    binding: document.binding,
    binds: full.locale === document.binding,
    missing: { summary: lacks(summary.locale), full: lacks(full.locale) },
    readingTime: readingTime(chosen),
  };
}
