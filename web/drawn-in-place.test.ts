import { beforeEach, expect, test, vi } from "vitest";

const sent = vi.hoisted(() => ({ headers: new Headers(), drawn: 0 }));
vi.mock("next/headers", () => ({ headers: async () => sent.headers }));
vi.mock("next/cache", () => ({
  refresh: () => {
    sent.drawn += 1;
  },
}));

const { drawInPlace, toldInPlace } = await import("./drawn-in-place");

const asks = (more: Record<string, string>) => {
  sent.headers = new Headers({ "x-request-id": "one", "x-path": "/choices?seen=3", ...more });
};

beforeEach(() => {
  sent.drawn = 0;
});

test("a page that stays is told what its own form came to, and no other request is", async () => {
  asks({ "next-action": "a", "x-request-id": "two" });
  expect(await drawInPlace("/choices?saved=x#offers")).toBe(true);
  expect(sent.drawn).toBe(1);
  expect(await toldInPlace()).toEqual({ saved: "x" });
  asks({ "x-request-id": "three" });
  expect(await toldInPlace()).toBeNull();
});

test.each<[string, Record<string, string>, string]>([
  ["without JavaScript", { "x-request-id": "four" }, "/choices?saved=x"],
  ["to another page", { "x-request-id": "four", "next-action": "a" }, "/sign-in/again?next=%2Fchoices"],
  ["without a request's id", { "x-request-id": "", "next-action": "a" }, "/choices?saved=x"],
])("the browser is sent on %s", async (_, more, to) => {
  asks(more);
  expect(await drawInPlace(to)).toBe(false);
  expect(sent.drawn).toBe(0);
  expect(await toldInPlace()).toBeNull();
});

test("keeps what was told to the newest requests only", async () => {
  for (let turn = 0; turn <= 500; turn += 1) {
    asks({ "next-action": "a", "x-request-id": `turn-${turn}` });
    await drawInPlace(`/choices?turn=${turn}`);
  }
  asks({ "x-request-id": "turn-0" });
  expect(await toldInPlace()).toBeNull();
  asks({ "x-request-id": "turn-500" });
  expect(await toldInPlace()).toEqual({ turn: "500" });
});
