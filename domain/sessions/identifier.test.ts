import { describe, expect, test } from "vitest";
import type { Identity } from "../held-data/identity";
import type { House } from "../house";
import { tinyBrand } from "../testing-brand";
import { hasAddress, phoneIn, proofOf, readTyped } from "./identifier";

const settings = { demo: true, texts: null };
const house = { brand: tinyBrand(), settings } as House;
const without = { brand: tinyBrand(), settings: { ...settings, demo: false } } as House;

type Read = ReturnType<typeof readTyped>;
const email = (value: string): Read => ({ kind: "email", value });
const number = (value: string): Read => ({ kind: "customer_number", value });

describe("what was typed", () => {
  const table: [who: string, read: Read][] = [
    ["+351 912 345 642", { kind: "phone", value: "+351912345642" }],
    ["＋351 912 345 642", { kind: "phone", value: "+351912345642" }],
    [" +353 (86) 123-4567 ", { kind: "phone", value: "+353861234567" }],
    ["086 123 4567", { kind: "phone", value: "+353861234567" }],
    ["(086) 123 4567", { kind: "phone", value: "+353861234567" }],
    ["0861234567", { kind: "phone", value: "+353861234567", orNumber: "0861234567" }],
    ["00351912345642", { kind: "phone", value: "+351912345642", orNumber: "00351912345642" }],
    ["10001", { kind: "customer_number", value: "10001" }],
    ["N-17", { kind: "customer_number", value: "N-17" }],
    ["+351 12", null],
    ["+999 123 456 789", null],
    ["+", null],
    ["0151 5551027712345", null],
    ["+351912345642;ext=5@x", null],
    ["ana@example.com", { kind: "email", value: "ana@example.com" }],
    [" Ana.Silva@Example.com ", email("ana.silva@example.com")],
    ["not@an@address", null],
    [".ana@example.com", null],
    ["086 123 4567 ", { kind: "phone", value: "+353861234567" }],
    ["＋353\u00a086 123 4567", { kind: "phone", value: "+353861234567" }],
    ["99", number("99")],
    ["  N-17  ", number("N-17")],
    ["９９", number("９９")],
    ["<script>", null],
    ['N"17', null],
    ["N-17\u0000", null],
    ["N\u200b17", null],
    ["9".repeat(60), number("9".repeat(60))],
    ["9".repeat(61), null],
  ];
  test.each(table)("%j", (who, read) => expect(readTyped(house, who)).toEqual(read));

  test.each([
    ["0861234567", number("0861234567")],
    ["086 123 4567", number("086 123 4567")],
    ["ana@example.com", email("ana@example.com")],
    ["<script>", null],
  ])("%j, where no text can be sent", (who, read) => expect(readTyped(without, who)).toEqual(read));
});

test("is looked for as what it is", () => {
  expect(proofOf({ kind: "email", value: "a@b.ie" })).toEqual({ email: "a@b.ie" });
  expect(proofOf({ kind: "phone", value: "+353861234567" })).toEqual({ phone: "+353861234567" });
  expect(proofOf({ kind: "customer_number", value: "N-17" })).toEqual({ customerNumber: "N-17" });
});

describe("the address of an identity", () => {
  const of = (more: Partial<Identity>) => ({ email: null, phone: null, country: null, ...more }) as Identity;
  const mail = { kind: "email", value: "ana@example.com" } as const;
  const phone = { kind: "phone", value: "+353861234567" } as const;
  test.each([
    ["nobody", null, mail, false],
    ["the same mail, written otherwise", of({ email: " Ana@Example.com" }), mail, true],
    ["another mail", of({ email: "ben@example.com" }), mail, false],
    ["no mail", of({ phone: "086 123 4567" }), mail, false],
    ["the same phone, as it is written at home", of({ phone: "086 123 4567" }), phone, true],
    ["the same digits in another country", of({ phone: "086 123 4567", country: "DE" }), phone, false],
    ["mail only", of({ email: "ana@example.com" }), phone, false],
    ["a phone that no one can read", of({ phone: "none" }), phone, false],
  ] as const)("%s", (_name, identity, address, expected) => {
    expect(hasAddress(house, identity, address)).toBe(expected);
  });

  test("is read by the country of its owner before the brand's", () => {
    expect(phoneIn(house, of({ phone: "0151 55510277", country: "DE" }))).toBe("+4915155510277");
    expect(phoneIn(house, of({ phone: "086 123 4567" }))).toBe("+353861234567");
  });
});
