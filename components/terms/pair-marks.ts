import type { PointView } from "@/domain/terms/catalog";
import { pointId } from "./reading";

/** A place on the page as a selector; every unusual sign escaped, so that it can end neither rule nor element. */
const place = (id: string): string =>
  `[id="${id.replace(/[^A-Za-z0-9-]/gu, (sign) => `\\${sign.codePointAt(0)?.toString(16)} `)}"]`;

/** What a page that leads to one of the pair marks of the other. */
const whenAt = (from: string, to: string): string => `.terms:has(${place(from)}:target) ${place(to)}`;

/**
 * The style by which a page marks the points of the clause that the address leads to, and the clauses of the
 * point, without a script.
 */
export function pairMarks(points: readonly PointView[]): string {
  const pairs = points.flatMap(({ id, clauses }) =>
    clauses.map((clause) => ({ point: pointId(id), clause: clause.id })),
  );
  if (pairs.length === 0) return "";
  const framed = pairs.map(({ point, clause }) => whenAt(clause, point)).join(",");
  const barred = pairs.map(({ point, clause }) => whenAt(point, clause)).join(",");
  return `${framed}{background:var(--surface);border-color:var(--accent)}${barred}{background:var(--accent-soft);border-inline-start-color:var(--accent)}`;
}
