import type { Shown } from "./shown";

/** Largest picture that is shown, in bytes; a larger one is shown as its size and is whole in the copy. */
const LIMIT = 200_000;

const STARTS = [
  { type: "image/png", at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: "image/jpeg", at: 0, bytes: [0xff, 0xd8, 0xff] },
  { type: "image/webp", at: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
] as const;

/** A picture by its first bytes, never by what it says it is; other bytes by their size. */
export function imageOf(bytes: Uint8Array): Shown {
  const found = STARTS.find((start) => start.bytes.every((byte, n) => bytes[start.at + n] === byte));
  if (!found || bytes.byteLength > LIMIT) return { as: "size", bytes: bytes.byteLength };
  return { as: "image", type: found.type, base64: Buffer.from(bytes).toString("base64") };
}
