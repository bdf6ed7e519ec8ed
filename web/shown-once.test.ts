import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { House } from "@/domain/house";
import { testHouse } from "@/domain/testing";
import { type StaffCtx, testStaff } from "@/domain/testing-staff";
import { keepOnce, showOnce } from "./shown-once";

const jar = new Map<string, { value: string; path?: string; httpOnly?: boolean; maxAge?: number }>();
vi.mock("next/headers", () => ({
  cookies: async () => ({
    get: (name: string) => jar.get(name),
    set: (name: string, value: string, more: object) => jar.set(name, { value, ...more }),
  }),
}));

let house: House;
let close: () => Promise<void>;
let admin: StaffCtx;

beforeAll(async () => {
  ({ house, close } = await testHouse());
  admin = await testStaff(house, "admin");
});
afterAll(() => close());
beforeEach(() => jar.clear());

const SECRET = { name: "Mail", secret: "frt_secret" };

it("shows a secret to the session it was kept for, once", async () => {
  await keepOnce(admin, SECRET);
  expect(jar.get("once")).toMatchObject({ path: "/desk", httpOnly: true, maxAge: 120 });
  expect(Buffer.from(jar.get("once")?.value ?? "", "base64url").toString("latin1")).not.toContain("frt_");
  const asked = await Promise.all([showOnce(admin), showOnce(admin), showOnce(admin)]);
  expect(asked.filter(Boolean)).toEqual([SECRET]);
  expect(await showOnce(admin)).toBeNull();
});

it("shows it to no other session, which does not use it up", async () => {
  await keepOnce(admin, SECRET);
  expect(await showOnce(await testStaff(house, "admin"))).toBeNull();
  expect(await showOnce(admin)).toEqual(SECRET);
});

it.each([undefined, "", "AQID", Buffer.alloc(80, 1).toString("base64url")])(
  "shows nothing for %j",
  async (value) => {
    if (value !== undefined) jar.set("once", { value });
    expect(await showOnce(admin)).toBeNull();
  },
);
