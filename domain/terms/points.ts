import type { Brand, FullText } from "@/domain/brand";
import { byId, type Said, say } from "@/domain/brand";
import { checkOf } from "./bound";
import type { PointLink, PointView } from "./catalog";
import { type Chosen, pick } from "./choose";
import { allClauses, clauseTitle } from "./plain-text";
import type { Clause } from "./tree";

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

/**
 * A point may name its clauses as the binding text calls them. In another language the clause then
 * is the one at the same place, where both texts have as many.
 */
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

/** A summary's points with what each leads to, surprising ones first. */
export function pointViews(
  brand: Brand,
  locale: string,
  { document, version, summary, full }: Chosen,
): PointView[] {
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
    checked: checkOf(point, [...own, bound]) === "checked",
  }));
  return [...points.filter((point) => point.surprising), ...points.filter((point) => !point.surprising)];
}

/** Every clause of a text has its entry, so that a lookup never meets what objects inherit. */
export function pointsByClause(full: FullText, points: readonly PointView[]): Record<string, string[]> {
  const byClause = new Map<string, string[]>(allClauses(full.tree).map(({ anchor }) => [anchor, []]));
  for (const { id, clauses } of points) {
    for (const clause of clauses) byClause.set(clause.id, [...(byClause.get(clause.id) ?? []), id]);
  }
  return Object.fromEntries(byClause);
}
