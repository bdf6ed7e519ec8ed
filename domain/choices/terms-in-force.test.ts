import { afterAll, beforeAll, expect, test } from "vitest";
import type { House } from "../house";
import { publishFirst } from "../terms";
import { termsBrand } from "../terms/testing";
import { testHouse } from "../testing";
import { setChoice } from ".";
import { eventsOf, testPerson } from "./testing";

let house: House;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ house, close } = await testHouse({ brand: await termsBrand() }));
});
afterAll(() => close());

test("the ledger names the published terms, and a candidate whose day has come is none", async () => {
  const ana = await testPerson(house);
  const named = async (to: "on" | "off") => {
    await setChoice(ana, { purpose: "offers", channel: "email", to });
    return JSON.parse((await eventsOf(ana)).at(-1)?.terms ?? "");
  };
  expect(await named("on")).toEqual({});
  const [document] = house.brand.terms;
  if (!document) throw new Error("no document");
  const [older, newer] = document.versions;
  await publishFirst(house.db, { ...house.brand, terms: [{ ...document, versions: older ? [older] : [] }] });
  expect(await named("off")).toEqual({ privacy: older?.full.find(({ locale }) => locale === "en")?.hash });
  expect(newer?.version).toBe("2026-06-01");
});
