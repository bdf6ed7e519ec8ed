import type { Item, PostgresSource, Source } from "@/domain/brand";
import { countedDay } from "./moments";
import { openReading } from "./sources/open";
import { readPostgres } from "./sources/postgres";
import type { SourceHouse } from "./sources/source-house";
import { tryFinding } from "./trial-finding";
import { type Trial, timed } from "./trial-run";
import { tryWrites } from "./trial-writes";

/**
 * Runs every query of the brand for one customer, and every write, which is rolled back each time. `key` is
 * that customer's key in the first source that finds people; the others follow from who that says they are.
 */
export async function* tryCustomer(house: SourceHouse, key: string): AsyncGenerator<Trial> {
  const { sources, items } = house.brand;
  const first =
    sources.find(({ find }) => find.kind === "sql") ?? sources.find(({ find }) => find.kind === "identifier");
  if (!first) return;
  const keys = yield* tryFinding(house, { source: first, key });
  for (const item of items) {
    const own = keys.get(item.source);
    const source = sources.find(({ id }) => id === item.source);
    if (source && own !== undefined) yield* tryItem(house, { item, source, key: own });
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
      if (raw == null) return { rows: 0 };
      const typed = source.kind === "http" || ["date", "timestamp", "instant"].includes(raw.type);
      const isDate = typed && countedDay(raw) !== undefined;
      return { rows: 1, problem: isDate ? null : `gives ${raw.type}, not a date` };
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
