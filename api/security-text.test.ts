import { expect, test } from "vitest";
import type { House } from "@/domain/house";
import { tinyBrand } from "@/domain/testing-brand";
import { securityText } from "./security-text";

const now = new Date("2026-11-21T12:00:00Z");

test.each([
  ["security@tiny.example", "Contact: mailto:security@tiny.example"],
  ["https://tiny.example/report", "Contact: https://tiny.example/report"],
])("security.txt says whom to tell (%s) and ends within a year", (securityContact, line) => {
  const brand = tinyBrand();
  const settings = { publicUrl: "https://privacy.tiny.example" };
  const house = {
    brand: { ...brand, protection: { ...brand.protection, securityContact } },
    settings,
  } as House;
  expect(securityText({ house, now }).split("\n")).toEqual([
    line,
    "Expires: 2027-05-20T12:00:00.000Z",
    "Preferred-Languages: en, de",
    "Canonical: https://privacy.tiny.example/.well-known/security.txt",
    "",
  ]);
});
