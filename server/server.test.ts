import { type EventEmitter, once } from "node:events";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { type Face, openFrontDoor } from "./server";
import { answerOf, ask, door, echo, lines, log, open } from "./testing-door";

describe("the front door", () => {
  it("answers /livez without asking anything", async () => {
    await open({ health: { drain: () => undefined, ready: () => Promise.reject(new Error("asked")) } });
    expect(await answerOf(ask("/livez"))).toMatchObject({ status: 200, body: "alive\n" });
  });

  it.each([
    [true, 200],
    [false, 503],
  ])("answers /readyz when ready is %s: %d, without details", async (ready, status) => {
    await open({ health: { drain: () => undefined, ready: async () => ready } });
    const answer = await answerOf(ask("/readyz"));
    expect(answer.status).toBe(status);
    expect(answer.body).toBe(ready ? "ready\n" : "not ready\n");
    expect(answer.headers["cache-control"]).toBe("private, no-store");
  });

  it("is not ready before its pages are, though it listens", async () => {
    let early = 0;
    const pages = async ({ port }: { port: number }) => {
      early = (await fetch(`http://127.0.0.1:${port}/readyz`)).status;
      return echo;
    };
    await open({ pages });
    expect(early).toBe(503);
    expect((await answerOf(ask("/readyz"))).status).toBe(200);
  });

  it.each(["/_next/image", "/_next/image?url=%2Fx.png&w=64&q=75"])(
    "has no image optimiser at %s",
    async (path) => {
      await open();
      expect((await answerOf(ask(path))).status).toBe(404);
    },
  );

  it("hands pages a request id that no client chose, and says it in the answer", async () => {
    await open();
    const answer = await answerOf(ask("/data", { "x-request-id": "forged" }));
    const seen = JSON.parse(answer.body)["x-request-id"];
    expect(seen).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.headers["x-request-id"]).toBe(seen);
  });

  it("turns away a foreign name that leads to this machine", async () => {
    await open();
    expect((await answerOf(ask("/", { host: "evil.example" }))).status).toBe(421);
    expect((await answerOf(ask("/", { host: "127.0.0.1:3000" }))).status).toBe(200);
  });

  it("takes the host of an address in full, and leads nowhere by it", async () => {
    await open({ face: async (asked, answer) => void answer.end(`${asked.headers.host} ${asked.url}`) });
    expect((await answerOf(ask("http://evil.example/a?b=c"))).status).toBe(421);
    const { port } = door ?? {};
    const own = await answerOf(ask(`http://127.0.0.1:${port}/a?b=c`, { host: "evil.example" }));
    expect(own).toMatchObject({ status: 200, body: `127.0.0.1:${port} /a?b=c` });
  });

  it.each(["*", "evil.example/x", "file:///etc/passwd", "http://", "/stop/%ff", "/%", "/%c0%af"])(
    "has nothing at %s",
    async (address) => {
      await open();
      expect((await answerOf(ask(address))).status).toBe(400);
      expect((await answerOf(ask("/a?b=%ff"))).status).toBe(200);
    },
  );

  it.each([
    ["%5B%22%22%2C%7B%7D%5D", 200],
    ["%5B%22%22%5D", 400],
    ["%00[", 400],
    ["%", 400],
  ])("takes %s for where a page stands: %d", async (state, status) => {
    await open();
    expect((await answerOf(ask("/", { "next-router-state-tree": state }))).status).toBe(status);
  });

  it("answers whoever asks for another protocol as everybody else", async () => {
    const face: Face = async (asked, answer) => {
      // As Next does at the first request, which then hears of upgrades and says nothing.
      if ("server" in asked.socket) (asked.socket.server as EventEmitter).on("upgrade", () => undefined);
      answer.end("read");
    };
    await open({ face });
    await answerOf(ask("/"));
    const asked = ask("/", { connection: "upgrade", upgrade: "websocket" });
    expect(await answerOf(asked)).toMatchObject({ status: 200, body: "read" });
  });

  it("answers 500 without a word of what broke", async () => {
    await open({ face: () => Promise.reject(new Error("secret")) });
    const answer = await answerOf(ask("/"));
    expect([answer.status, answer.body]).toEqual([500, "something went wrong\n"]);
  });

  it.each<[string, Face]>([
    ["streamed", async (_asked, answer) => void answer.write("nothing")],
    ["flushed first", async (_asked, answer) => answer.flushHeaders()],
    ["at once", async () => undefined],
  ])("tells a fault of a page in every language, without scripts: %s", async (_name, begin) => {
    await open({
      face: async (asked, answer) => {
        answer.statusCode = 500;
        answer.setHeader("content-type", "text/html; charset=utf-8");
        answer.setHeader("content-encoding", "gzip");
        answer.setHeader("content-length", "7");
        await begin(asked, answer);
        answer.end("nothing");
      },
    });
    const answer = await answerOf(ask("/terms"));
    expect(answer.status).toBe(500);
    expect(answer.headers["content-encoding"]).toBeUndefined();
    for (const words of ["The fault is ours", "Der Fehler liegt bei uns", 'lang="zh-Hant"'])
      expect(answer.body).toContain(words);
    expect(answer.body).toContain(answer.headers["x-request-id"]);
    // The form that was sent may have been saved before its page failed.
    expect(answer.body).not.toContain("Nothing of yours was changed");
    expect(answer.body).not.toMatch(/script|nothing/);
  });

  it("answers 503 where the database was away meanwhile, to people and to scripts of ours", async () => {
    await open({ awaySince: () => true, face: async (_asked, answer) => void answer.writeHead(500).end() });
    for (const headers of [{}, { rsc: "1" }] as Record<string, string>[]) {
      const { status, headers: said } = await answerOf(ask("/terms", headers));
      expect([status, said["retry-after"]]).toEqual([503, "5"]);
    }
  });

  it("tells one without a body too, and says nothing where all is well", async () => {
    await open({ face: async (asked, answer) => void answer.writeHead(asked.url === "/" ? 200 : 500).end() });
    expect((await answerOf(ask("/requests/copy/download"))).body).toContain("The fault is ours");
    expect((await answerOf(ask("/"))).body).toBe("");
  });

  it.each([
    [{ rsc: "1" }, "text/html"],
    [{}, "text/x-component"],
  ])("leaves the answer to a script of ours as it is (%j, %s)", async (headers, type) => {
    await open({
      face: async (_asked, answer) =>
        void answer.writeHead(500, { "content-type": type }).end("for the script"),
    });
    expect((await answerOf(ask("/terms", headers))).body).toBe("for the script");
  });

  it("says which port is taken, and what would help", async () => {
    const { port } = await open();
    const again = openFrontDoor({
      host: "127.0.0.1",
      port,
      publicUrl: undefined,
      trustedProxies: [],
      health: { drain: () => undefined, ready: async () => true },
      log,
      pages: async () => echo,
    });
    await expect(again).rejects.toThrow(`Port ${port} is taken. Choose another, such as PORT=${port + 1}.`);
  });

  it("refuses headers over its limit", async () => {
    await open();
    expect((await answerOf(ask("/", { "x-long": "x".repeat(20_000) }))).status).toBe(431);
  });

  it("logs the path without its query", async () => {
    await open();
    lines.length = 0;
    await answerOf(ask("/data?secret=1"));
    expect(lines).toEqual([expect.objectContaining({ path: "/data", status: 200, method: "GET" })]);
  });

  it("lets a request in flight end when it closes, and takes no new one", async () => {
    let finish = () => undefined as unknown;
    let arrived = () => undefined as unknown;
    const here = new Promise<void>((resolve) => (arrived = resolve));
    await open({
      face: async (_asked, answer) => {
        arrived();
        await new Promise<void>((resolve) => (finish = resolve));
        answer.end("done");
      },
    });
    const slow = answerOf(ask("/"));
    await here;
    const closing = door?.close(60_000);
    const late = ask("/livez");
    await expect(once(late, "response")).rejects.toMatchObject({ code: "ECONNREFUSED" });
    finish();
    expect(await slow).toMatchObject({ status: 200, body: "done" });
    await closing;
  });

  it("gives up on somebody who reads nothing of the answer", async () => {
    let gone: Promise<unknown> = Promise.resolve();
    let asked = () => {};
    const begun = new Promise<void>((resolve) => {
      asked = resolve;
    });
    await open({
      silenceMs: 50,
      face: async (_asked, answer) => {
        gone = once(answer, "close");
        answer.write(Buffer.alloc(50_000_000, 0x20));
        asked();
      },
    });
    const reader = connect(door?.port ?? 0, "127.0.0.1").on("error", () => undefined);
    reader.pause().write("GET /terms HTTP/1.1\r\nhost: localhost\r\n\r\n");
    await begun;
    await gone;
    reader.destroy();
  });

  it("gives up on a request that does not end in time", async () => {
    await open({ face: () => new Promise(() => undefined) });
    const stuck = ask("/");
    const broken = once(stuck, "response");
    await once(stuck, "socket");
    await answerOf(ask("/livez"));
    await Promise.all([expect(broken).rejects.toThrow(), door?.close(10)]);
  });
});
