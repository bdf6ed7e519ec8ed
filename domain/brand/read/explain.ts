import type { z } from "zod";
import type { Problem } from "../problem";
import { allowedKeys } from "./allowed-keys";
import { nearest, suggest } from "./nearest";
import { cutFrom, nodeAt, type Path, placeOfKey, placeOfValue, valueAt, type YamlFile } from "./yaml-file";

type Issue = z.core.$ZodIssue;

const KINDS: Record<string, string> = {
  string: "a text; put it in quotes",
  boolean: "true or false",
  int: "a whole number",
  number: "a number",
  array: "a list: [a, b]",
  object: "a map: { key: value }",
  record: "a map: { key: value }",
};

function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return "the file";
  if (typeof last === "string") return `\`${last}\``;
  return `entry ${last + 1} of ${nameOf(path.slice(0, -1))}`;
}

function wordFor(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  if (typeof value === "boolean") return "true or false";
  return typeof value === "number" ? "a number" : "a text";
}

function unknownKey(
  yaml: YamlFile,
  path: Path,
  found: { key: string; known: string[] },
): Problem | undefined {
  const place = placeOfKey(yaml, [...path, found.key]);
  const cut = cutFrom(yaml, path, found.key);
  if (cut !== undefined) return cutProblem(yaml, path, { key: found.key, cut });
  const near = nearest(found.key, found.known);
  const right =
    near === undefined ? `the keys here are ${found.known.join(", ")}` : `did you mean \`${near}\`?`;
  return { ...place, message: `\`${found.key}\` is not a key here — ${right}` };
}

/** One message for a text that an unquoted comma cut, however many pieces it left. */
function cutProblem(yaml: YamlFile, path: Path, at: { key: string; cut: string }): Problem | undefined {
  if (cutFrom(yaml, path, at.cut) !== undefined) return undefined;
  const rest = at.key.length > 40 ? `${at.key.slice(0, 40)}…` : at.key;
  const message = `\`${at.cut}\` ends at the comma before “${rest}” — put the whole text in double quotes`;
  return { ...placeOfKey(yaml, [...path, at.key]), message };
}

/** An empty value that is really the rest of a text cut by a comma. */
function cutAt(yaml: YamlFile, path: Path): Problem[] | undefined {
  const key = String(path.at(-1));
  const cut = cutFrom(yaml, path.slice(0, -1), key);
  return cut === undefined
    ? undefined
    : [cutProblem(yaml, path.slice(0, -1), { key, cut })].flatMap((found) => found ?? []);
}

function wrongValue(yaml: YamlFile, path: Path, options: readonly unknown[]): Problem {
  const known = options.map(String);
  const found = valueAt(yaml.value, path);
  const shown =
    typeof found === "string" && found.length < 40 ? `cannot be \`${found}\`` : `is ${wordFor(found)}`;
  const word = typeof found === "string" ? found : "";
  return { ...placeOfValue(yaml, path), message: `${nameOf(path)} ${shown} — ${suggest(word, known, "")}` };
}

function isMissing(yaml: YamlFile, path: Path): boolean {
  return nodeAt(yaml, path) === undefined && valueAt(yaml.value, path) === undefined;
}

function wrongKind(yaml: YamlFile, path: Path, expected: string): Problem {
  const value = valueAt(yaml.value, path);
  const found = wordFor(value);
  const wanted = KINDS[expected] ?? expected;
  const right = value === null ? `${wanted.replace("; put it in quotes", "")}, or take the key out` : wanted;
  return { ...placeOfValue(yaml, path), message: `${nameOf(path)} is ${found} — write ${right}` };
}

function badKey(yaml: YamlFile, path: Path, issue: Issue & { code: "invalid_key" }): Problem | undefined {
  const key = String(path.at(-1));
  const inner = issue.issues[0]?.message ?? "is not a name that works here — choose another";
  return { ...placeOfKey(yaml, path), message: `\`${key}\` ${inner}` };
}

function badUnion(yaml: YamlFile, path: Path, issue: Issue & { code: "invalid_union" }): Problem[] {
  const inner = issue.errors.find((option) => option.some((one) => one.path.length > 0)) ?? [];
  const deeper = inner.filter((one) => one.path.length > 0);
  if (deeper.length === 0)
    return [{ ...placeOfValue(yaml, path), message: `${nameOf(path)} ${issue.message}` }];
  return deeper.flatMap((one) => explainIssue(yaml, undefined, { ...one, path: [...path, ...one.path] }));
}

/** What one zod issue means, in the words and at the place of the folder. */
export function explainIssue(yaml: YamlFile, schema: z.ZodType | undefined, issue: Issue): Problem[] {
  const path = issue.path.map((step) => (typeof step === "symbol" ? String(step) : step));
  if (issue.code === "unrecognized_keys") {
    const known = schema === undefined ? [] : allowedKeys(schema, (at) => valueAt(yaml.value, at), path);
    return issue.keys.flatMap((key) => unknownKey(yaml, path, { key, known }) ?? []);
  }
  const cut = valueAt(yaml.value, path) === null ? cutAt(yaml, path) : undefined;
  if (cut !== undefined) return cut;
  if (issue.code === "invalid_key") return [badKey(yaml, path, issue)].flatMap((found) => found ?? []);
  if (path.length > 0 && isMissing(yaml, path)) {
    const message = `${nameOf(path)} is missing — add it`;
    return [{ ...placeOfKey(yaml, path.slice(0, -1)), message }];
  }
  if (issue.code === "invalid_value") return [wrongValue(yaml, path, issue.values)];
  if (issue.code === "invalid_union" && "options" in issue && issue.options) {
    return [wrongValue(yaml, path, issue.options)];
  }
  if (issue.code === "invalid_union") return badUnion(yaml, path, issue);
  if (issue.code === "invalid_type") return [wrongKind(yaml, path, issue.expected)];
  return [{ ...placeOfValue(yaml, path), message: `${nameOf(path)} ${issue.message}` }];
}
