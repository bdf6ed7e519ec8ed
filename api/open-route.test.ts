import { afterEach, describe, expect, it } from "vitest";
import type { OpenCall, OpenRoute } from "./open-route";
import { type TestApi, testApi } from "./testing";

let api: TestApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

async function open(handler: OpenRoute["handler"]): Promise<TestApi> {
  api = await testApi({ openRoutes: [{ method: "POST", path: "/stop/:token", handler }] });
  return api;
}

const form = {
  key: null,
  body: "List-Unsubscribe=One-Click",
  headers: { "content-type": "Application/X-WWW-Form-Urlencoded" },
};

describe("a POST whose address carries what it may do", () => {
  it("comes without a key, with what was posted and from whom", async () => {
    const calls: OpenCall[] = [];
    const here = await open(async (call) => {
      calls.push(call);
      return { status: 303, headers: { location: "/stop/x" } };
    });
    const answer = await here.ask("POST", "/stop/a-token?x=1", form);
    expect([answer.status, answer.headers.location]).toEqual([303, "/stop/x"]);
    expect(calls[0]).toMatchObject({
      params: { token: "a-token" },
      contentType: "application/x-www-form-urlencoded",
      client: "127.0.0.1",
      requestId: answer.headers["x-request-id"],
    });
    expect(calls[0]?.bytes.toString()).toBe("List-Unsubscribe=One-Click");
    expect(JSON.stringify(here.lines)).not.toContain("a-token");
  });

  it.each<[string, Buffer, Record<string, string>, number]>([
    ["over 64 KB", Buffer.alloc(64 * 1024 + 1), {}, 413],
    ["compressed", Buffer.alloc(10), { "content-encoding": "gzip" }, 415],
  ])("%s is refused in words", async (_name, body, headers, status) => {
    const here = await open(async () => ({ status: 200 }));
    const answer = await here.ask("POST", "/stop/t", { key: null, body, headers });
    expect([answer.status, answer.headers["content-type"]]).toEqual([status, "text/plain; charset=utf-8"]);
    expect(answer.text).toMatch(/^The body is .+\.\n$/);
  });

  it("tells a fault of ours without a word of it", async () => {
    const here = await open(() => Promise.reject(new Error("secret")));
    const answer = await here.ask("POST", "/stop/t", form);
    expect([answer.status, answer.text]).toEqual([500, "The fault is ours.\n"]);
  });

  it.each(["GET", "HEAD", "PUT"])("is no %s: that is a page's", async (method) => {
    const here = await open(() => Promise.reject(new Error("asked")));
    expect((await here.ask(method, "/stop/t", { key: null })).headers["content-type"]).toBeUndefined();
  });
});
