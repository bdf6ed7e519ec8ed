import { byId, type Source } from "@/domain/brand";
import { DomainError } from "@/domain/errors";
import { noted } from "./health";
import { fetchDocument } from "./http";
import { httpReading } from "./http-reading";
import { readPostgres } from "./postgres";
import { postgresReading } from "./postgres-reading";
import type { Json } from "./raw";
import type { Reading } from "./reading";
import type { SourceHouse } from "./source-house";

/** Which source, for which of its customers. */
export interface SourcePlace {
  house: SourceHouse;
  source: string;
  key: string;
}

/** @throws DomainError `not_found` where the brand declares no such source. */
export function sourceOf(house: SourceHouse, id: string): Source {
  const source = byId(house.brand.sources, id);
  if (!source) throw new DomainError("not_found", { source: id });
  return source;
}

/**
 * Looks into a source for one customer. Never call it inside `observe` or `mutate`: they hold a connection.
 * @throws SourceFailure when the source is slow, down, refuses or gives another shape than declared.
 */
export async function openReading<T>(place: SourcePlace, work: (reading: Reading) => Promise<T>): Promise<T> {
  return noted(place, () => lookInto(place, work));
}

async function lookInto<T>(place: SourcePlace, work: (reading: Reading) => Promise<T>): Promise<T> {
  const source = sourceOf(place.house, place.source);
  const { house, key } = place;
  if (source.kind === "http") {
    return work(
      httpReading(await shareDocument(place, () => fetchDocument({ house, source, key })), source.id),
    );
  }
  return readPostgres({ house, source }, (ask) => work(postgresReading(ask, { source: source.id, key })));
}

type Fetched = Promise<Json | undefined>;

/** Fetches under way in a house: the items of one page read one document, not one each. */
const underWay = new WeakMap<SourceHouse, Map<string, Fetched>>();

function shareDocument(place: SourcePlace, fetch: () => Fetched): Fetched {
  const fetches = underWay.get(place.house) ?? new Map<string, Fetched>();
  underWay.set(place.house, fetches);
  const name = `${place.source}\0${place.key}`;
  const known = fetches.get(name);
  if (known) return known;
  const started = fetch().finally(() => fetches.delete(name));
  fetches.set(name, started);
  return started;
}
