import type { Readable } from "node:stream";
import { type ArchiveFile, zipStream } from "./archive";
import type { CopyWords } from "./catalog";
import { type CopyColumn, type CopyItem, type CopyParts, csvName } from "./content";
import { dataFile } from "./data-file";
import { pageFile } from "./page";
import { tableOf } from "./tables";

type ListItem = CopyItem & { content: { kind: "list"; columns: CopyColumn[] } };

const isList = (item: CopyItem): item is ListItem => item.content.kind === "list";

/** The archive of a copy: a page to read, the same as data, and each list as a table. */
export function copyArchive(parts: CopyParts, words: CopyWords): Readable {
  const tables = parts.items
    .filter(isList)
    .map((item): ArchiveFile => ({ name: csvName(item.card.id), parts: () => tableOf(parts, item, words) }));
  const page: ArchiveFile = { name: "index.html", parts: () => pageFile(parts, words) };
  const data: ArchiveFile = { name: "data.json", parts: () => dataFile(parts) };
  return zipStream([page, data, ...tables], parts.madeAt);
}
