import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { TestShop } from "../held-data/testing";
import type { House } from "../house";
import { turnOffInVisit } from ".";
import { inVisit, pass, signedIn, visitHouse, visiting } from "./testing";

let house: House;
let shop: TestShop;
let made: Awaited<ReturnType<typeof visitHouse>>;

beforeAll(async () => {
  made = await visitHouse();
  ({ house, shop } = made);
});
afterAll(() => made.close());
afterEach(() => {
  vi.useRealTimers();
});

const MINUTE = 60_000;

test.each([-10, 0, 10])(
  "a visit is over after fifteen minutes, with the server's clock wrong by %i minutes",
  async (minutes) => {
    const ana = await signedIn(house, shop);
    const { agent, ctx, ...visit } = await visiting(house, ana.email);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + minutes * MINUTE });
    const open = (await inVisit(agent, visit.secret))?.actor.visit;
    expect(open?.id).toBe(visit.visitId);
    await pass(made.database.adminUrl, visit.visitId, 14);
    expect(await inVisit(agent, visit.secret)).not.toBeNull();
    await pass(made.database.adminUrl, visit.visitId, 1);
    expect(await inVisit(agent, visit.secret)).toBeNull();
    // Even with a context from before, the database refuses.
    const wish = { purpose: "offers", channel: "email", asked: "phone", words: "No more" } as const;
    await expect(turnOffInVisit({ ...ctx, now: new Date() }, wish)).rejects.toMatchObject({
      code: "expired",
    });
  },
);
