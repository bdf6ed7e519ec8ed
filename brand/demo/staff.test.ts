import { afterAll, beforeAll, expect, test } from "vitest";
import { disableStaff, listStaff } from "@/domain/staff";
import { giveKnownTotp } from "@/domain/staff/known-totp";
import { testHouse } from "@/domain/testing";
import { staff } from "@/e2e/staff";
import { demoStaff, seedStaff } from "./staff";

let made: Awaited<ReturnType<typeof testHouse>>;
beforeAll(async () => {
  made = await testHouse();
});
afterAll(() => made.close());

test("seeds one of each role, once, and leaves alone who was disabled since", async () => {
  await seedStaff(made.house);
  await disableStaff(made.house, { email: "sam.okafor@juniper.example" });
  await seedStaff(made.house);
  const all = await listStaff(made.house);
  expect(all.map(({ email }) => email).sort()).toEqual(demoStaff.map(({ email }) => email).sort());
  expect(all.every(({ secondFactor }) => secondFactor)).toBe(true);
  expect(all.filter(({ disabledAt }) => disabledAt).map(({ name }) => name)).toEqual(["Sam Okafor"]);
});

test("the end-to-end tests know the same people", () => {
  const said = Object.entries(staff).map(([role, one]) => ({ role, ...one }));
  expect(said).toEqual(demoStaff);
});

test("nowhere but in the demo is a key given that others know", async () => {
  const real = { ...made.house, settings: { ...made.house.settings, demo: false } };
  await expect(giveKnownTotp(real, { id: "00000000-0000-0000-0000-000000000000", key: "A" })).rejects.toThrow(
    "demo",
  );
});
