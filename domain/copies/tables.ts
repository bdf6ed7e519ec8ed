import type { CopyWords } from "./catalog";
import { type CopyColumn, type CopyItem, type CopyParts, isListBroke, type Json } from "./content";
import { CSV_START, csvLine } from "./csv";

/** A value as one cell: what stands in the source, not what Intl makes of it, so that it can be computed with. */
export function cellText(data: Json): string {
  if (data === null) return "";
  return typeof data === "object" ? JSON.stringify(data) : String(data);
}

/** One list as CSV: a line of names, then every record. A list that breaks off says so in its last line. */
export async function* tableOf(
  parts: CopyParts,
  item: CopyItem & { content: { columns: CopyColumn[] } },
  words: CopyWords,
): AsyncGenerator<string> {
  yield CSV_START + csvLine(item.content.columns.map(({ name }) => name.text));
  try {
    for await (const batch of parts.rows(item.card.id)) {
      for (const row of batch) yield csvLine(row.map(({ data }) => cellText(data)));
    }
  } catch (error) {
    if (!isListBroke(error)) throw error;
    yield csvLine([words.missing(error.why, item.card.source.name.text)]);
  }
}
