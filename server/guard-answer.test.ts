import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type FrontDoor, openFrontDoor } from "./server";

/** What the framework answers at each address, as it was seen to. */
const answers: Record<string, (answer: ServerResponse) => void> = {
  "/action": (answer) => {
    answer.statusCode = 303;
    answer.setHeader("cache-control", "no-cache, no-store, max-age=0, must-revalidate");
    answer.setHeader("content-security-policy", "default-src 'self'");
  },
  "/slash/": (answer) => {
    answer.writeHead(308);
  },
  "/missing": (answer) => {
    answer.statusCode = 404;
    answer.setHeader("cache-control", "private, no-cache, no-store, max-age=0, must-revalidate");
    answer.setHeader("content-security-policy", "default-src 'self'");
  },
  "/gone.js": (answer) => {
    answer.statusCode = 404;
    answer.setHeader("cache-control", "public, max-age=31536000, immutable");
  },
  "/file.js": (answer) => {
    answer.setHeader("cache-control", "public, max-age=31536000, immutable");
  },
};

let door: FrontDoor;
beforeAll(async () => {
  door = await openFrontDoor({
    ...{ host: "127.0.0.1", port: 0, publicUrl: undefined, trustedProxies: [] },
    health: { drain: () => undefined, ready: async () => true },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    pages: async () => async (asked, answer) => {
      answers[asked.url ?? ""]?.(answer);
      answer.end();
    },
  });
});
afterAll(() => door.close(0));

it.each([
  ["/action", "private, no-store", "default-src 'self'"],
  ["/slash/", "private, no-store", "default-src 'none'; frame-ancestors 'none'"],
  ["/missing", "private, no-cache, no-store, max-age=0, must-revalidate", "default-src 'self'"],
  ["/gone.js", "private, no-store", "default-src 'none'; frame-ancestors 'none'"],
  ["/file.js", "public, max-age=31536000, immutable", null],
])("%s may be kept as it says: %s", async (path, kept, policy) => {
  const { headers } = await fetch(`http://localhost:${door.port}${path}`, { redirect: "manual" });
  expect(headers.get("cache-control")).toBe(kept);
  expect(headers.get("content-security-policy")).toBe(policy);
});
