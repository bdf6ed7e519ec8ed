import { timingSafeEqual } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { z } from "zod";
import { BackupError, FORMAT, type Header, type Kind, MARK, proofOf, sealOf, type Trailer } from "./format";

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

const cutOff = (file: string) =>
  new BackupError(`${file} is cut off: it ends before its end. Take another copy of it, or an older backup.`);
const changedFile = (file: string) =>
  new BackupError(
    `${file} is damaged: it is not as it was written. Take another copy of it, or an older backup.`,
  );

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Split at line feeds alone: a row may hold every other character that some take for the end of a line. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const gunzip = createGunzip();
  pipeline(createReadStream(file), gunzip, () => undefined);
  let rest: Buffer[] = [];
  try {
    for await (const piece of gunzip as AsyncIterable<Buffer>) {
      let from = 0;
      for (let to = piece.indexOf(10); to >= 0; to = piece.indexOf(10, from)) {
        yield Buffer.concat([...rest, piece.subarray(from, to)]).toString("utf8");
        rest = [];
        from = to + 1;
      }
      if (from < piece.length) rest.push(piece.subarray(from));
    }
  } catch (error) {
    throw unreadable(file, error);
  } finally {
    gunzip.destroy();
  }
  if (rest.length > 0) throw cutOff(file);
}

function unreadable(file: string, error: unknown): Error {
  if (error instanceof BackupError || !(error instanceof Error)) return new BackupError(String(error));
  const code = "code" in error ? error.code : "";
  if (code === "ENOENT") return new BackupError(`There is no file ${file}.`);
  if (code === "Z_BUF_ERROR") return cutOff(file);
  if (code === "Z_DATA_ERROR")
    return /header/.test(error.message)
      ? new BackupError(`${file} is no backup of Forthright.`)
      : changedFile(file);
  return error;
}
