import type { FullText, Point, TermsVersion } from "@/domain/brand";
import { allClauses, checkMark } from "./plain-text";
import type { Clause } from "./tree";

/** The texts in which a summary's clauses are looked for: that of its own language, then the one that binds. */
export function textsFor(version: TermsVersion, locale: string, binding: string): FullText[] {
  const own = version.full.filter((text) => text.locale === locale);
  const bound = locale === binding ? [] : version.full.filter((text) => text.locale === binding);
  return [...own, ...bound];
}

/** The clauses that a point is bound to, as far as they are there. */
export function clausesOfPoint(point: Pick<Point, "clauses">, texts: readonly FullText[]): Clause[] {
  const clauses = texts.flatMap((text) => allClauses(text.tree));
  return point.clauses.flatMap((anchor) => clauses.find((clause) => clause.anchor === anchor) ?? []);
}

/** Whether somebody read a point beside its clauses as they stand now. */
export function checkOf(
  point: Pick<Point, "clauses" | "checked">,
  texts: readonly FullText[],
): "checked" | "unchecked" | "stale" {
  if (point.checked === undefined) return "unchecked";
  const bound = clausesOfPoint(point, texts);
  const whole = bound.length === point.clauses.length;
  return whole && checkMark(bound) === point.checked ? "checked" : "stale";
}
