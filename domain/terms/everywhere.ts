import type { Text } from "@/domain/brand";
import type { Ctx } from "../context";
import type { TermsSummary, VersionLine } from "./catalog";
import { listPublished, openPublished, type Published, todayOf, versionLines } from "./published";
import { inForce } from "./read";

/** One line of the summary, in every language it is written in. */
export interface PointEverywhere {
  id: string;
  text: Record<string, string>;
  clauses: string[];
  purposes: string[];
  items: string[];
  surprising: boolean;
}

/** One document with every published version, for whoever reads it without a page. */
export interface TermsEverywhere {
  document: string;
  name: Text;
  kind: TermsSummary["kind"];
  agreement: TermsSummary["agreement"];
  /** The locale that binds. */
  binding: string;
  /** That in force. */
  version: string;
  /** What is in force, by locale; hashes are SHA-256 of the texts, 64 hex digits. */
  texts: { full: Record<string, string>; summary: Record<string, string> };
  points: PointEverywhere[];
  /** Newest first. */
  versions: VersionLine[];
}

const byLocale = (texts: readonly { locale: string; hash: string }[]): Record<string, string> =>
  Object.fromEntries(texts.map(({ locale, hash }) => [locale, hash]));

function pointsOf({ document, version }: Published): PointEverywhere[] {
  const bound = version.summaries.find(({ locale }) => locale === document.binding);
  return (bound?.points ?? []).map(({ id, clauses, purposes, items, surprising }) => ({
    ...{ id, clauses, purposes, items, surprising },
    text: Object.fromEntries(
      version.summaries.flatMap(({ locale, points }) => {
        const found = points.find((point) => point.id === id);
        return found ? [[locale, found.text]] : [];
      }),
    ),
  }));
}

/** Every document of the folder that has a published version in force, in all its languages. Nobody is signed in. */
export async function listTermsEverywhere(at: Pick<Ctx, "house" | "now">): Promise<TermsEverywhere[]> {
  const { house } = at;
  const all = await listPublished(house);
  const found = await Promise.all(
    house.brand.terms.map(async ({ id }) => {
      const rows = all.filter((row) => row.document === id);
      const row = inForce(rows, todayOf(at));
      if (row === undefined) return [];
      const published = await openPublished(house, row);
      const { name, kind, agreement, binding } = published.document;
      const { full, summaries } = published.version;
      const texts = { full: byLocale(full), summary: byLocale(summaries) };
      const versions = versionLines(rows, todayOf(at));
      return [
        {
          ...{ document: id, name, kind, agreement, binding, version: row.version },
          ...{ texts, points: pointsOf(published), versions },
        },
      ];
    }),
  );
  return found.flat();
}
