import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { CLIENT_ADDRESS, clientAddress, readNetworks, settleHeaders } from "./client-address";

const request = (remoteAddress: string, headers: IncomingHttpHeaders) =>
  ({ socket: { remoteAddress }, headers }) as unknown as IncomingMessage;

const cases: [trusted: string[], remote: string, forwarded: string | undefined, client: string][] = [
  [[], "203.0.113.9", undefined, "203.0.113.9"],
  [[], "203.0.113.9", "198.51.100.1", "203.0.113.9"],
  [[], "::ffff:203.0.113.9", "198.51.100.1", "203.0.113.9"],
  [["10.0.0.0/8"], "10.1.2.3", "198.51.100.1", "198.51.100.1"],
  [["10.0.0.0/8"], "10.1.2.3", "6.6.6.6, 198.51.100.1", "198.51.100.1"],
  [["10.0.0.0/8"], "10.1.2.3", "6.6.6.6, 198.51.100.1, 10.9.9.9", "198.51.100.1"],
  [["10.0.0.0/8"], "203.0.113.9", "198.51.100.1", "203.0.113.9"],
  [["10.0.0.0/8"], "10.1.2.3", undefined, "10.1.2.3"],
  [["10.0.0.0/8"], "10.1.2.3", "unknown", "10.1.2.3"],
  [["2001:db8::/32"], "2001:db8::1", "2a00::7", "2a00::7"],
  [["192.0.2.7"], "192.0.2.7", "198.51.100.1", "198.51.100.1"],
];

describe("who is at the other end", () => {
  it.each(cases)("trusting %j, from %s with %s: %s", (trusted, remote, forwarded, client) => {
    const headers = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
    expect(clientAddress(request(remote, headers), readNetworks(trusted))).toBe(client);
  });

  it("does not believe the header that only we set", () => {
    const forged = request("203.0.113.9", { [CLIENT_ADDRESS]: "127.0.0.1", "x-forthright-own": "guess" });
    expect(clientAddress(forged, [])).toBe("203.0.113.9");
  });

  it("knows its own request again", () => {
    const first: IncomingHttpHeaders = {};
    settleHeaders(first, { client: "198.51.100.1", requestId: "1", path: "/", publicUrl: undefined });
    expect(clientAddress(request("127.0.0.1", first), [])).toBe("198.51.100.1");
  });
});

describe("what a client claims about itself", () => {
  const known = {
    client: "203.0.113.9",
    requestId: "id",
    path: "/data?page=2",
    publicUrl: "https://privacy.brand.example",
  };

  it("is dropped, and what we know stands there", () => {
    const headers: IncomingHttpHeaders = {
      host: "evil.example",
      forwarded: "for=1.1.1.1",
      "x-forwarded-for": "1.1.1.1",
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "http",
      "x-real-ip": "1.1.1.1",
      "x-middleware-subrequest": "proxy",
      "x-request-id": "forged",
      "x-path": "/elsewhere",
      cookie: "kept=1",
    };
    settleHeaders(headers, known);
    expect(headers).toMatchObject({
      host: "privacy.brand.example",
      "x-forwarded-host": "privacy.brand.example",
      "x-forwarded-proto": "https",
      [CLIENT_ADDRESS]: "203.0.113.9",
      "x-request-id": "id",
      "x-path": "/data?page=2",
      cookie: "kept=1",
    });
    for (const gone of ["forwarded", "x-forwarded-for", "x-real-ip", "x-middleware-subrequest"])
      expect(headers).not.toHaveProperty(gone);
  });

  it("keeps the Host when no public address is set", () => {
    const headers: IncomingHttpHeaders = { host: "localhost:3000" };
    settleHeaders(headers, { ...known, publicUrl: undefined });
    expect(headers.host).toBe("localhost:3000");
    expect(headers).not.toHaveProperty("x-forwarded-host");
  });
});
