import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Endpoint } from "./endpoint";
import { endpoints } from "./endpoints";
import { refusalNames } from "./openapi/operation";
import type { Json } from "./openapi/schemas";
import { PROBLEMS, type ProblemName } from "./problems";
import { type TestAnswer, type TestApi, testApi } from "./testing";
import { fromSchema, hostileText, spoiled } from "./testing-fuzz";

/** All requests together; a fixed seed, so that a run that fails fails again. */
const REQUESTS = 4_000;
const SEED = 20_261_121;

let api: TestApi;
let document: Json;
/** Somebody whom the requests can meet, an endpoint of webhooks, and what it is to hear of. */
const known = { customer: "", endpoint: "", event: "" };
beforeAll(async () => {
  api = await testApi();
  api.house.settings.allowPrivateHosts = ["mail.brand.example:443"];
  const first = async (path: string) => {
    const body = endpoints.find((one) => one.path === path && one.method === "post")?.example;
    const headers = { "idempotency-key": "first" };
    return (await api.ask("POST", `/api/v1${path}`, { body, headers })).json;
  };
  known.endpoint = String((await first("/webhook-endpoints")).id);
  known.customer = String(((await first("/choices")).customer as { id?: string } | undefined)?.id);
  const heard = await api.ask("GET", `/api/v1/webhook-endpoints/${known.endpoint}/deliveries`);
  known.event = String((heard.json.deliveries as { event: string }[])[0]?.event);
  document = (await api.ask("GET", "/api/v1/openapi.json")).json;
});
afterAll(() => api.close());

interface Asked {
  path: string;
  body: string | Buffer | undefined;
  headers: Record<string, string>;
}

const operationOf = ({ path, method }: Endpoint) =>
  (document.paths as Record<string, Record<string, Json>>)[path]?.[method] ?? {};
const componentsOf = () => (document.components as { schemas: Json }).schemas;

/** Bodies that are right, nearly right, another shape of JSON, and no JSON at all. */
function bodies(endpoint: Endpoint): fc.Arbitrary<string | Buffer | undefined> {
  if (!endpoint.body) return fc.constant(undefined);
  const content = (operationOf(endpoint).requestBody as { content: Record<string, { schema: Json }> })
    .content;
  const right = fromSchema(content["application/json"]?.schema ?? {}, componentsOf());
  return fc.oneof(
    { weight: 4, arbitrary: right.map(toJson) },
    { weight: 4, arbitrary: right.chain(spoiled).map(toJson) },
    { weight: 1, arbitrary: fc.constant(toJson(exampleOf(endpoint))) },
    { weight: 2, arbitrary: spoiled(exampleOf(endpoint)).map(toJson) },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: hostileText },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "[".repeat(50_000),
        `{"a":${"[".repeat(30)}${"]".repeat(30)}}`,
        "x".repeat(300_000),
      ),
    },
  );
}

/** A lone half of a character is written as an escape, which is how JSON carries it. */
const toJson = (value: unknown) => JSON.stringify(value) ?? "null";

/** The example of the document; where it names an event, one that there is. */
const exampleOf = ({ path, example }: Endpoint): unknown =>
  path === "/obeyed" ? { ...(example as object), event: known.event, at: new Date().toISOString() } : example;

const meant = (path: string) => (path.startsWith("/webhook-endpoints") ? known.endpoint : known.customer);

const paths = ({ path }: Endpoint) =>
  fc
    .tuple(
      fc.constantFrom(meant(path), meant(path), "019a0000-0000-7000-8000-000000000001", null),
      hostileText,
    )
    .map(([id, text]) => {
      const shown = id ?? encodeURIComponent(text.toWellFormed() || "x");
      return path.replaceAll(/\{\w+\}/g, /^\.{1,2}$/.test(shown) ? "x" : shown);
    });

interface Parameter {
  in: string;
  name: string;
  schema: Json;
}

/** Parameters as the document has them, or whatever. */
const queries = (endpoint: Endpoint): fc.Arbitrary<string> => {
  const listed = ((operationOf(endpoint).parameters ?? []) as Parameter[]).filter(
    (one) => one.in === "query",
  );
  const right = listed.map(({ name, schema }) =>
    fc.tuple(fc.constant(name), fromSchema(schema, componentsOf()).map(String)),
  );
  const names = [...listed.map(({ name }) => name), "unknown", "__proto__"];
  const wrong = fc.tuple(fc.constantFrom(...names), hostileText);
  const pairs = fc.oneof(
    { weight: 3, arbitrary: right.length > 0 ? fc.oneof(...right).map((pair) => [pair]) : fc.constant([]) },
    { weight: 1, arbitrary: fc.array(fc.oneof(...right, wrong), { maxLength: 3 }) },
  );
  return pairs.map((all) =>
    all.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join("&"),
  );
};

const headers = ({ idempotent }: Endpoint) =>
  fc.record({
    type: often("application/json", "text/plain", "application/json; charset=latin1", ""),
    encoding: often("", "gzip", "identity", "br, gzip"),
    repeat: idempotent
      ? fc.oneof(fc.uuid(), fc.constantFrom("same", '"quoted"', "", "two words"))
      : fc.constant(""),
  });

/** The first far more often than the others. */
const often = (first: string, ...rest: string[]) =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(first) }, { weight: 1, arbitrary: fc.constantFrom(...rest) });

const requests = (endpoint: Endpoint): fc.Arbitrary<Asked> =>
  fc
    .record({
      path: paths(endpoint),
      query: fc.oneof(
        { weight: endpoint.query ? 1 : 6, arbitrary: fc.constant("") },
        { weight: 2, arbitrary: queries(endpoint) },
      ),
      body: bodies(endpoint),
      head: headers(endpoint),
    })
    .map(({ path, query, body, head }) => ({
      path: `/api/v1${path}${query ? `?${query}` : ""}`,
      body,
      headers: {
        "content-type": head.type,
        "content-encoding": head.encoding,
        "idempotency-key": head.repeat,
      },
    }));

function judge(endpoint: Endpoint, { status, json, headers: told, text }: TestAnswer): void {
  expect(status, text).toBeLessThan(500);
  const documented = operationOf(endpoint).responses as Record<string, Json>;
  expect(Object.keys(documented), text).toContain(String(status));
  const described = endpoint.answers[status];
  if (described) {
    if (described.schema) expect(described.schema.safeParse(json).error, text).toBeUndefined();
    return;
  }
  expect(told["content-type"]).toBe("application/problem+json");
  const name = String(json.type).split("/").at(-1) as ProblemName;
  expect(refusalNames(endpoint), text).toContain(name);
  expect(json.status).toBe(PROBLEMS[name].status);
}

describe("whatever is sent", () => {
  const each = Math.ceil(REQUESTS / Math.max(endpoints.length, 1));
  it.each(endpoints.map((one) => [`${one.method} ${one.path}`, one] as const))(
    "%s answers as its document says",
    { timeout: 60_000 },
    async (_name, endpoint) => {
      const seen = new Map<number, number>();
      const holds = fc.asyncProperty(requests(endpoint), async ({ path, ...asked }) => {
        const answer = await api.ask(endpoint.method.toUpperCase(), path, asked);
        judge(endpoint, answer);
        seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
      });
      await fc.assert(holds, { numRuns: each, seed: SEED, endOnFailure: true });
      expect(({} as { admin?: unknown; a?: unknown }).a).toBeUndefined();
      // A fuzz that meets only refusals tests the refusals alone.
      const [good] = Object.keys(endpoint.answers).map(Number);
      expect([...seen.keys()]).toEqual(expect.arrayContaining([good, 422]));
    },
  );

  it("still serves afterwards", async () => {
    expect((await api.ask("GET", "/api/v1/openapi.json")).status).toBe(200);
  });
});
