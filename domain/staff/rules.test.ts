import { describe, expect, test } from "vitest";
import { RecoveryInput, TotpInput } from "./catalog";
import { newRecoveryCodes } from "./keys";
import { nameFrom, roleFrom } from "./rules";

describe("the role in a claim", () => {
  test.each<[string, Record<string, unknown>, string, string | null]>([
    ["a word", { role: "support" }, "role", "support"],
    ["a list", { groups: ["all", "admin"] }, "groups", "admin"],
    ["the same twice", { groups: ["admin", "admin"] }, "groups", "admin"],
    ["two of ours", { groups: ["admin", "support"] }, "groups", null],
    ["none of ours", { groups: ["all"] }, "groups", null],
    ["another case", { role: "Support" }, "role", null],
    ["an empty list", { groups: [] }, "groups", null],
    ["no claim", {}, "role", null],
    ["no text", { role: { support: true } }, "role", null],
    ["inside another", { realm_access: { roles: ["auditor"] } }, "realm_access.roles", "auditor"],
    [
      "a name with dots",
      { "https://brand.example/role": "privacy_officer" },
      "https://brand.example/role",
      "privacy_officer",
    ],
    ["inherited", {}, "constructor.name", null],
    ["beside the claim", { roles: "support" }, "role", null],
  ])("%s", (_, claims, claim, role) => {
    expect(roleFrom(claims, claim)).toBe(role);
  });
});

test.each([
  ["sam.okafor@juniper.example", "Sam Okafor"],
  ["ines_carvalho@juniper.example", "Ines Carvalho"],
  ["sam@juniper.example", "Sam"],
  ["...@juniper.example", "...@juniper.example"],
])("a name for %s", (email, name) => {
  expect(nameFrom(email)).toBe(name);
});

describe("codes as people paste them", () => {
  test.each([
    ["123 456", "123456"],
    ["１２３４５６", "123456"],
    ["12345", null],
    ["1234567", null],
    ["abcdef", null],
  ])("authenticator %j", (code, read) => {
    expect(TotpInput.safeParse({ code }).data?.code ?? null).toBe(read);
  });

  test.each([
    ["ABCD-efgh-2345", "abcdefgh2345"],
    [" abcd efgh 2345 ", "abcdefgh2345"],
    ["abcd–efgh–2345", "abcdefgh2345"],
    ["abcd-efgh-234", null],
    ["abcl-efgh-2345", null],
    ["abc0-efgh-2345", null],
  ])("recovery %j", (code, read) => {
    expect(RecoveryInput.safeParse({ code }).data?.code ?? null).toBe(read);
  });

  test("every recovery code that is made can be typed", () => {
    const codes = Array.from({ length: 50 }, newRecoveryCodes).flat();
    expect(new Set(codes).size).toBe(500);
    for (const code of codes) expect(RecoveryInput.safeParse({ code }).success).toBe(true);
  });
});
