import type { ZodType, z } from "zod";
import { type Fault, Problem, pointerTo } from "./problem";

interface Schemas<B extends ZodType, Q extends ZodType, P extends ZodType> {
  body?: B;
  query?: Q;
  params?: P;
}

interface Parsed<B extends ZodType, Q extends ZodType, P extends ZodType> {
  body: z.output<B>;
  query: z.output<Q>;
  params: z.output<P>;
}

/** Parses body, query and path together. @throws Problem `invalid` that names every place that is wrong. */
export function parseWith<B extends ZodType, Q extends ZodType, P extends ZodType>(
  schemas: Schemas<B, Q, P>,
  raw: { body: unknown; query: unknown; params: unknown },
): Parsed<B, Q, P> {
  const faults: Fault[] = [];
  const parsed = {
    body: parse({ schema: schemas.body, value: raw.body, at: "", faults }),
    query: parse({ schema: schemas.query, value: raw.query, at: "/query", faults }),
    params: parse({ schema: schemas.params, value: raw.params, at: "/path", faults }),
  };
  if (faults.length > 0) throw new Problem("invalid", { errors: faults.slice(0, MOST_FAULTS) });
  return parsed;
}

const MOST_FAULTS = 20;

function parse<S extends ZodType>(one: {
  schema: S | undefined;
  value: unknown;
  at: string;
  faults: Fault[];
}): z.output<S> {
  const { schema, value, at, faults } = one;
  if (!schema) {
    refuseExtra(value, at, faults);
    return undefined as z.output<S>;
  }
  const result = schema.safeParse(value, { error: sayNearest });
  if (result.success) return result.data;
  for (const issue of result.error.issues) gather(issue, at, faults);
  return undefined as z.output<S>;
}

/** An endpoint without a query takes none; the path is matched by its address. */
function refuseExtra(value: unknown, at: string, faults: Fault[]): void {
  if (at !== "/query" || typeof value !== "object" || value === null) return;
  for (const key of Object.keys(value))
    faults.push({ pointer: at + pointerTo([key]), detail: "unknown parameter" });
}

type Issue = z.core.$ZodIssue;

/** Of a union the option that came nearest speaks; all others would only confuse. */
function gather(issue: Issue, at: string, faults: Fault[]): void {
  const pointer = at + pointerTo(issue.path);
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const nearest = [...issue.errors].sort((a, b) => a.length - b.length)[0] ?? [];
    if (
      nearest.length > 0 &&
      issue.errors.length <= 8 &&
      nearest.every((inner) => inner.path.length > 0 || inner.code === "unrecognized_keys")
    ) {
      for (const inner of nearest) gather(inner, pointer, faults);
      return;
    }
  }
  if (issue.code !== "unrecognized_keys") {
    faults.push({ pointer, detail: issue.message });
    return;
  }
  for (const key of issue.keys) faults.push({ pointer: pointer + pointerTo([key]), detail: issue.message });
}

/** Zod's own words, but for an unknown key: that one is told which key may have been meant. */
function sayNearest(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== "unrecognized_keys") return undefined;
  const known = knownKeys(issue.inst);
  const nearest = known
    .map((key) => ({ key, away: distance(key, issue.keys[0] ?? "") }))
    .sort((a, b) => a.away - b.away)[0];
  if (nearest && nearest.away <= Math.max(2, nearest.key.length / 3))
    return `unknown key; did you mean “${nearest.key}”?`;
  return known.length > 0 && known.length <= 12
    ? `unknown key; known are ${known.join(", ")}`
    : "unknown key";
}

function knownKeys(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null || !("shape" in schema)) return [];
  return Object.keys(schema.shape ?? {});
}

/** How many single changes make one word the other; long words are not worth counting. */
export function distance(one: string, other: string): number {
  if (other.length > 60) return other.length;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (let j = 0; j < other.length; j += 1) {
      const same = letter === other[j] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + same, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
