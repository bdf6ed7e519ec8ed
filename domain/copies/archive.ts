import { PassThrough, Readable } from "node:stream";
import { ZipFile } from "yazl";

/** One file of the archive. `parts` is asked for only when the file's turn comes. */
export interface ArchiveFile {
  name: string;
  parts: () => AsyncIterable<string>;
}

/**
 * A ZIP, made while it is read: files one after the other, a part at a time, nothing on disk. Breaking off
 * the reading ends the file under way and with it what it reads. An error of a part ends the stream.
 */
export function zipStream(files: readonly ArchiveFile[], made: Date): Readable {
  const zip = new ZipFile();
  const out = new PassThrough();
  let underWay: Readable | undefined;
  for (const { name, parts } of files) {
    zip.addReadStreamLazy(name, { mtime: made }, (give) => {
      underWay = Readable.from(inBytes(parts()), { objectMode: false });
      underWay.on("error", (error: Error) => out.destroy(error));
      give(null, underWay);
    });
  }
  zip.end();
  zip.outputStream.pipe(out);
  zip.on("error", (error: Error) => out.destroy(error));
  out.on("close", () => underWay?.destroy());
  return out;
}

/** Gathers small parts, so that the stream is not made of thousands of crumbs. */
async function* inBytes(parts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let gathered: string[] = [];
  let length = 0;
  for await (const part of parts) {
    gathered.push(part);
    length += part.length;
    if (length < 16_384) continue;
    yield Buffer.from(gathered.join(""));
    [gathered, length] = [[], 0];
  }
  if (length > 0) yield Buffer.from(gathered.join(""));
}
