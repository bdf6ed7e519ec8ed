import { crc32, deflateSync } from "node:zlib";

const SIZE = 64;

/** A small PNG as PostgreSQL's bytea text (`\x…`): a hill in one of eight colours under a pale sky. */
export function cardPicture(seed: number): string {
  const hue = HUES[seed % HUES.length] ?? HUES[0];
  const rows = Buffer.alloc(SIZE * (1 + SIZE * 3));
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const ridge = 34 + 12 * Math.sin((x + seed * 7) / 9) - 6 * Math.sin((x + seed) / 4);
      rows.set(y > ridge ? hue : SKY, y * (1 + SIZE * 3) + 1 + x * 3);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(SIZE, 0);
  head.writeUInt32BE(SIZE, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const png = Buffer.concat([
    SIGNATURE,
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND"),
  ]);
  return `\\x${png.toString("hex")}`;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const SKY: readonly [number, number, number] = [226, 236, 232];
const HUES: readonly [[number, number, number], ...[number, number, number][]] = [
  [31, 95, 72],
  [122, 74, 46],
  [38, 84, 124],
  [140, 96, 24],
  [96, 60, 110],
  [60, 110, 60],
  [150, 60, 60],
  [70, 80, 90],
];

function chunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
