import { byId, say } from "@/domain/brand";
import type { Ctx } from "../context";
import type { ChangesForYou, Concern, PointChange } from "./catalog";
import { choose } from "./choose";
import { type Holding, type Person, readHolding, readPerson } from "./person";
import { type PointsChanged, pointsChanged } from "./point-changes";
import { pointViews } from "./points";
import { openPublished, type Published } from "./published";
import { findVersion } from "./read";
import { type Baseline, baselineOf } from "./since";
import type { VersionRow } from "./store";

/** Whose words a change is told in. */
type Teller = Pick<Ctx, "house" | "locale">;

/** Two versions to tell the difference of, and what is known of the person. */
interface Telling {
  purposes: ReadonlySet<string>;
  holding: Holding;
  baseline: Baseline;
  from: Published;
  to: Published;
}

function concernsOf(
  { house: { brand }, locale }: Teller,
  point: { purposes: readonly string[]; items: readonly string[] },
  has: { purposes: ReadonlySet<string>; items: ReadonlySet<string> },
): Concern[] {
  const named = (
    kind: Concern["kind"],
    ids: readonly string[],
    of: readonly { id: string; name: typeof brand.name }[],
  ) =>
    ids
      .filter((id) => (kind === "purpose" ? has.purposes : has.items).has(id))
      .flatMap((id): Concern[] => {
        const found = byId(of, id);
        return found ? [{ kind, id, name: say(found.name, locale, brand) }] : [];
      });
  return [...named("purpose", point.purposes, brand.purposes), ...named("item", point.items, brand.items)];
}

/** A line's purposes and items, as they are and as they were: what is gone from it touches people too. */
const about = ({ point, before }: PointsChanged["changed"][number]) => ({
  purposes: [...new Set([...point.purposes, ...(before?.purposes ?? [])])],
  items: [...new Set([...point.items, ...(before?.items ?? [])])],
});

/** The items that decide whom the difference touches. */
export const itemsAbout = (from: Published, to: Published): string[] =>
  pointsChanged(from, to).changed.flatMap((one) => (one.kind === "clause" ? [] : about(one).items));

/**
 * What a person is told: a line that is new or says something else touches them where a purpose of it is on or an
 * item is held. A line that somebody read again and left as it is touches nobody: only its clause has other words.
 * Pure.
 */
export function tellChanges(teller: Teller, telling: Telling): ChangesForYou {
  const { purposes, holding, baseline, from, to } = telling;
  const { locale } = teller;
  const { brand } = teller.house;
  const found = pointsChanged(from, to);
  const has = { purposes, items: holding.held };
  const [now, then] = [choose(to, locale), choose(from, locale)];
  const earlier = pointViews(brand, locale, then);
  const changes = pointViews(brand, locale, now).flatMap((point): PointChange[] => {
    const change = found.changed.find((one) => one.point.id === point.id);
    if (change === undefined) return [];
    const before = earlier.find(({ id }) => id === point.id)?.text ?? null;
    return [{ kind: change.kind, point, before, concerns: concernsOf(teller, about(change), has) }];
  });
  const yours = changes.filter(({ kind, concerns }) => kind !== "clause" && concerns.length > 0);
  const { changed } = now.summary;
  return {
    ...{ document: to.document.id, name: say(to.document.name, locale, brand) },
    ...{ from: from.version.version, to: to.version.version, since: baseline.since },
    changed: changed === undefined ? null : { text: changed, lang: now.summary.locale },
    yours,
    others: changes.filter((change) => !yours.includes(change)),
    gone: earlier
      .filter(({ id }) => found.gone.some((point) => point.id === id))
      .map(({ id, text }) => ({ id, text })),
    unsure: holding.unsure,
    everybody: found.everybody,
  };
}

/**
 * What is new for a person in one version; null where there is nothing earlier, or nothing is another.
 * @param at.within milliseconds that a source may take, as `readHolding`.
 */
export async function changesTo(
  ctx: Ctx,
  at: { person: Person; rows: readonly VersionRow[]; row: VersionRow; within?: number | undefined },
): Promise<ChangesForYou | null> {
  const { person, rows, row, within } = at;
  const { house } = ctx;
  const baseline = baselineOf(person, { rows, to: row, timeZone: house.brand.timeZone });
  if (baseline === null || baseline.row.hash === row.hash) return null;
  const [from, to] = await Promise.all([openPublished(house, baseline.row), openPublished(house, row)]);
  const [purposes, holding] = await Promise.all([
    person.purposes(),
    readHolding(ctx, itemsAbout(from, to), within),
  ]);
  return tellChanges(ctx, { purposes, holding, baseline, from, to });
}

/**
 * What changed for the subject since the version they last agreed to or were shown; null where there is no earlier
 * one, or where nobody is signed in. The version in force, or the one asked for.
 * @throws DomainError `not_found`.
 */
export async function readChangesForYou(
  ctx: Ctx,
  asked: { document: string; version?: string | undefined },
): Promise<ChangesForYou | null> {
  const { rows, row } = await findVersion(ctx, asked);
  if (ctx.subject === null) return null;
  return changesTo(ctx, { person: await readPerson(ctx), rows, row });
}
