import { timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { BackupError, FORMAT, type Header, type Kind, MARK, proofOf, sealOf, type Trailer } from "./format";
import { changedFile, cutOff, linesOf } from "./lines";

const HeaderLine = z.object({
  forthright: z.literal("backup"),
  format: z.number(),
  kind: z.enum(["data", "keys"]),
  taken: z.iso.datetime(),
  level: z.number(),
  proof: z.string(),
});
const TableShape = z.object({ table: z.string(), columns: z.array(z.string()) });
const TrailerLine = z.object({ counts: z.record(z.string(), z.number()), seal: z.string() });

/** A handful of rows of one table, each as JSON. */
export interface Rows {
  table: string;
  columns: string[];
  rows: string[];
}

const AT_ONCE = 1_000;
const MOST_CHARACTERS = 4_000_000;

interface Opened {
  file: string;
  kind: Kind;
  secret: string;
}

/** The first line of a backup. @throws BackupError when it is none, of another kind, or another secret's. */
export async function readHeader(opened: Opened): Promise<Header> {
  for await (const line of linesOf(opened.file)) return headerFrom(line, opened);
  throw new BackupError(`${opened.file} is empty.`);
}

function headerFrom(line: string, { file, kind, secret }: Opened): Header {
  const { data: header } = HeaderLine.safeParse(parse(line.slice(1)));
  if (!header) throw new BackupError(`${file} is no backup of Forthright.`);
  if (header.format > FORMAT) throw newer(file);
  if (header.kind !== kind)
    throw new BackupError(`${file} holds the ${header.kind}, not the ${kind}. Name each where it belongs.`);
  if (header.proof !== proofOf(secret, header.taken))
    throw new BackupError(
      `${file} was made with another FORTHRIGHT_SECRET. Set the one that was in use on ${header.taken}; it can be changed afterwards with: forthright rotate`,
    );
  return header;
}

/** What a backup says that is of a later version than this. */
export const newer = (file: string): BackupError =>
  new BackupError(`${file} was made by a newer version of Forthright. Restore it with that version.`);

/**
 * Reads a backup to its end, a handful of rows at a time. Only when it ends without an error was all of it as it was
 * written. @returns how many rows each table has.
 * @throws BackupError when it is cut off or was changed.
 */
export async function readBackup(
  opened: Opened,
  onRows: (rows: Rows) => Promise<void> = async () => undefined,
): Promise<Record<string, number>> {
  const { file, secret } = opened;
  const seal = sealOf(secret);
  const counts: Record<string, number> = {};
  let [trailer, at, size]: [Trailer | undefined, Rows | undefined, number] = [undefined, undefined, 0];
  let isFirst = true;
  const flush = async () => {
    if (at && at.rows.length > 0) await onRows(at);
    if (at) at = { ...at, rows: [] };
    size = 0;
  };
  for await (const line of linesOf(file)) {
    if (trailer) throw changedFile(file);
    if (isFirst) headerFrom(line, opened);
    else if (line.startsWith(MARK)) {
      await flush();
      const value = parse(line.slice(1));
      trailer = TrailerLine.safeParse(value).data;
      if (!trailer) at = tableFrom(value, file, counts);
    } else if (at) {
      at.rows.push(line);
      counts[at.table] = (counts[at.table] ?? 0) + 1;
      size += line.length;
      if (at.rows.length >= AT_ONCE || size >= MOST_CHARACTERS) await flush();
    } else throw changedFile(file);
    if (!trailer) seal.update(`${line}\n`);
    isFirst = false;
  }
  if (!trailer) throw cutOff(file);
  if (!sameSeal(trailer.seal, seal.digest())) throw changedFile(file);
  return counts;
}

function tableFrom(value: unknown, file: string, counts: Record<string, number>): Rows {
  const { data } = TableShape.safeParse(value);
  if (!data) throw changedFile(file);
  counts[data.table] = 0;
  return { ...data, rows: [] };
}

function sameSeal(told: string, computed: Buffer): boolean {
  const given = Buffer.from(told, "hex");
  return given.length === computed.length && timingSafeEqual(given, computed);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
