import { isUtf8 } from "node:buffer";
import { invalid, Problem, pointerTo } from "./problem";

const DEEPEST = 20;
const MOST_KEYS = 500;
/** Names by which a careless reader of JSON changes every object there is. */
const FORBIDDEN_KEYS = new Set(["__proto__", "constructor", "prototype"]);
/** Control characters but tab and line feed: nobody types them, and databases choke on the first. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/;

/** Nearly every text: nothing to look for and nothing to compose. */
const PLAIN = /^[\u0020-\u007e]*$/;
const BYTE_ORDER_MARK = 0xfeff;

/**
 * Parses JSON that a stranger sent, and tidies it.
 * @throws Problem `not-json` for what is none, nested too deep or too wide; `invalid` as `tidy` does.
 */
export function parseJson(bytes: Buffer): { value: unknown; text: string } {
  let text: string;
  let value: unknown;
  try {
    text = decoded(bytes);
    value = JSON.parse(text);
  } catch {
    throw new Problem("not-json");
  }
  return { value: tidy(value, []), text };
}

/** @throws where the bytes are no UTF-8. */
function decoded(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new TypeError("no UTF-8");
  const text = bytes.toString("utf8");
  return text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
}

/**
 * Brings every text into Unicode's composed form (NFC) and line ends to line feeds.
 * @throws Problem `invalid` that points at a text with control characters or half a character, or at a key by
 * which objects are tampered with.
 */
export function tidy(value: unknown, path: string[]): unknown {
  if (typeof value === "string") return tidyText(value, path);
  if (typeof value !== "object" || value === null) return value;
  if (path.length >= DEEPEST) throw new Problem("not-json", { detail: `Nested deeper than ${DEEPEST}.` });
  if (Array.isArray(value)) return tidyList(value, path);
  return tidyObject(value as Record<string, unknown>, path);
}

function tidyList(list: unknown[], path: string[]): unknown[] {
  for (let index = 0; index < list.length; index += 1) {
    path.push(String(index));
    list[index] = tidy(list[index], path);
    path.pop();
  }
  return list;
}

function tidyObject(object: Record<string, unknown>, path: string[]): Record<string, unknown> {
  const keys = Object.keys(object);
  if (keys.length > MOST_KEYS)
    throw new Problem("not-json", { detail: `More than ${MOST_KEYS} members in one object.` });
  for (const key of keys) {
    path.push(key);
    if (FORBIDDEN_KEYS.has(key)) throw invalid(pointerTo(path), "this key is not taken");
    if (tidyText(key, path) !== key) throw invalid(pointerTo(path), "keys are written in composed form");
    object[key] = tidy(object[key], path);
    path.pop();
  }
  return object;
}

function tidyText(text: string, path: readonly string[]): string {
  if (PLAIN.test(text)) return text;
  if (!text.isWellFormed()) throw invalid(pointerTo(path), "half a character (a lone surrogate)");
  const tidied = text.includes("\r\n") ? text.replaceAll("\r\n", "\n") : text;
  if (CONTROL.test(tidied)) throw invalid(pointerTo(path), "control characters are not taken");
  return tidied.normalize("NFC");
}
