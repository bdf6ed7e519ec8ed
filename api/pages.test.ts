import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { html } from "./docs/html";
import { endpoints } from "./endpoints";
import { gpcSupport } from "./gpc-support";
import { openApiDocument, TAGS } from "./openapi/document";
import { PROBLEMS } from "./problems";
import { type TestApi, testApi } from "./testing";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const get = (path: string) => api.ask("GET", path, { key: null });

describe("the document", () => {
  it("is served without a key, as it is generated", async () => {
    const answer = await get("/api/v1/openapi.json");
    expect(answer.headers["content-type"]).toBe("application/json");
    expect(answer.json).toEqual(
      JSON.parse(JSON.stringify(openApiDocument({ publicUrl: "http://localhost:3000", endpoints }))),
    );
    expect(answer.json.openapi).toBe("3.1.0");
  });

  it.each(endpoints.map((one) => [`${one.method} ${one.path}`, one] as const))(
    "%s shows what is true",
    (_name, one) => {
      expect(Object.keys(TAGS)).toContain(one.tag);
      expect(one.idempotent).toBe(one.method === "post" && one.path !== "/decisions");
      if (one.body) expect(one.body.safeParse(one.example).error).toBeUndefined();
      for (const { schema, example } of Object.values(one.answers)) {
        expect(example === undefined).toBe(schema === null);
        if (schema) expect(schema.safeParse(example).error).toBeUndefined();
      }
    },
  );

  it("names every operation once", () => {
    const names = endpoints.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("every answer", () => {
  it("is kept by nobody and framed by nobody, and asks for https where that is ours", async () => {
    const answer = await get("/api/v1/nothing");
    expect(answer.headers).toMatchObject({
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    });
    expect(answer.headers["strict-transport-security"]).toBeUndefined();
    const { house } = api;
    const secure = { ...house, settings: { ...house.settings, publicUrl: "https://privacy.brand.example" } };
    const other = await testApi({ house: secure });
    const told = await other.ask("GET", "/api/v1/nothing");
    expect(told.headers["strict-transport-security"]).toMatch(/max-age=\d{8}/);
    await other.close();
  });
});

describe("addresses that programs know by themselves", () => {
  it("tell whom to tell of a hole in the wall, and where sign-in is changed", async () => {
    const security = await get("/.well-known/security.txt");
    expect([security.status, security.headers["content-type"]]).toEqual([200, "text/plain; charset=utf-8"]);
    expect(security.text).toMatch(/^Contact: /);
    const change = await get("/.well-known/change-password");
    expect([change.status, change.headers.location]).toEqual([303, "/account"]);
  });

  it("say that the browser's signal is followed, where the brand marks what it turns off", async () => {
    const gpc = await get("/.well-known/gpc.json");
    expect([gpc.status, gpc.headers["content-type"]]).toEqual([200, "application/json"]);
    expect(gpc.headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    });
    expect(gpc.json).toEqual({ gpc: true, lastUpdate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
    const { brand } = api.house;
    const purposes = brand.purposes.map(({ signal: _, ...one }) => one);
    expect(JSON.parse(String(gpcSupport({ brand: { ...brand, purposes } }).bytes))).toMatchObject({
      gpc: false,
    });
  });

  it.each([
    ["POST", "/.well-known/gpc.json", 405],
    ["GET", "/.well-known/nothing", 404],
    ["POST", "/.well-known/security.txt", 405],
    ["GET", "/stop/token", 404],
  ])("%s %s: %d", async (method, path, status) => {
    expect((await api.ask(method, path, { key: null })).status).toBe(status);
  });
});

describe("the pages", () => {
  const paths = ["/docs", "/problems", ...Object.keys(PROBLEMS).map((name) => `/problems/${name}`)];
  it.each(paths)("%s lets in its own style and nothing else", async (path) => {
    const { status, headers, text } = await get(`/api/v1${path}`);
    expect([status, headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    const style = /<style>(.*?)<\/style>/s.exec(text)?.[1] ?? "";
    const hash = createHash("sha256").update(style).digest("base64");
    expect(headers["content-security-policy"]).toContain(`style-src 'sha256-${hash}'`);
    expect(headers["content-security-policy"]).toMatch(/^default-src 'none'/);
    expect(text).not.toMatch(/<script|<link|<img|style="|@import|url\(| on\w+="/);
    expect(text.match(/<h1>/g)).toHaveLength(1);
  });

  it("lead somewhere with each of their links", async () => {
    const { text } = await get("/api/v1/docs");
    const ids = new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => `#${id}`));
    for (const [, href = ""] of text.matchAll(/href="([^"]+)"/g)) {
      if (href.startsWith("#")) expect(ids).toContain(href);
      else expect([href, (await get(href)).status]).toEqual([href, 200]);
    }
  });

  it("show every call with its example", async () => {
    const { text } = await get("/api/v1/docs");
    for (const { path, summary } of endpoints) {
      expect(text).toContain(html`<code>/api/v1${path}</code>`.text);
      expect(text).toContain(html`${summary}`.text);
    }
  });

  it("are where the type of a refusal leads", async () => {
    const refused = await get("/api/v1/nothing");
    const page = await get(new URL(String(refused.json.type)).pathname);
    expect(page.text).toContain(PROBLEMS["not-found"].meaning);
  });

  it.each(["nothing", "constructor", "__proto__"])("know no refusal named %s", async (name) => {
    expect((await get(`/api/v1/problems/${name}`)).status).toBe(404);
  });

  it("escape what is put into them", () => {
    expect(html`<b>${"<i>\"&'"}</b>${[html`<u>`, 1, null]}`.text).toBe(
      "<b>&lt;i&gt;&quot;&amp;&#39;</b><u>1",
    );
  });
});
