import { brotliCompressSync, constants, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { pieces } from "../any-body";

/** A body that is wrong as a whole, with what its headers say of it. */
export interface Hostile {
  name: string;
  headers?: Record<string, string>;
  body(example: unknown): Buffer | Iterable<Buffer>;
}

const MB = 1024 * 1024;
const zeros = Buffer.alloc(20 * MB, " ");
const made = new Map<(bytes: Buffer) => Buffer, Buffer>();
/** Made once: it takes us longer than it takes whoever is to refuse it. */
const bomb = (compress: (bytes: Buffer) => Buffer) => () => {
  const bytes = made.get(compress) ?? compress(zeros);
  made.set(compress, bytes);
  return bytes;
};
const brotli = (bytes: Buffer) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });
const twice = (bytes: Buffer) => gzipSync(gzipSync(bytes));
const deep = (open: string, close: string, depth: number) =>
  Buffer.from(open.repeat(depth) + close.repeat(depth));
const text =
  (body: string): Hostile["body"] =>
  () =>
    Buffer.from(body);
const merged =
  (more: string): Hostile["body"] =>
  (example) => {
    const inner = JSON.stringify(example ?? {}).slice(1, -1);
    return Buffer.from(`{${inner}${inner ? "," : ""}${more}}`);
  };
const many = (count: number) => Array.from({ length: count }, (_, n) => `"k${n}":${n}`).join(",");

/** JSON that is none, is too much of it, or means to change what objects are. */
export const HOSTILE_JSON: readonly Hostile[] = [
  { name: "nothing", body: text("") },
  { name: "blanks", body: () => Buffer.alloc(200_000, " ") },
  ...[
    "null",
    "true",
    "0",
    '"x"',
    "[]",
    "{}",
    "[[]]",
    "NaN",
    "undefined",
    "{'a':1}",
    "{a:1}",
    '{"a":1,}',
    "// {}",
    '{"a":1}x',
  ].map((body) => ({ name: body, body: text(body) })),
  { name: "half of it", body: (example) => Buffer.from(JSON.stringify(example ?? {}).slice(0, -3)) },
  { name: "100,000 lists deep", body: () => deep("[", "]", 100_000) },
  { name: "100,000 objects deep", body: () => deep('{"a":', "}", 100_000) },
  { name: "100,000 open lists", body: () => deep("[", "", 100_000) },
  { name: "21 deep", body: merged(`"x":${"[".repeat(21)}${"]".repeat(21)}`) },
  { name: "__proto__", body: merged('"__proto__":{"admin":true,"isAdmin":true}') },
  { name: "__proto__ in unicode", body: merged('"\\u005f\\u005fproto__":{"admin":true}') },
  { name: "constructor", body: merged('"constructor":{"prototype":{"admin":true}}') },
  { name: "then", body: merged('"then":"x","toJSON":1,"valueOf":null') },
  {
    name: "extra keys",
    body: merged(
      '"brandId":"x","verified":true,"id":"x","createdAt":"2020-01-01","system":true,"role":"admin"',
    ),
  },
  {
    name: "the same keys again",
    body: (example) =>
      Buffer.from(
        `{${JSON.stringify(example ?? {}).slice(1, -1)},${JSON.stringify(example ?? { a: 1 }).slice(1, -1)}}`.replace(
          "{,",
          "{",
        ),
      ),
  },
  { name: "10,000 keys", body: () => Buffer.from(`{${many(10_000)}}`) },
  { name: "a list of 100,000", body: merged(`"x":[${"0,".repeat(100_000)}0]`) },
  { name: "huge numbers", body: merged('"a":1e999,"b":-1e999,"c":9007199254740993,"d":0.1e-999') },
  { name: "a number of 100,000 digits", body: merged(`"a":${"9".repeat(100_000)}`) },
  { name: "NUL in its bytes", body: merged('"a":"\u0000"') },
  { name: "NUL in its text", body: merged('"a":"\\u0000"') },
  { name: "half a character", body: merged('"a":"\\ud800"') },
  { name: "half a character in a key", body: merged('"\\udc00":1') },
  {
    name: "bytes that are no UTF-8",
    body: () => Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  },
  { name: "overlong UTF-8", body: () => Buffer.from([0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x3a, 0x31, 0x7d]) },
  { name: "a byte order mark", body: () => Buffer.from("\ufeff{}") },
  {
    name: "UTF-16",
    headers: { "content-type": "application/json; charset=utf-16" },
    body: () => Buffer.from('\ufeff{"a":1}', "utf16le"),
  },
  {
    name: "another charset",
    headers: { "content-type": "application/json; charset=iso-8859-1" },
    body: () => Buffer.from('{"a":"\u00e9"}', "latin1"),
  },
  {
    name: "UTF-7",
    headers: { "content-type": "application/json; charset=utf-7" },
    body: text('{"a":"+ADw-"}'),
  },
  { name: "no type", headers: { "content-type": "" }, body: text("{}") },
  { name: "plain text", headers: { "content-type": "text/plain" }, body: text("{}") },
  {
    name: "a form",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: text("a=1&__proto__[x]=1"),
  },
  {
    name: "parts without a boundary",
    headers: { "content-type": "multipart/form-data" },
    body: text("--x\r\n"),
  },
  {
    name: "XML",
    headers: { "content-type": "application/xml" },
    body: text('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'),
  },
  { name: "a text of 300 kB", body: merged(`"a":"${"x".repeat(300_000)}"`) },
  { name: "60 MB", body: () => Buffer.alloc(60 * MB, "[") },
  { name: "60 MB of unknown length", body: () => pieces(60 * MB, '"') },
  {
    name: "60 MB in small lies",
    headers: { "content-length": "10" },
    body: () => Buffer.alloc(200_000, "a"),
  },
  { name: "a gzip bomb", headers: { "content-encoding": "gzip" }, body: bomb(gzipSync) },
  {
    name: "a gzip bomb in a gzip bomb",
    headers: { "content-encoding": "gzip, gzip" },
    body: bomb(twice),
  },
  { name: "a brotli bomb", headers: { "content-encoding": "br" }, body: bomb(brotli) },
  { name: "a deflate bomb", headers: { "content-encoding": "deflate" }, body: bomb(deflateSync) },
  { name: "a zstd bomb", headers: { "content-encoding": "zstd" }, body: bomb(zstdCompressSync) },
  { name: "a compression nobody knows", headers: { "content-encoding": "identity, x" }, body: text("{}") },
];

/** What the framework's own arguments may be forged to: references to what nobody gave, loops, parts without end. */
export const HOSTILE_ARGUMENTS: readonly string[] = [
  "",
  "[",
  "null",
  '"$F1"',
  '["$F1"]',
  '["$1"]',
  '["$1:__proto__:then"]',
  '["$1:constructor:constructor"]',
  '["$@1"]',
  '["$K1"]',
  '["$B1"]',
  '["$Q1"]',
  '["$W1"]',
  '["$i1"]',
  '["$o1"]',
  '["$r1"]',
  '["$n99999999999999999999999999"]',
  `["$n${"9".repeat(50_000)}"]`,
  '["$D9"]',
  '["$undefined"]',
  '["$$x"]',
  '["$Infinity"]',
  '[{"then":"$1"}]',
  '["$0"]',
  '["$0:0:0:0"]',
  '["$-1"]',
  '[{"__proto__":{"x":1}}]',
  '{"id":"x","bound":"$@1"}',
  "[".repeat(20_000),
  `[${'"$0",'.repeat(2_000)}0]`,
];
