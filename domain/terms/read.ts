import type { Brand, TermsDocument, TermsVersion } from "@/domain/brand";
import { byId, matchLocale, say } from "@/domain/brand";
import { DomainError } from "@/domain/errors";
import type { ReadingTime, TermsSummary, TermsView } from "./catalog";
import { type Chosen, pick } from "./choose";
import { fullTextWords } from "./plain-text";
import { pointsByClause, pointViews } from "./points";
import { readingMinutes } from "./reading-time";

/** Counting the words of a long text takes a while, and the text never changes. */
const minutesOf = new WeakMap<object, number>();

function minutes(of: object, words: () => string): number {
  const known = minutesOf.get(of) ?? readingMinutes(words());
  minutesOf.set(of, known);
  return known;
}

function inForce(document: TermsDocument, today: string): TermsVersion | undefined {
  return document.versions.filter(({ version }) => version <= today).at(-1);
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
    full: { lang: full.locale, tree: full.tree, pointsOf: pointsByClause(full, points) },
    binding: document.binding,
    binds: full.locale === document.binding,
    missing: { summary: lacks(summary.locale), full: lacks(full.locale) },
    readingTime: readingTime(chosen),
  };
}
