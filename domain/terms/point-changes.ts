import type { Point, Summary } from "@/domain/brand";
import { clausesOfPoint } from "./bound";
import type { PointChange } from "./catalog";
import { checkMark } from "./plain-text";
import type { Published } from "./published";

/** What the text that binds says of a version's points. */
function bindingSummary({ document, version }: Published): Summary | undefined {
  return version.summaries.find(({ locale }) => locale === document.binding);
}

function markOf(point: Point, { document, version }: Published): string {
  const texts = version.full.filter(({ locale }) => locale === document.binding);
  return checkMark(clausesOfPoint(point, texts));
}

const sorted = (ids: readonly string[]): string => [...ids].sort().join(" ");

/** The same line about the same things. */
const saysTheSame = (one: Point, other: Point): boolean =>
  one.text === other.text &&
  sorted(one.purposes) === sorted(other.purposes) &&
  sorted(one.items) === sorted(other.items);

export interface PointsChanged {
  /** By the point's id, in the order of the newer summary. */
  changed: { point: Point; kind: PointChange["kind"]; before: Point | null }[];
  gone: Point[];
  /** The text changed and neither version has a line that could say whom it touches. */
  everybody: boolean;
}

/**
 * Which lines of the newer version are new, reworded, or stand on other words than before. Judged by the language
 * that binds, so that a better translation is no change. Pure.
 */
export function pointsChanged(from: Published, to: Published): PointsChanged {
  const [before, after] = [bindingSummary(from)?.points ?? [], bindingSummary(to)?.points ?? []];
  const changed = after.flatMap((point): PointsChanged["changed"] => {
    const earlier = before.find(({ id }) => id === point.id);
    if (earlier === undefined) return [{ point, kind: "new", before: null }];
    if (!saysTheSame(earlier, point)) return [{ point, kind: "reworded", before: earlier }];
    const same = markOf(earlier, from) === markOf(point, to);
    return same ? [] : [{ point, kind: "clause", before: earlier }];
  });
  const textOf = ({ document, version }: Published) =>
    version.full.find(({ locale }) => locale === document.binding)?.hash;
  return {
    changed,
    gone: before.filter(({ id }) => !after.some((point) => point.id === id)),
    everybody: before.length === 0 && after.length === 0 && textOf(from) !== textOf(to),
  };
}
