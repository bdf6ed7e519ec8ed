import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { Face } from "./server";
import { answerOf, ask, door, open } from "./testing-door";

describe("when many come at once", () => {
  const ends: (() => void)[] = [];
  const face: Face = async (_asked, answer) => void ends.push(() => answer.end("drawn"));
  const begun = (count: number) => expect.poll(() => ends.length).toBe(count);
  const endAll = () => ends.splice(0).forEach((end) => void end());
  afterEach(endAll);

  it("tells those it cannot answer soon to come again, and takes them when there is room", async () => {
    await open({ crowd: { together: 2, most: 2, patienceMs: 50 }, face });
    const inside = [answerOf(ask("/")), answerOf(ask("/terms"))];
    await begun(2);
    const { status, headers, body } = await answerOf(ask("/choices"));
    expect([status, headers["retry-after"]]).toEqual([503, "2"]);
    expect(body).toContain("Nothing of yours was changed");
    endAll();
    await Promise.all(inside);
    const next = answerOf(ask("/choices"));
    await begun(1);
    endAll();
    expect((await next).body).toBe("drawn");
  });

  it("takes what somebody has done also when it is too late for the pages they came with", async () => {
    await open({ crowd: { together: 1, most: 1, patienceMs: 50, actPatienceMs: 60_000 }, face });
    const inside = answerOf(ask("/"));
    await begun(1);
    const act = answerOf(ask("/choices", {}, "POST"));
    await answerOf(ask("/livez"));
    expect((await answerOf(ask("/choices"))).status).toBe(503);
    endAll();
    await inside;
    await begun(1);
    endAll();
    expect((await act).body).toBe("drawn");
  });

  it("tells who has done something to come again rather than let them wait for ever", async () => {
    await open({ crowd: { together: 1, most: 1, patienceMs: 60_000, actPatienceMs: 50 }, face });
    const inside = answerOf(ask("/"));
    await begun(1);
    const page = answerOf(ask("/terms"));
    await answerOf(ask("/livez"));
    const { status, headers } = await answerOf(ask("/choices", {}, "POST"));
    expect([status, headers["retry-after"]]).toEqual([503, "2"]);
    endAll();
    await inside;
    await begun(1);
    endAll();
    expect((await page).body).toBe("drawn");
  });

  it("begins nobody's page who waited too long while this process could not look", async () => {
    const patienceMs = 50;
    await open({ crowd: { together: 1, most: 1, patienceMs }, face });
    const inside = answerOf(ask("/"));
    await begun(1);
    const late = answerOf(ask("/choices"));
    await answerOf(ask("/livez"));
    for (const until = performance.now() + 2 * patienceMs; performance.now() < until; );
    endAll();
    await inside;
    expect((await late).status).toBe(503);
    expect(ends).toHaveLength(0);
  });

  it("draws the next as soon as one is drawn, in the order they came, and nobody's who has gone", async () => {
    const drawn: string[] = [];
    await open({
      crowd: { together: 1, most: 1, patienceMs: 60_000 },
      face: async (asked, answer) => {
        drawn.push(asked.url ?? "");
        await face(asked, answer);
      },
    });
    const first = answerOf(ask("/1"));
    await begun(1);
    const gone = ask("/2").on("error", () => undefined);
    const rest = ["/3", "/4"].map((path) => answerOf(ask(path)));
    await answerOf(ask("/livez"));
    gone.destroy();
    await answerOf(ask("/livez"));
    for (const asked of [first, ...rest]) {
      await begun(1);
      endAll();
      expect((await asked).body).toBe("drawn");
    }
    expect(drawn).toEqual(["/1", "/3", "/4"]);
  });

  it("draws in turn for each network, so that who sends many is only in their own way", async () => {
    const drawn: string[] = [];
    await open({
      crowd: { together: 1, most: 1, patienceMs: 60_000 },
      trustedProxies: ["127.0.0.1"],
      face: async (asked, answer) => {
        drawn.push(asked.url ?? "");
        await face(asked, answer);
      },
    });
    const from = (address: string, path: string) => answerOf(ask(path, { "x-forwarded-for": address }));
    const all = [from("192.0.2.1", "/many/0")];
    await begun(1);
    for (const path of ["/many/1", "/many/2", "/many/3"]) all.push(from("192.0.2.1", path));
    await answerOf(ask("/livez"));
    for (const path of ["/one/1", "/one/2"]) all.push(from("2001:db8::1", path));
    await answerOf(ask("/livez"));
    for (const _ of all) {
      await begun(1);
      endAll();
    }
    await Promise.all(all);
    expect(drawn).toEqual(["/many/0", "/many/1", "/one/1", "/many/2", "/one/2", "/many/3"]);
  });

  it("has room for the next once the first bytes of one are out, whatever that still waits for", async () => {
    const parts: (() => void)[] = [];
    await open({
      crowd: { together: 1, most: 1, patienceMs: 60_000 },
      face: async (_asked, answer) => {
        parts.push(() => answer.write("its frame"));
        ends.push(() => answer.end("drawn"));
      },
    });
    const all = ["/1", "/2"].map((path) => answerOf(ask(path)));
    await begun(1);
    await answerOf(ask("/livez"));
    expect(ends).toHaveLength(1);
    parts[0]?.();
    await begun(2);
    endAll();
    expect(await Promise.all(all)).toHaveLength(2);
  });

  it("begins more while all inside only wait", async () => {
    await open({ crowd: { together: 1, most: 3, patienceMs: 60_000 }, face });
    const all = ["/1", "/2", "/3"].map((path) => answerOf(ask(path)));
    await begun(3);
    endAll();
    expect(await Promise.all(all)).toHaveLength(3);
  });

  it("keeps no place for who sends or reads slowly", async () => {
    await open({
      crowd: { together: 1, most: 1, patienceMs: 60_000 },
      face: async (asked, answer) => {
        if (asked.url === "/slow-form") return;
        answer.write(asked.url === "/slow-reader" ? Buffer.alloc(50_000_000, 0x20) : "drawn");
        if (asked.url === "/") answer.end();
      },
    });
    const slow = ["POST /slow-form", "GET /slow-reader"].map((line) => {
      const socket = connect(door?.port ?? 0, "127.0.0.1").on("error", () => undefined);
      socket.pause().write(`${line} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\n`);
      return socket;
    });
    const answers = await Promise.all(["/", "/", "/"].map((path) => answerOf(ask(path))));
    expect(answers.map(({ body }) => body)).toEqual(["drawn", "drawn", "drawn"]);
    for (const socket of slow) socket.destroy();
  });
});

it("begins what a connection asks for ahead only when what came before was taken in, and not without end", async () => {
  const ends: (() => void)[] = [];
  await open({ face: async (_asked, answer) => void ends.push(() => answer.end("drawn")) });
  const socket = connect(door?.port ?? 0, "127.0.0.1").on("error", () => undefined);
  let came = "";
  socket.on("data", (part) => {
    came += part;
  });
  const line = "GET / HTTP/1.1\r\nhost: localhost\r\n\r\n";
  socket.write(line.repeat(3));
  for (let count = 1; count <= 3; count += 1) {
    await expect.poll(() => ends.length).toBe(count);
    await answerOf(ask("/livez"));
    expect(ends).toHaveLength(count);
    ends.at(-1)?.();
  }
  await expect.poll(() => came.match(/drawn/g)?.length).toBe(3);
  const ended = once(socket, "close");
  socket.write(line.repeat(20));
  await ended;
});
