import { matchLocale, say } from "@/domain/brand";
import { DomainError } from "@/domain/errors";
import type { Ctx } from "../context";
import type { ReadingTime, TermsSummary, TermsView } from "./catalog";
import { type Chosen, choose } from "./choose";
import { fullTextWords } from "./plain-text";
import { pointsByClause, pointViews } from "./points";
import { listPublished, openPublished, type Published, todayOf, versionLines } from "./published";
import { readingMinutes } from "./reading-time";
import type { VersionRow } from "./store";

/** What reading needs to know: whose words, which day. Nobody needs to be signed in. */
export type Reader = Pick<Ctx, "house" | "locale" | "now">;

/** Counting the words of a long text takes a while, and the text never changes. */
const minutesOf = new WeakMap<object, number>();

function minutes(of: object, words: () => string): number {
  const known = minutesOf.get(of) ?? readingMinutes(words());
  minutesOf.set(of, known);
  return known;
}

function readingTime({ summary, full }: Chosen): ReadingTime {
  const points = () => [summary.changed ?? "", ...summary.points.map((point) => point.text)].join("\n");
  return {
    summary: minutes(summary.points, points),
    full: minutes(full.tree, () => fullTextWords(full.tree)),
  };
}

const rowsOf = (rows: readonly VersionRow[], document: string): VersionRow[] =>
  rows.filter((row) => row.document === document);

/** The row in force; the rows are one document's, oldest first. */
export const inForce = (rows: readonly VersionRow[], today: string): VersionRow | undefined =>
  rows.filter(({ version }) => version <= today).at(-1);

/** The documents of the folder that have a published version in force, in the folder's order. */
export async function listTerms(reader: Reader): Promise<TermsSummary[]> {
  const { house } = reader;
  const { brand } = house;
  const rows = await listPublished(house);
  const found = await Promise.all(
    brand.terms.map(async ({ id }) => {
      const row = inForce(rowsOf(rows, id), todayOf(reader));
      return row === undefined ? [] : [summaryOf(await openPublished(house, row), reader)];
    }),
  );
  return found.flat();
}

function summaryOf(published: Published, { house, locale }: Reader): TermsSummary {
  const { id, kind, agreement, name } = published.document;
  return {
    ...{ document: id, name: say(name, locale, house.brand), kind, agreement },
    ...{ version: published.version.version, readingTime: readingTime(choose(published, locale)) },
  };
}

/** One document's published versions as rows, and the one that is meant: that named, else that in force. */
export async function findVersion(
  reader: Reader,
  asked: { document: string; version?: string | undefined },
): Promise<{ rows: VersionRow[]; row: VersionRow }> {
  const rows = rowsOf(await listPublished(reader.house), asked.document);
  const row =
    asked.version === undefined
      ? inForce(rows, todayOf(reader))
      : rows.find(({ version }) => version === asked.version);
  if (row === undefined) throw new DomainError("not_found");
  return { rows, row };
}

/**
 * One published version: its points beside the full text, in the reader's language where there is one, else in
 * the language that binds. Without `version` that in force.
 * @throws DomainError `not_found` where there is no such document, no such published version, or none in force.
 */
export async function readTerms(
  reader: Reader,
  asked: { document: string; version?: string | undefined },
): Promise<TermsView> {
  const { rows, row } = await findVersion(reader, asked);
  const published = await openPublished(reader.house, row);
  return { ...viewOf(reader, published), ...standingOf(reader, { rows, row }) };
}

function standingOf(reader: Reader, { rows, row }: { rows: VersionRow[]; row: VersionRow }) {
  const versions = versionLines(rows, todayOf(reader));
  const standing = versions.find(({ version }) => version === row.version)?.standing ?? "past";
  return { hash: row.hash, standing, versions };
}

/** One version as a page draws it, without what only its row says. */
export function viewOf(
  { house: { brand }, locale }: Reader,
  published: Published,
): Omit<TermsView, "hash" | "standing" | "versions"> {
  const { document, version } = published;
  const chosen = choose(published, locale);
  const { summary, full } = chosen;
  const points = pointViews(brand, locale, chosen);
  const lacks = (tag: string) => matchLocale(locale, [tag]) === undefined;
  return {
    document: document.id,
    name: say(document.name, locale, brand),
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
