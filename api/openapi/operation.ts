import type { ZodType } from "zod";
import type { Endpoint } from "../endpoint";
import { PROBLEMS, type ProblemName } from "../problems";
import { IDEMPOTENCY_KEY } from "./parts";
import type { Json, Schemas } from "./schemas";

interface Making {
  schemas: Schemas;
  publicUrl: string;
}

/** One operation of the document. */
export function operation(endpoint: Endpoint, making: Making): Json {
  const { operationId, tag, summary, description, scope } = endpoint;
  const parameters = parametersOf(endpoint, making);
  const body = bodyOf(endpoint, making);
  return {
    operationId,
    tags: [tag],
    summary,
    ...(description ? { description } : {}),
    security: [{ key: [scope] }],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: body } : {}),
    responses: { ...answersOf(endpoint, making), ...refusalsOf(endpoint, making) },
  };
}

function parametersOf(endpoint: Endpoint, { schemas }: Making): Json[] {
  const listed = (schema: ZodType | undefined, place: "path" | "query"): Json[] => {
    if (!schema) return [];
    const { properties = {}, required = [] } = schemas.of(schema, "input") as {
      properties?: Record<string, Json>;
      required?: string[];
    };
    return Object.entries(properties).map(([name, { description, ...rest }]) => ({
      name,
      in: place,
      required: place === "path" || required.includes(name),
      ...(description ? { description } : {}),
      schema: rest,
    }));
  };
  const key = endpoint.idempotent ? [IDEMPOTENCY_KEY] : [];
  return [...listed(endpoint.params, "path"), ...listed(endpoint.query, "query"), ...key];
}

function bodyOf(endpoint: Endpoint, { schemas }: Making): Json | null {
  if (!endpoint.body) return null;
  const schema = schemas.of(endpoint.body, "input");
  const example = endpoint.example === undefined ? {} : { example: endpoint.example };
  return { required: true, content: { "application/json": { schema, ...example } } };
}

const ref = (name: string) => ({ $ref: `#/components/headers/${name}` });
const COUNTED = { RateLimit: ref("RateLimit"), "RateLimit-Policy": ref("RateLimitPolicy") };

function answersOf(endpoint: Endpoint, { schemas }: Making): Record<string, Json> {
  const headers = {
    "X-Request-Id": ref("RequestId"),
    ...COUNTED,
    ...(endpoint.idempotent ? { "Idempotency-Replayed": ref("Replayed") } : {}),
  };
  const made = Object.entries(endpoint.answers).map(([status, { description, schema, example }]) => {
    const shown = example === undefined ? {} : { example };
    const content = schema
      ? { content: { "application/json": { schema: schemas.of(schema, "output"), ...shown } } }
      : {};
    return [status, { description, headers, ...content }];
  });
  return Object.fromEntries(made);
}

/** Every refusal that an endpoint of its kind may give, and those it names. */
export function refusalNames(endpoint: Endpoint): ProblemName[] {
  const names: ProblemName[] = ["unauthorized", "scope-missing", "invalid", "rate-limited", "unavailable"];
  if (endpoint.body) names.push("not-json", "too-slow", "too-large", "unsupported-media-type");
  if (endpoint.idempotent) names.push("idempotency-key-missing", "in-flight", "key-reused");
  names.push(...(endpoint.problems ?? []));
  return [...new Set(names)];
}

function refusalsOf(endpoint: Endpoint, { publicUrl }: Making): Record<string, Json> {
  const byStatus = new Map<number, ProblemName[]>();
  for (const name of refusalNames(endpoint)) {
    const { status } = PROBLEMS[name];
    byStatus.set(status, [...(byStatus.get(status) ?? []), name]);
  }
  const made = [...byStatus].sort(([a], [b]) => a - b);
  return Object.fromEntries(made.map(([status, names]) => [String(status), refusal(names, publicUrl)]));
}

/** How one status tells these refusals. */
export function refusal(names: readonly ProblemName[], publicUrl: string): Json {
  const waits = names.some((name) => "retryAfter" in PROBLEMS[name]);
  const examples = names.map((name) => {
    const { status, title } = PROBLEMS[name];
    const type = `${publicUrl}/api/v1/problems/${name}`;
    const value = { type, title, status, instance: "urn:uuid:019a0000-0000-7000-8000-000000000001" };
    return [name, { summary: title, value }];
  });
  return {
    description: names.map((name) => `${PROBLEMS[name].title}.`).join(" "),
    headers: { "X-Request-Id": ref("RequestId"), ...(waits ? { "Retry-After": ref("RetryAfter") } : {}) },
    content: {
      "application/problem+json": {
        schema: { $ref: "#/components/schemas/Problem" },
        examples: Object.fromEntries(examples),
      },
    },
  };
}
