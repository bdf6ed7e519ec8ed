import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskEmail, maskPhone, maskRaw } from "./mask";
import type { Raw } from "./sources/raw";

const HIDDEN = "••••••";

describe("what may be seen of a masked value", () => {
  it.each<[string, string]>([
    ["ana.ribeiro@example.com", "a•••@example.com"],
    ["a@example.com", "•••@example.com"],
    ["@example.com", HIDDEN],
  ])("%s is %s", (email, masked) => expect(maskEmail(email)).toBe(masked));

  it.each<[string, string]>([
    ["+351 912 345 642", "+351 ••• ••42"],
    ["+49 0711 2842222", "+49 ••• ••22"],
    ["+1 (555) 010-9999", "+1 ••• ••99"],
    ["0711 2842222", "••• ••22"],
    ["12", HIDDEN],
  ])("%s is %s", (phone, masked) => expect(maskPhone(phone)).toBe(masked));

  it.each<[Raw, { format?: string; special: boolean }, string]>([
    [{ type: "text", text: "leonekohler@surfeu.de" }, { special: false }, "l•••@surfeu.de"],
    [{ type: "text", text: "leonekohler@surfeu.de" }, { special: true }, HIDDEN],
    [{ type: "text", text: "+49 0711 2842222" }, { special: false }, "+49 ••• ••22"],
    [{ type: "text", text: "0711 2842222" }, { special: false, format: "phone" }, "••• ••22"],
    [{ type: "text", text: "4111 1111 1111 1111" }, { special: false }, HIDDEN],
    [{ type: "text", text: "Theodor-Heuss-Straße 34" }, { special: false }, HIDDEN],
    [{ type: "date", date: "1988-02-01" }, { special: false }, HIDDEN],
    [{ type: "number", digits: "12345678" }, { special: false, format: "phone" }, HIDDEN],
    [null, { special: false }, HIDDEN],
  ])("%j, %j is %s", (raw, options, masked) => expect(maskRaw(raw, options)).toBe(masked));

  it("never holds the local part or the digits", () => {
    fc.assert(
      fc.property(fc.emailAddress(), (email) => {
        const [local = "", domain = ""] = email.split("@");
        expect(maskRaw({ type: "text", text: email }, { special: false })).toBe(
          `${local.length > 1 ? local[0] : ""}•••@${domain}`,
        );
      }),
    );
  });
});
