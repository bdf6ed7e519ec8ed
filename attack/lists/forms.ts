import { gzipSync } from "node:zlib";
import { pieces } from "../any-body";

const MB = 1024 * 1024;
/** Stands in no value: Node's own reader takes the letters of a boundary for one wherever they stand. */
export const BOUNDARY = "edge-of-a-part-7f3a";
export const part = (name: string, value: string, more = "") =>
  `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
const parts = (fields: Record<string, string>) =>
  Object.entries(fields)
    .map(([name, value]) => part(name, value))
    .join("");
export const END = `--${BOUNDARY}--\r\n`;

type Body = (fields: Record<string, string>) => Buffer | Iterable<Buffer>;
const text =
  (make: (fields: Record<string, string>) => string): Body =>
  (fields) =>
    Buffer.from(make(fields));

const BOMB = gzipSync(Buffer.alloc(20 * MB, " "));

/** Forms that are none, or too much of one. */
export const ABUSES: readonly [name: string, body: Body, headers?: Record<string, string>][] = [
  ["nothing", text(() => "")],
  ["no end", text((f) => parts(f))],
  ["another boundary", text((f) => parts(f).replaceAll(`--${BOUNDARY}`, "--another") + END)],
  ["no boundary", text((f) => parts(f) + END), { "content-type": "multipart/form-data" }],
  [
    "an endless boundary",
    text((f) => parts(f) + END),
    { "content-type": `multipart/form-data; boundary=${"b".repeat(4_000)}` },
  ],
  ["a part without a name", text((f) => `${parts(f)}--${BOUNDARY}\r\n\r\nx\r\n${END}`)],
  [
    "a part with a broken head",
    text((f) => `${parts(f)}--${BOUNDARY}\r\ncontent-disposition: form-data; name="\r\n\r\nx\r\n${END}`),
  ],
  [
    "files",
    text(
      (f) =>
        parts(f) +
        Object.keys(f)
          .map((n) => part(n, "x", '; filename="../../x\\u0000.html"'))
          .join("") +
        END,
    ),
  ],
  ["every field twice", text((f) => parts(f) + parts(f) + END)],
  [
    "names that are no names",
    text(
      (f) =>
        parts(f) +
        part("__proto__", "x") +
        part("constructor[prototype][x]", "x") +
        part("toString", "x") +
        END,
    ),
  ],
  ["20,000 fields", text((f) => parts(f) + "x".repeat(20_000).replaceAll("x", part("a", "1")) + END)],
  [
    "references",
    text(
      (f) =>
        parts(f) +
        part("$ACTION_REF_1", "") +
        part("$ACTION_1:0", '{"id":"0","bound":"$@1"}') +
        part("$ACTION_1:1", '["$1:__proto__:then"]') +
        END,
    ),
  ],
  [
    "loops",
    text(
      (f) =>
        parts(f) +
        part("$ACTION_REF_9", "") +
        part("$ACTION_9:0", '{"id":"x","bound":"$@9"}') +
        part("$ACTION_KEY", "[") +
        END,
    ),
  ],
  ["an action nobody has", text(() => part(`$ACTION_ID_${"0".repeat(42)}`, "") + END)],
  ["many actions", text((f) => parts(f) + "x".repeat(500).replaceAll("x", part("$ACTION_ID_7f", "")) + END)],
  [
    "NUL",
    text(
      (f) =>
        parts(Object.fromEntries(Object.keys(f).map((n) => [n, n.startsWith("$") ? "" : "\u0000"]))) + END,
    ),
  ],
  [
    "bytes that are no text",
    (f) =>
      Buffer.concat([
        Buffer.from(`${parts(f)}--${BOUNDARY}\r\ncontent-disposition: form-data; name="text"\r\n\r\n`),
        Buffer.from([0xff, 0xfe, 0xc0, 0xaf]),
        Buffer.from(`\r\n${END}`),
      ]),
  ],
  [
    "another charset",
    text((f) => new URLSearchParams(f).toString()),
    { "content-type": "application/x-www-form-urlencoded; charset=utf-16" },
  ],
  [
    "broken escapes",
    text(() => "a=%&b=%zz&%00=%ff&__proto__[x]=1"),
    { "content-type": "application/x-www-form-urlencoded" },
  ],
  ["JSON", text((f) => JSON.stringify(f)), { "content-type": "application/json" }],
  ["a bomb", () => BOMB, { "content-encoding": "gzip" }],
  [
    "60 MB",
    (f) => [
      Buffer.from(`${parts(f)}--${BOUNDARY}\r\ncontent-disposition: form-data; name="text"\r\n\r\n`),
      ...pieces(60 * MB),
    ],
  ],
  ["60 MB of fields", () => pieces(60 * MB, part("a", "1"))],
];
