import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type Pair,
  Scalar,
} from "yaml";
import type { Problem } from "../problem";

export type Path = readonly (string | number)[];

/** A YAML file that could be read: its value, and where each part of it stands. */
export interface YamlFile {
  file: string;
  source: string;
  value: unknown;
  doc: Document.Parsed;
  lines: LineCounter;
}

export type Place = Pick<Problem, "file" | "line" | "column">;

function resolved(yaml: YamlFile, node: unknown): unknown {
  return isAlias(node) ? node.resolve(yaml.doc) : node;
}

function keyName(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
}

/** The pair of `key` in the map at `path`, if there is one. */
export function pairAt(yaml: YamlFile, path: Path, key: string): Pair | undefined {
  const map = nodeAt(yaml, path);
  return isMap(map) ? map.items.find((pair) => keyName(pair) === key) : undefined;
}

/** The node at a path, aliases followed; undefined where there is none. */
export function nodeAt(yaml: YamlFile, path: Path): unknown {
  let node = resolved(yaml, yaml.doc.contents);
  for (const step of path) {
    if (isMap(node)) node = node.items.find((pair) => keyName(pair) === String(step))?.value;
    else if (isSeq(node) && typeof step === "number") node = node.items[step];
    else return undefined;
    node = resolved(yaml, node);
  }
  return node;
}

/** The plain value at a path; undefined where there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, step) => {
    const inside = typeof at === "object" && at !== null && Object.hasOwn(at, step);
    return inside ? (at as Record<string | number, unknown>)[step] : undefined;
  }, value);
}

function startOf(node: unknown): number | undefined {
  const range = (node as Partial<Node> | null | undefined)?.range;
  return range?.[0];
}

/** Line and column of an offset in the file. */
export function placeOfOffset(yaml: YamlFile, offset: number): Place {
  const { line, col } = yaml.lines.linePos(offset);
  return { file: yaml.file, line: Math.max(1, line), column: Math.max(1, col) };
}

/** Where the key of the value at `path` stands; a list's entry has no key, so where it begins. */
export function placeOfKey(yaml: YamlFile, path: Path): Place {
  const last = path.at(-1);
  if (last === undefined) return placeOfOffset(yaml, startOf(yaml.doc.contents) ?? 0);
  const pair = typeof last === "string" ? pairAt(yaml, path.slice(0, -1), last) : undefined;
  const offset = startOf(pair?.key) ?? startOf(nodeAt(yaml, path));
  return offset === undefined ? placeOfKey(yaml, path.slice(0, -1)) : placeOfOffset(yaml, offset);
}

/** Where the value at `path` stands; an empty one stands at its key. */
export function placeOfValue(yaml: YamlFile, path: Path): Place {
  const node = nodeAt(yaml, path);
  const offset = startOf(node);
  const empty = isScalar(node) && node.source === "" && node.type === "PLAIN";
  return offset === undefined || empty ? placeOfKey(yaml, path) : placeOfOffset(yaml, offset);
}

/** Where `part` first stands in the text at `path`; where it cannot be found, where the text begins. */
export function placeOfPart(yaml: YamlFile, path: Path, part: string): Place {
  const node = nodeAt(yaml, path);
  if (!isScalar(node) || !node.range) return placeOfValue(yaml, path);
  const found = yaml.source.slice(node.range[0], node.range[1]).indexOf(part);
  return found < 0 ? placeOfValue(yaml, path) : placeOfOffset(yaml, node.range[0] + found);
}

/**
 * The key whose unquoted text ended at a comma, when `key` is what was left over after it:
 * in `{ write: update a set b = 1, c = 2 }` the key `c = 2` is left over from `write`.
 */
export function cutFrom(yaml: YamlFile, path: Path, key: string): string | undefined {
  const map = nodeAt(yaml, path);
  if (!isMap(map) || !map.flow) return undefined;
  const index = map.items.findIndex((pair) => keyName(pair) === key);
  const before = map.items[index - 1];
  const leftOver = map.items[index];
  if (before === undefined || leftOver === undefined || !isNothing(leftOver.value)) return undefined;
  const plain = isScalar(before.value) && before.value.type === Scalar.PLAIN && !isNothing(before.value);
  return plain || isNothing(before.value) ? keyName(before) : undefined;
}

function isNothing(node: unknown): boolean {
  return node === null || node === undefined || (isScalar(node) && node.value === null);
}
