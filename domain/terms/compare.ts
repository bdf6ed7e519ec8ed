import { matchLocale, say } from "@/domain/brand";
import type { House } from "@/domain/house";
import { DomainError } from "../errors";
import type { ClauseDifference, DifferenceView } from "./catalog";
import { compareTexts, countChanges } from "./difference/clauses";
import { openPublished, type Published } from "./published";
import { findVersion, type Reader } from "./read";
import type { FullTextTree } from "./tree";

/** Versions never change, so what differs is found once; anyone may ask for any two. */
const found = new WeakMap<House, Map<string, ClauseDifference[]>>();
const MOST_KEPT = 100;

interface Sides {
  /** Hashes of the two texts. */
  hashes: readonly [string, string];
  trees: readonly [FullTextTree, FullTextTree];
  lang: string;
}

function differencesOf(house: House, { hashes, trees, lang }: Sides): ClauseDifference[] {
  const known = found.get(house) ?? new Map<string, ClauseDifference[]>();
  found.set(house, known);
  const key = `${lang} ${hashes.join(" ")}`;
  const clauses = known.get(key) ?? compareTexts(...trees, lang);
  if (known.size >= MOST_KEPT) known.clear();
  known.set(key, clauses);
  return clauses;
}

/** The reader's language where both versions have it, else the one that binds. */
function languageOf(from: Published, to: Published, locale: string): string {
  const both = to.version.full
    .map((text) => text.locale)
    .filter((tag) => from.version.full.some((text) => text.locale === tag));
  return matchLocale(locale, both) ?? both.find((tag) => tag === to.document.binding) ?? both[0] ?? "";
}

/**
 * The difference between two published versions, by clause, in the reader's language where both have it, else in
 * the one that binds. The older is `from`, whichever way round they are asked for.
 * @throws DomainError `not_found`, also where the two have no language in common.
 */
export async function readDifference(
  reader: Reader,
  asked: { document: string; from: string; to: string },
): Promise<DifferenceView> {
  const [first, second] = [asked.from, asked.to].sort();
  const open = async (version: string | undefined) =>
    openPublished(reader.house, (await findVersion(reader, { document: asked.document, version })).row);
  const [from, to] = [await open(first), await open(second)];
  const lang = languageOf(from, to, reader.locale);
  const textOf = ({ version }: Published) => version.full.find(({ locale }) => locale === lang);
  const [before, after] = [textOf(from), textOf(to)];
  if (!before || !after) throw new DomainError("not_found");
  const clauses = differencesOf(reader.house, {
    ...{ hashes: [before.hash, after.hash], trees: [before.tree, after.tree], lang },
  });
  return {
    ...{ document: asked.document, name: say(to.document.name, reader.locale, reader.house.brand) },
    ...{ from: from.version.version, to: to.version.version, lang, binds: lang === to.document.binding },
    ...{ clauses, counts: countChanges(clauses) },
  };
}
