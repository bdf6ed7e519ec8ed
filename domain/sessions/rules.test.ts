import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Actor, Ctx } from "../context";
import { hashSecret, newCode, newSecret } from "./keys";
import { subjectOf } from "./resolve";
import { requireRecentSignIn } from "./rules";

const proof = Buffer.alloc(32);
const customer: Actor = { kind: "customer", customerId: "c", sessionId: "s", proof };
const now = new Date("2026-06-01T12:00:00Z");
const proved = (millisecondsAgo: number | null, actor: Actor = customer) =>
  ({
    actor,
    now,
    authTime: millisecondsAgo === null ? null : new Date(now.getTime() - millisecondsAgo),
  }) as Ctx;

describe("a fresh proof of who somebody is", () => {
  test.each([
    ["just now", 0, undefined],
    ["five minutes ago", 5 * 60_000, undefined],
    ["a minute ago, where one is enough", 60_000, 1],
  ] as const)("is one of %s", (_name, ago, minutes) => {
    expect(() => requireRecentSignIn(proved(ago), minutes)).not.toThrow();
  });

  test.each([
    ["five minutes and a moment ago", 5 * 60_000 + 1, undefined, 5],
    ["a minute and a moment ago, where one is asked for", 60_001, 1, 1],
    ["never", null, undefined, 5],
  ] as const)("is not one of %s, and says how fresh it has to be", (_name, ago, minutes, told) => {
    expect(() => requireRecentSignIn(proved(ago), minutes)).toThrow(
      expect.objectContaining({ code: "step_up_required", params: { minutes: told } }),
    );
  });

  test.each<Actor>([
    { kind: "nobody" },
    { kind: "api_key", keyId: "k", name: "CRM", scopes: [], proof },
    { kind: "token", tokenId: "t", scope: "stop", proof },
  ])("is a customer's alone, not of $kind", (actor) => {
    expect(() => requireRecentSignIn(proved(0, actor))).toThrow(
      expect.objectContaining({ code: "signed_out" }),
    );
  });
});

test("a person's oldest record stands for all of them", () => {
  expect(subjectOf([])).toBeNull();
  expect(subjectOf(["b"])).toEqual({ id: "b", linked: [] });
  expect(subjectOf(["c", "a", "b", "a"])).toEqual({ id: "a", linked: ["b", "c"] });
});

describe("secrets", () => {
  test("of a code are eight digits, also where they begin with noughts, and no two alike", () => {
    const codes = Array.from({ length: 400 }, newCode);
    for (const code of codes) expect(code).toMatch(/^[0-9]{8}$/);
    expect(codes.some((code) => code.startsWith("0"))).toBe(true);
    expect(codes.some((code) => !code.startsWith("0"))).toBe(true);
    expect(new Set(codes).size).toBeGreaterThan(390);
  });

  test("of a cookie or a link are 256 bits, kept as their hash", () => {
    const [one, other] = [newSecret(), newSecret()];
    expect(one).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(one).not.toBe(other);
    expect(hashSecret(one)).toEqual(createHash("sha256").update(one).digest());
  });
});
