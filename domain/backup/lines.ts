import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { BackupError } from "./format";

export const cutOff = (file: string) =>
  new BackupError(`${file} is cut off: it ends before its end. Take another copy of it, or an older backup.`);
export const changedFile = (file: string) =>
  new BackupError(
    `${file} is damaged: it is not as it was written. Take another copy of it, or an older backup.`,
  );

/** Split at line feeds alone: a row may hold every other character that some take for the end of a line. */
export async function* linesOf(file: string): AsyncGenerator<string> {
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
