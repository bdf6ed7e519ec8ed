import { isUtf8 } from "node:buffer";
import { type Encoding, ImportMistake } from "../catalog";

/** What was noticed while the bytes were read. */
export interface Notes {
  /** Lines that were not UTF-8 and were read as windows-1252. */
  otherEncoding: number;
  /** Read so far. */
  bytes: number;
}

const NEWLINE = 0x0a;
/** A line longer than this is read in pieces. */
const LONGEST_LINE = 1 << 20;

/**
 * The text of a file, piece by piece. Its first bytes tell of UTF-16 and of a mark; else it is UTF-8, and each line
 * that is none is windows-1252, so that a file to which two systems wrote is read whole.
 * @throws ImportMistake where bytes are not of the encoding that was said.
 */
export async function* decoded(
  bytes: AsyncIterable<Buffer>,
  { encoding, notes }: { encoding: Encoding | undefined; notes: Notes },
): AsyncGenerator<string> {
  let decode: ((piece: Buffer | null) => string) | undefined;
  for await (const piece of bytes) {
    notes.bytes += piece.length;
    decode ??= decoderFor(encoding ?? told(piece), notes);
    yield decode(piece);
  }
  if (decode) yield decode(null);
}

function told(first: Buffer): Encoding | undefined {
  if (first[0] === 0xff && first[1] === 0xfe) return "utf-16le";
  if (first[0] === 0xfe && first[1] === 0xff) return "utf-16be";
  const start = first.subarray(0, 64);
  const zeros = (odd: number) => start.filter((byte, at) => byte === 0 && at % 2 === odd).length;
  if (zeros(1) > start.length / 4) return "utf-16le";
  return zeros(0) > start.length / 4 ? "utf-16be" : undefined;
}

function decoderFor(encoding: Encoding | undefined, notes: Notes): (piece: Buffer | null) => string {
  if (encoding === undefined) return byLine(notes);
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (piece) => {
    try {
      return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
    } catch {
      throw new ImportMistake(`The file is not in ${encoding}. Say which it is with --encoding.`);
    }
  };
}

function byLine(notes: Notes): (piece: Buffer | null) => string {
  let kept = Buffer.alloc(0);
  let isFirst = true;
  return (piece) => {
    const all = piece ? Buffer.concat([kept, piece]) : kept;
    const end = piece && all.length < LONGEST_LINE ? all.lastIndexOf(NEWLINE) + 1 : all.length;
    kept = Buffer.from(all.subarray(end));
    const text = linesOf(all.subarray(0, end), notes);
    if (text === "" || !isFirst) return text;
    isFirst = false;
    return text.replace(/^\uFEFF/u, "");
  };
}

function linesOf(bytes: Buffer, notes: Notes): string {
  if (isUtf8(bytes)) return bytes.toString("utf8");
  const other = new TextDecoder("windows-1252");
  let text = "";
  for (let at = 0; at < bytes.length; ) {
    const found = bytes.indexOf(NEWLINE, at);
    const line = bytes.subarray(at, found < 0 ? bytes.length : found + 1);
    const ours = isUtf8(line);
    if (!ours) notes.otherEncoding += 1;
    text += ours ? line.toString("utf8") : other.decode(line);
    at += line.length;
  }
  return text;
}
