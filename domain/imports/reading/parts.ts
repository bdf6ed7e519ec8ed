import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { basename } from "node:path";
import type { Readable } from "node:stream";
import { openPromise, type ZipFile } from "yauzl";
import { ImportMistake } from "../catalog";

/** One table of an export: a file, or one file of a ZIP. */
export interface Part {
  /** Without folders. */
  name: string;
  bytes: number;
  open(): Promise<Readable>;
}

export interface ImportFile {
  name: string;
  sha256: string;
  /** Bytes of all its tables. */
  size: number;
  parts: readonly Part[];
  close(): void;
}

/** More tables than any tool exports at once. */
const MOST_PARTS = 1_000;

/** Opens an export and takes its hash. @throws ImportMistake where there is none that can be read. */
export async function openFile(path: string): Promise<ImportFile> {
  const { size } = await stat(path).catch(() => {
    throw new ImportMistake(`There is no file ${path}.`);
  });
  const name = basename(path);
  const sha256 = await hashOf(path);
  const base = { name, sha256 };
  if (!(await isZip(path))) {
    const parts = [{ name, bytes: size, open: async () => createReadStream(path) }];
    return { ...base, size, parts, close: () => undefined };
  }
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch((error: Error) => {
    throw new ImportMistake(`The ZIP cannot be read: ${error.message}`);
  });
  const parts = await partsOf(zip);
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  return { ...base, size: total, parts, close: () => zip.close() };
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece);
  return hash.digest("hex");
}

async function isZip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.equals(Buffer.of(0x50, 0x4b, 0x03, 0x04));
  } finally {
    await file.close();
  }
}

async function partsOf(zip: ZipFile): Promise<Part[]> {
  const parts: Part[] = [];
  for await (const entry of zip.eachEntry()) {
    const isTable = /\.csv$/iu.test(entry.fileName) && !/(^|\/)(\.|__MACOSX)/u.test(entry.fileName);
    const { uncompressedSize: bytes } = entry;
    if (isTable)
      parts.push({ name: basename(entry.fileName), bytes, open: () => zip.openReadStreamPromise(entry) });
    if (parts.length > MOST_PARTS) throw new ImportMistake("The ZIP holds too many files.");
  }
  if (parts.length === 0) throw new ImportMistake("The ZIP holds no CSV file.");
  return parts;
}
