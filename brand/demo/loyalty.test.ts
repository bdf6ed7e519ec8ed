import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createSystems, startLoyalty } from "./index";
import type { Card } from "./loyalty-card";

const today = new Date("2026-11-21T12:00:00Z");
const token = "a token for tests";
let fromShop: Awaited<ReturnType<typeof startLoyalty>>;
let alone: Awaited<ReturnType<typeof startLoyalty>>;

beforeAll(async () => {
  const { env } = await createSystems({ adminUrl: inject("postgres").adminUrl, today });
  fromShop = await startLoyalty({ port: 0, token, shopUrl: env.SHOP_DATABASE_URL });
  alone = await startLoyalty({ port: 0, token, today });
});
afterAll(() => Promise.all([fromShop.close(), alone.close()]));

const ask = (url: string, path: string, authorization = `Bearer ${token}`) =>
  fetch(url + path, { headers: { authorization } });

describe("the Trail Club service", () => {
  test("a card adds up and is the same from the shop as from the people", async () => {
    const card = (await (await ask(fromShop.url, "/members/10001")).json()) as Card;
    expect(card.card.points).toBe(card.history.reduce((sum, entry) => sum + entry.points, 0));
    expect(card.history.filter((entry) => entry.reason.startsWith("Order "))).toHaveLength(23);
    expect(await (await ask(alone.url, "/members/10001")).json()).toEqual(card);
  });

  test.each([
    ["a stranger", "/members/99999", `Bearer ${token}`, 404],
    ["another path", "/members/10001/x", `Bearer ${token}`, 404],
    ["no token", "/members/10001", "", 401],
    ["a wrong token", "/members/10001", "Bearer nope", 401],
  ])("%s is refused", async (_, path, authorization, status) => {
    expect((await ask(alone.url, path, authorization)).status).toBe(status);
  });
});
