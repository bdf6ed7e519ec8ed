import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { HttpSource } from "@/domain/brand";
import type { House } from "@/domain/house";
import { testHouse } from "@/domain/testing";
import { addressFor, fetchDocument, HTTP_LIMIT } from "./http";
import { httpReading } from "./http-reading";
import type { RawRow } from "./raw";

let server: Server;
let origin: string;
let house: House;
let close: () => Promise<void>;
let seen: { url?: string; headers: IncomingMessage["headers"] }[] = [];

const answers: Record<string, (response: ServerResponse) => void> = {
  "/ok": (response) => response.end('{"points": 12}'),
  "/long": (response) => response.end('{"member_id": 1234567890123456789, "points": [12.50, 0.1]}'),
  "/redirect": (response) => response.writeHead(302, { location: `http://${origin}/ok` }).end(),
  "/denied": (response) => response.writeHead(401).end("wrong key: top-secret"),
  "/none": (response) => response.writeHead(404).end("no"),
  "/broken": (response) => response.writeHead(500).end("x"),
  "/html": (response) => response.end("<html>"),
  "/zipped": (response) => response.writeHead(200, { "content-encoding": "gzip" }).end("x"),
  "/silent": () => undefined,
  "/drip": (response) => void response.write("["),
  "/large": (response) => {
    const chunk = Buffer.alloc(65_536, " ");
    const more = () => {
      while (!response.destroyed && response.write(chunk));
      response.once("drain", more);
    };
    more();
  },
};

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push({ url: request.url, headers: request.headers });
    (answers[request.url ?? ""] ?? answers["/ok"])?.(response);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  origin = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  ({ house, close } = await testHouse({ settings: { allowPrivateHosts: [origin] } }));
});

afterAll(async () => {
  await close();
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  seen = [];
});

const club = (more: Partial<HttpSource> = {}): HttpSource => ({
  id: "club",
  name: "Club",
  kind: "http",
  url: `http://${origin}/{customer_key}`,
  headers: { authorization: "Bearer top-secret" },
  find: { kind: "source", source: "shop" },
  timeout: "PT0.4S",
  ...more,
});

const get = (
  key: string,
  more: Partial<HttpSource> = {},
  resolve?: Parameters<typeof fetchDocument>[0]["resolve"],
) => fetchDocument({ house, source: club(more), key, resolve });

describe("a document", () => {
  it("keeps the digits of a number that JavaScript cannot hold", async () => {
    expect(await get("long")).toEqual({ member_id: "1234567890123456789", points: [12.5, 0.1] });
  });

  it("is fetched with the headers, uncompressed", async () => {
    expect(await get("ok")).toEqual({ points: 12 });
    expect(seen[0]?.headers).toMatchObject({
      authorization: "Bearer top-secret",
      "accept-encoding": "identity",
    });
  });

  it("of nobody is nothing", async () => expect(await get("none")).toBeUndefined());

  it.each([
    ["redirect", "not_allowed", 1],
    ["denied", "not_let_in", 1],
    ["broken", "failed", 1],
    ["html", "wrong_shape", 1],
    ["zipped", "wrong_shape", 1],
    ["silent", "slow", 1],
    ["drip", "slow", 1],
    ["large", "too_large", 1],
  ])("that is %s is a failure that tells no secret", async (path, kind, requests) => {
    const error = await get(path, path === "large" ? { timeout: "PT5S" } : {}).catch((failure) => failure);
    expect(error).toMatchObject({ name: "SourceFailure", source: "club", kind });
    expect(error.message).not.toContain("top-secret");
    expect(seen).toHaveLength(requests);
  });

  it("has a limit far under what a process can hold", () =>
    expect(HTTP_LIMIT).toBeLessThanOrEqual(5_000_000));
});

describe("the customer's key in an address", () => {
  it.each([
    ["a/../b?c=d#e", "/a%2F..%2Fb%3Fc%3Dd%23e"],
    ["ana@example.com", "/ana%40example.com"],
    ["100%", "/100%25"],
    ["a b", "/a%20b"],
  ])("%s stays in its place", (key, path) => {
    const url = addressFor(club(), key);
    expect(`${url.pathname}${url.search}${url.hash}`).toBe(path);
  });

  it.each(["", ".", "..", "\ud800"])("refuses %j", (key) => expect(() => addressFor(club(), key)).toThrow());

  it("never changes the host", () => {
    const source = club({ url: "https://{customer_key}.example.com/" });
    expect(() => addressFor(source, "evil.example/")).toThrow();
  });
});

describe("where it may connect", () => {
  const port = () => new URL(`http://${origin}`).port;

  it.each([
    "https://127.0.0.1:PORT/",
    "https://2130706433:PORT/",
    "https://0177.0.0.1:PORT/",
    "https://0x7f.1:PORT/",
    "https://127.1:PORT/",
    "https://0:PORT/",
    "https://[::1]:PORT/",
    "https://[::ffff:127.0.0.1]:PORT/",
    "https://[::ffff:7f00:1]:PORT/",
    "https://[64:ff9b::7f00:1]:PORT/",
    "https://localhost:PORT/",
    "https://localhost.:PORT/",
    "https://user:pass@8.8.8.8/",
    "http://8.8.8.8/",
    "http://localhost:PORT/",
    "ftp://8.8.8.8/",
    "file:///etc/passwd",
  ])("%s is refused before a connection", async (text) => {
    const url = text.replace("PORT", port());
    const error = await get("ok", { url: `${url}{customer_key}` }).catch((failure) => failure);
    expect(error).toMatchObject({ name: "SourceFailure" });
    expect(seen).toEqual([]);
  });

  it("connects to the very address that was checked", async () => {
    let lookups = 0;
    const resolve = async () => {
      lookups += 1;
      return [{ address: lookups === 1 ? "127.0.0.1" : "127.0.0.2", family: 4 as const }];
    };
    const named = {
      ...house,
      settings: { ...house.settings, allowPrivateHosts: [`club.internal:${port()}`] },
    };
    const source = club({ url: `http://club.internal:${port()}/{customer_key}` });
    expect(await fetchDocument({ house: named, source, key: "ok", resolve })).toEqual({ points: 12 });
    expect(lookups).toBe(1);
    expect(seen[0]?.headers.host).toBe(`club.internal:${port()}`);
  });
});

describe("reading out of a document", () => {
  const document = {
    tier: "gold",
    home: { city: "Porto", __proto__: null },
    visits: [
      { day: "2026-01-02", n: 2 },
      { day: null, n: 1 },
      { day: "2026-01-03", n: 3 },
      { day: "2026-01-02", n: 10 },
    ],
  };
  const reading = httpReading(document, "club");
  const numbers = (rows: RawRow[]) => rows.map(({ n }) => (n?.type === "number" ? n.digits : null));

  it("takes a field, a row and a list", async () => {
    expect(await reading.field("tier")).toEqual({ type: "text", text: "gold" });
    expect(await reading.field("nope")).toBeUndefined();
    expect(await reading.row("home", ["city", "toString"])).toEqual({
      city: { type: "text", text: "Porto" },
      toString: null,
    });
    expect(await reading.count("visits")).toBe(4);
    expect(await reading.count("visits[?n > `100`]")).toBe(0);
  });

  it.each([
    [[{ column: "day", descending: true }], ["3", "10", "2", "1"]],
    [[{ column: "n", descending: false }], ["1", "2", "3", "10"]],
    [
      [
        { column: "day", descending: false },
        { column: "n", descending: true },
      ],
      ["10", "2", "3", "1"],
    ],
  ])("sorts by %j with nothing last", async (sort, order) => {
    expect(
      numbers(await reading.page("visits", { columns: ["n", "day"], sort, limit: 9, offset: 0 })),
    ).toEqual(order);
  });

  it.each([
    ["row", "visits"],
    ["count", "home"],
    ["count", "visits[].n"],
    ["count", "moved[]"],
    ["field", "((("],
  ] as const)("refuses a %s out of %s", async (shape, read) => {
    const work =
      shape === "row" ? reading.row(read, []) : shape === "count" ? reading.count(read) : reading.field(read);
    await expect(work).rejects.toMatchObject({ name: "SourceFailure", kind: "wrong_shape" });
  });

  it.each([null, "Back soon", 503, false])("refuses %j for a document", async (answer) => {
    const odd = httpReading(answer, "club");
    for (const work of [odd.field("tier"), odd.row("{ city: home.city }", ["city"]), odd.count("visits")])
      await expect(work).rejects.toMatchObject({ name: "SourceFailure", kind: "wrong_shape" });
  });

  it("holds nothing of somebody it does not know", async () => {
    const nobody = httpReading(undefined, "club");
    expect(await nobody.field("tier")).toBeUndefined();
    expect(await nobody.count("visits")).toBe(0);
  });
});
