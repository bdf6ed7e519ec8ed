import type { Erase, EraseAct, Format, Item, PostgresSource } from "@/domain/brand";
import { plainText } from "./plain-text";
import { openReading } from "./sources/open";
import type { SourceHouse } from "./sources/source-house";
import { type Write, writeToSource } from "./sources/write";
import { type Trial, timed } from "./trial-run";
import type { Values } from "./typed";

interface Place {
  item: Item;
  source: PostgresSource;
  key: string;
  nothingHeld: boolean;
}

/** Tries what an item writes when it is corrected and erased; nothing of it is kept. */
export async function* tryWrites(house: SourceHouse, place: Place): AsyncGenerator<Trial> {
  const { item, source, key, nothingHeld } = place;
  const base = { source: source.id, item: item.id };
  const { correct } = item;
  if (correct.by === "self") {
    yield await timed({ ...base, what: "correct" }, async () => {
      const values = await sampleValues(house, { item, source, key, columns: correct.columns });
      return rolledBack(house, { source, key, write: { sql: correct.write, values, rows: 1, nothingHeld } });
    });
  }
  const erase = actOf(item.erase);
  if (erase.by === "task") return;
  yield await timed({ ...base, what: "erase" }, () =>
    rolledBack(house, {
      source,
      key,
      write: { sql: erase.write, values: {}, rows: erase.rows, nothingHeld },
    }),
  );
}

const actOf = (erase: Erase): EraseAct => (erase.by === "keep" ? erase.afterwards : erase);

async function rolledBack(
  house: SourceHouse,
  at: { source: PostgresSource; key: string; write: Write },
): Promise<Partial<Trial>> {
  const { write, ...place } = at;
  const enough = new Error("seen enough");
  let rows = 0;
  const beforeKept = async (seen: { touched: number }) => {
    rows = seen.touched;
    throw enough;
  };
  try {
    await writeToSource({ house, ...place }, { write, beforeKept });
  } catch (error) {
    if (error !== enough) throw error;
  }
  return { rows };
}

const SAMPLES: Partial<Record<Format, string>> = {
  number: "1",
  money: "1",
  percent: "0.1",
  boolean: "true",
  date: "2000-01-01",
  datetime: "2000-01-01T00:00:00Z",
  duration: "P1D",
  country: "IE",
  url: "https://example.com/",
  email: "someone@example.com",
  phone: "+15550100000",
};

/** What is held now, so that nothing but the write itself is tried; a sample where nothing is. */
async function sampleValues(
  house: SourceHouse,
  at: { item: Item; source: PostgresSource; key: string; columns: readonly string[] },
): Promise<Values> {
  const { item, source, key, columns } = at;
  const place = { house, source: source.id, key };
  const sample = (format: Format | undefined) => (format && SAMPLES[format]) ?? "x";
  if (item.shape === "field") {
    const raw = (await openReading(place, (reading) => reading.field(item.read))) ?? null;
    return { value: raw === null ? sample(item.format) : plainText(raw) };
  }
  const row = await openReading(place, (reading) => reading.row(item.read, columns));
  const values: Values = {};
  for (const column of columns) {
    const raw = row?.[column] ?? null;
    const format = item.fields.find((field) => field.column === column)?.format;
    values[column] = raw === null ? sample(format) : plainText(raw);
  }
  return values;
}
