import type { Endpoint } from "../endpoint";
import { PROBLEMS } from "../problems";
import { termsOperation } from "../terms";
import { operation } from "./operation";
import { FIXED_HEADERS, FIXED_SCHEMAS } from "./parts";
import { type Json, Schemas } from "./schemas";

/** The chapters of the document; an endpoint names one of these as its tag. */
export const TAGS: Readonly<Record<string, string>> = {
  Decisions: "Ask before data is used. Unknown means no.",
  Choices: "What customers decided, for each purpose and channel, and the history behind it.",
  Uses: "Say what was done with data, so that customers can see it.",
  Links: "Links for messages: stop, why, and to the customer's own pages.",
  Webhooks: "Hear of every change at once, and say that it is obeyed.",
  Customers: "Find customers, and keep what leads to them in step with your systems.",
  Terms: "What is in force, and every version before it. Open to all.",
};

const DESCRIPTION = `Systems ask here before they use a customer's data, and say here what they did.

Every request carries a key, \`Authorization: Bearer frt_…\`. Texts are UTF-8, times are UTC as RFC 3339 has them, names are in snake_case. Refusals are \`application/problem+json\` (RFC 9457) with a \`type\` that never changes.`;

/** The OpenAPI 3.1 document of these endpoints, from the schemas that parse their requests. */
export function openApiDocument(of: { publicUrl: string; endpoints: readonly Endpoint[] }): Json {
  const schemas = new Schemas();
  const paths: Record<string, Json> = {};
  for (const endpoint of of.endpoints) {
    const { path, method } = endpoint;
    paths[path] = { ...paths[path], [method]: operation(endpoint, { schemas, publicUrl: of.publicUrl }) };
  }
  paths["/terms"] = { get: termsOperation({ schemas, publicUrl: of.publicUrl }) };
  const repeats = of.endpoints.some(({ idempotent }) => idempotent);
  const { Replayed, ...headers } = FIXED_HEADERS;
  const used = new Set([...of.endpoints.map(({ tag }) => tag), "Terms"]);
  return {
    openapi: "3.1.0",
    info: {
      title: "Forthright API",
      version: "1.0.0",
      description: DESCRIPTION,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: `${of.publicUrl}/api/v1` }],
    security: [{ key: [] }],
    tags: [...used].map((name) => ({ name, description: TAGS[name] ?? name })),
    paths,
    components: {
      securitySchemes: {
        key: {
          type: "http",
          scheme: "bearer",
          description:
            "A key of the brand's systems. The roles that an operation lists are the scopes it needs.",
        },
      },
      headers: repeats ? { ...headers, Replayed } : headers,
      schemas: { ...Object.fromEntries(schemas.components), ...FIXED_SCHEMAS },
    },
    "x-problems": Object.entries(PROBLEMS).map(([name, { status, title }]) => ({ name, status, title })),
  };
}
