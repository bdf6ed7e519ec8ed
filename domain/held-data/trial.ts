import type { Item, PostgresSource, Source } from "@/domain/brand";
import { findInSources } from "./find";
import { readIdentity } from "./identity";
import { openReading } from "./sources/open";
import { readPostgres } from "./sources/postgres";
import type { SourceHouse } from "./sources/source-house";
import { type Trial, timed } from "./trial-run";
import { tryWrites } from "./trial-writes";

/**
 * Runs every query of the brand for one customer, and every write, which is rolled back each time. `key` is
 * that customer's key in the first source that finds people; the others follow from who that says they are.
 */
export async function* tryCustomer(house: SourceHouse, key: string): AsyncGenerator<Trial> {
  const { sources, items } = house.brand;
  const first = sources.find(({ find }) => find.kind === "sql") ?? sources[0];
  if (!first) return;
  const keys = new Map([[first.id, key]]);
  if (first.find.kind === "sql") yield* tryFinding(house, { source: first, key, keys });
  for (const item of items) {
    const own = keys.get(item.source);
    const source = sources.find(({ id }) => id === item.source);
    if (source && own !== undefined) yield* tryItem(house, { item, source, key: own });
  }
}

async function* tryFinding(
  house: SourceHouse,
  at: { source: Source; key: string; keys: Map<string, string> },
): AsyncGenerator<Trial> {
  const { source, key, keys } = at;
  let email: string | null = null;
  yield await timed({ source: source.id, item: null, what: "identity" }, async () => {
    const identity = await readIdentity(house, { source: source.id, key });
    email = identity?.email ?? null;
    const columns = Object.entries(identity ?? {}).flatMap(([name, value]) => (value === null ? [] : [name]));
    return { rows: identity ? 1 : 0, columns, problem: identity ? null : "gives no such customer" };
  });
  if (email === null) return;
  const proof = { email };
  const result = await findInSources(house, proof);
  for (const found of result.found) if (!keys.has(found.source)) keys.set(found.source, found.key);
  for (const { id, find } of house.brand.sources) {
    if (find.kind !== "sql") continue;
    yield await timed({ source: id, item: null, what: "find_customer" }, async () => {
      const failed = result.failed.find((one) => one.source === id);
      if (failed) return { problem: failed.reason };
      if (result.ambiguous.includes(id))
        return { problem: "two keys count, or more than 20 are proposed: no one is let in" };
      const found = result.found.find((one) => one.source === id);
      const isOther = id === source.id && found !== undefined && found.key !== key;
      return {
        rows: found ? 1 : 0,
        columns: ["customer_key"],
        problem: isOther ? "finds another customer by this email" : null,
      };
    });
  }
}

async function* tryItem(
  house: SourceHouse,
  at: { item: Item; source: Source; key: string },
): AsyncGenerator<Trial> {
  const { item, source, key } = at;
  const base = { source: source.id, item: item.id };
  const place = { house, source: source.id, key };
  let nothingHeld = true;
  yield await timed({ ...base, what: "read" }, async () => {
    const read = await openReading(place, async (reading) => {
      const columns = item.fields.map(({ column }) => column);
      if (item.shape === "field") return (await reading.field(item.read)) == null ? 0 : 1;
      if (item.shape === "row") return (await reading.row(item.read, columns)) ? 1 : 0;
      await reading.page(item.read, { columns, sort: item.sort, limit: 25, offset: 0 });
      return reading.count(item.read);
    });
    nothingHeld = read === 0;
    return {
      rows: read,
      ...(source.kind === "postgres" ? await columnsOf(house, { item, source, key }) : {}),
    };
  });
  for (const [what, query] of dated(item)) {
    yield await timed({ ...base, what }, async () => {
      const raw = await openReading(place, (reading) => reading.field(query));
      const isDate =
        raw == null ||
        raw.type === "date" ||
        raw.type === "timestamp" ||
        raw.type === "instant" ||
        source.kind === "http";
      return { rows: raw == null ? 0 : 1, problem: isDate ? null : `gives ${raw.type}, not a date` };
    });
  }
  if (source.kind === "postgres") yield* tryWrites(house, { item, source, key, nothingHeld });
}

function dated(item: Item): ["keep" | "erase until", string][] {
  const found: ["keep" | "erase until", string][] = [];
  if (item.keep.kind === "for") found.push(["keep", item.keep.from]);
  if (item.keep.kind === "until") found.push(["keep", item.keep.until]);
  if (item.erase.by === "keep" && item.erase.until.kind === "query")
    found.push(["erase until", item.erase.until.query]);
  return found;
}

async function columnsOf(house: SourceHouse, at: { item: Item; source: PostgresSource; key: string }) {
  const { item, source, key } = at;
  const none = (inner: string) => `select * from (\n${inner}\n) as held_record limit 0`;
  const { columns } = await readPostgres({ house, source }, (ask) =>
    ask(item.read, { customer_key: key }, none),
  );
  const declared = new Set(item.fields.map(({ column }) => column));
  return {
    columns,
    undeclared: item.shape === "field" ? [] : columns.filter((column) => !declared.has(column)),
  };
}
