import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandContext, createApiKey, revokeApiKey } from "@/domain/api-keys";
import { type TestApi, testApi } from "./testing";
import { batch, echo, readOne } from "./testing-endpoints";

let api: TestApi;
beforeAll(async () => {
  api = await testApi({ endpoints: [echo, batch, readOne] });
});
afterAll(() => api.close());

const ID = "019a0000-0000-7000-8000-000000000001";
const post = (body: unknown, headers: Record<string, string> = {}) =>
  api.ask("POST", "/api/v1/echo", { body, headers });

describe("who may call", () => {
  it.each<[string, string | null]>([
    ["no key", null],
    ["another text", "secret"],
    ["an unknown key", `frt_abcdefgh_${"x".repeat(43)}`],
  ])("refuses %s with 401 and says how to come", async (_name, key) => {
    const answer = await api.ask("POST", "/api/v1/echo", { key, body: {} });
    expect(answer.status).toBe(401);
    expect(answer.headers["www-authenticate"]).toMatch(/^Bearer/);
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    expect(answer.json).toMatchObject({
      status: 401,
      type: expect.stringMatching(/problems\/unauthorized$/),
    });
  });

  it("refuses a key that lacks the scope, and names the scope", async () => {
    const key = await api.makeKey(["choices:read"]);
    const answer = await api.ask("POST", "/api/v1/echo", { key, body: {} });
    expect(answer.status).toBe(403);
    expect(answer.json).toMatchObject({ scope: "uses:write" });
  });

  it("refuses a revoked key like an unknown one", async () => {
    const ctx = await commandContext(api.house);
    const made = await createApiKey(ctx, { name: "Soon gone", scopes: ["uses:write"] });
    expect((await api.ask("POST", "/api/v1/echo", { key: made.secret, body: {} })).status).toBe(200);
    await revokeApiKey(ctx, { id: made.key.id });
    expect((await api.ask("POST", "/api/v1/echo", { key: made.secret, body: {} })).status).toBe(401);
  });

  it("tells the handler who acts, when by the database's clock", async () => {
    const { json } = await post({});
    expect(json.actor).toBe("api_key");
    const { rows } = await api.house.db.pool.query("select clock_timestamp() as now");
    expect(Math.abs(Date.parse(String(json.now)) - rows[0].now.getTime())).toBeLessThan(5_000);
  });
});

describe("addresses", () => {
  it.each([
    ["GET", "/api/v1/nothing", 404],
    ["GET", "/api/v1", 404],
    ["GET", "/api/v1/echo", 405],
    ["DELETE", "/api/v1/echo", 405],
    ["TRACE", "/api/v1/echo", 405],
    ["GET", "/api/v1/customers/%00/choices", 422],
    ["GET", `/api/v1/customers/${ID}/choices/`, 404],
    ["GET", "/elsewhere", 404],
  ])("%s %s: %d", async (method, path, status) => {
    expect((await api.ask(method, path)).status).toBe(status);
  });

  it("lists the methods that an address takes", async () => {
    expect((await api.ask("PUT", "/api/v1/echo")).headers.allow).toBe("POST");
    expect((await api.ask("POST", `/api/v1/customers/${ID}/choices`)).headers.allow).toBe("GET, HEAD");
  });

  it("answers HEAD as GET, without a body", async () => {
    const head = await api.ask("HEAD", `/api/v1/customers/${ID}/choices`);
    expect([head.status, head.text]).toEqual([200, ""]);
    expect(Number(head.headers["content-length"])).toBeGreaterThan(10);
  });

  it("logs which address, never whose", async () => {
    api.lines.length = 0;
    await api.ask("GET", `/api/v1/customers/${ID}/choices?limit=7`);
    expect(api.lines).toEqual([expect.objectContaining({ status: 200, requestId: expect.any(String) })]);
    expect(JSON.stringify(api.lines)).not.toMatch(/frt_|limit/);
  });
});

describe("queries", () => {
  const read = (query: string) => api.ask("GET", `/api/v1/customers/${ID}/choices${query}`);
  it.each([
    ["", 200, undefined],
    ["?limit=200", 200, undefined],
    ["?limit=201", 422, "/query/limit"],
    ["?limit=0", 422, "/query/limit"],
    ["?limit=1&limit=2", 422, "/query/limit"],
    ["?limt=3", 422, "/query/limt"],
    ["?__proto__=3", 422, "/query/__proto__"],
    ["?limit=%00", 422, "/query/limit"],
    ["?limit=%F0%28", 422, "/query/limit"],
  ])("%s: %d %s", async (query, status, pointer) => {
    const answer = await read(query);
    expect(answer.status).toBe(status);
    if (pointer) expect(answer.json.errors).toMatchObject([{ pointer }]);
  });

  it("points into the address", async () => {
    const answer = await api.ask("GET", "/api/v1/customers/nobody/choices");
    expect(answer.json.errors).toMatchObject([{ pointer: "/path/id" }]);
  });

  it("takes no query where none is known", async () => {
    const answer = await api.ask("POST", "/api/v1/echo?dry=1", { body: {} });
    expect(answer.json.errors).toMatchObject([{ pointer: "/query/dry" }]);
  });
});

describe("bodies", () => {
  it.each([
    [undefined, 415],
    ["text/plain", 415],
    ["application/x-www-form-urlencoded", 415],
    ["application/json; charset=utf-16", 415],
    ["application/json", 200],
    ["Application/JSON; charset=UTF-8", 200],
  ])("of type %s: %d", async (type, status) => {
    const headers: Record<string, string> = type ? { "content-type": type } : { "content-type": "" };
    expect((await post("{}", headers)).status).toBe(status);
  });

  it("are never unpacked", async () => {
    const answer = await post(gzipSync(Buffer.alloc(1_000_000)), { "content-encoding": "gzip" });
    expect(answer.status).toBe(415);
    expect(answer.headers["accept-encoding"]).toBe("identity");
  });

  it.each<[string, string | Buffer]>([
    ["nothing", ""],
    ["half of it", '{"a":'],
    ["bytes that are no UTF-8", Buffer.from([0x7b, 0xff, 0x7d])],
    ["half a character in three bytes", Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ["a hundred thousand lists in lists", "[".repeat(100_000) + "]".repeat(100_000)],
    ["21 lists in lists", "[".repeat(21) + "]".repeat(21)],
    ["501 members", JSON.stringify(Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`k${i}`, i])))],
  ])("that are %s: 400", async (_name, body) => {
    const answer = await post(body);
    expect([answer.status, answer.json.type]).toEqual([400, expect.stringMatching(/not-json$/)]);
  });

  it("may begin with a byte order mark", async () => {
    expect((await post("\ufeff{}")).status).toBe(200);
  });

  it.each([
    ['{"purpose":"a\\u0000b"}', "/purpose"],
    ['{"purpose":"a\\ud800b"}', "/purpose"],
    ['{"purpose":"\\u001b[2J"}', "/purpose"],
    ['{"items":[{"name":"ok"},{"name":"\\u0000"}]}', "/items/1/name"],
    ['{"__proto__":{"admin":true}}', "/__proto__"],
    ['{"items":[{"name":"a","constructor":{"prototype":{"admin":true}}}]}', "/items/0/constructor"],
    ['{"purpos":"a"}', "/purpos"],
    ['{"channel":"pigeon"}', "/channel"],
    ['{"items":[{"name":7}]}', "/items/0/name"],
    ['{"customer":{"email":7}}', "/customer/email"],
    ["[]", ""],
    ["null", ""],
  ])("%s: 422 at %s", async (body, pointer) => {
    const answer = await post(body);
    expect(answer.status).toBe(422);
    expect(answer.json.errors).toMatchObject([{ pointer }]);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it("names the key that was probably meant", async () => {
    const { json } = await post({ purpos: "offers" });
    expect(json.errors).toMatchObject([{ detail: expect.stringContaining("purpose") }]);
  });

  it("says every fault at once", async () => {
    const { json } = await post({ channel: "pigeon", items: [{ name: 1 }, {}] });
    expect(json.errors).toHaveLength(3);
  });

  it("never repeats a value that was sent", async () => {
    expect((await post({ channel: "ana@example.com" })).text).not.toContain("ana@example.com");
  });

  it("brings texts into composed form", async () => {
    const { json } = await post({ purpose: "Zoe\u0308\r\nx" });
    expect(json.body).toEqual({ purpose: "Zo\u00eb\nx" });
  });

  it.each([
    [256 * 1024, 200],
    [256 * 1024 + 1, 413],
  ])("of %d bytes, one request: %d", async (size, status) => {
    const around = JSON.stringify({ purpose: "" }).length;
    expect((await post({ purpose: "x".repeat(size - around) })).status).toBe(status);
  });

  it("are counted as they arrive, whatever was said of their length", async () => {
    const text = JSON.stringify(["x".repeat(5 * 1024 * 1024)]);
    const told = await api.ask("POST", "/api/v1/batch", { body: text });
    const untold = await api.ask("POST", "/api/v1/batch", {
      body: text,
      headers: { "transfer-encoding": "chunked", "content-length": "" },
    });
    expect([told.status, untold.status]).toEqual([413, 413]);
    expect((await api.ask("POST", "/api/v1/batch", { body: ["x".repeat(4_000_000)] })).status).toBe(200);
  });
});
