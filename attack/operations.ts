import { randomUUID } from "node:crypto";
import type { Target } from "./target";

/** One call that the API's own document names. */
export interface Operation {
  method: string;
  /** With parameters in braces, from the root of the site. */
  path: string;
  example: unknown;
  query: string[];
}

interface Described {
  requestBody?: { content?: Record<string, { example?: unknown }> };
  parameters?: { name?: string; in?: string }[];
}

export const ALL_SCOPES = [
  ...["decisions", "choices:read", "choices:write", "uses:write"],
  ...["links:write", "customers", "webhooks", "obeyed:write"],
];

const BASE = "/api/v1";

export async function operationsOf(target: Target): Promise<Operation[]> {
  const { text } = await target.guest().get(`${BASE}/openapi.json`);
  const { paths }: { paths: Record<string, Record<string, Described>> } = JSON.parse(text);
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { requestBody, parameters = [] }]) => ({
      method: method.toUpperCase(),
      path: BASE + path,
      example: Object.values(requestBody?.content ?? {})[0]?.example,
      query: parameters.flatMap((one) => (one.in === "query" && one.name ? [one.name] : [])),
    })),
  );
}

export const isWrite = ({ method }: Operation): boolean => method !== "GET";

/** The path with something in the place of each parameter. */
export const pathWith = ({ path }: Operation, id: string = randomUUID()): string =>
  path.replaceAll(/\{\w+\}/g, encodeURIComponent(id));

/** Where one text was put, the path and the body that hold it. */
export type Planted = [where: string, path: string, body: string | undefined];

/** The example of a call with a text in the place of each of its texts and names in turn, and of what its address holds. */
export function bodiesOf(operation: Operation, text: unknown): Planted[] {
  const { example, query, path } = operation;
  const plain = pathWith(operation);
  const said = example === undefined ? undefined : JSON.stringify(example);
  const planted: Planted[] = leavesOf(example).map((at) => [
    at.join("."),
    plain,
    JSON.stringify(withText(example, at, text)),
  ]);
  for (const name of query) planted.push([`?${name}`, `${plain}?${name}=${escaped(asText(text))}`, said]);
  if (path.includes("{"))
    planted.push(["the path", pathWith(operation, wellFormed(asText(text)) || "x"), said]);
  return planted;
}

const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
const wellFormed = (text: string) => text.toWellFormed();
const escaped = (text: string) => encodeURIComponent(wellFormed(text));

type Json = Record<string, unknown>;
const isHolder = (value: unknown): value is Json => typeof value === "object" && value !== null;

/** The way to every value of a body. */
function leavesOf(value: unknown, at: string[] = []): string[][] {
  if (!isHolder(value)) return value === undefined ? [] : [at];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, [...at, name]));
}

function withText(value: unknown, [name, ...more]: string[], text: unknown): unknown {
  if (name === undefined) return text;
  if (Array.isArray(value))
    return value.map((one, n) => (String(n) === name ? withText(one, more, text) : one));
  return isHolder(value) ? { ...value, [name]: withText(value[name], more, text) } : text;
}
