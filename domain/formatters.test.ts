import { expect, it } from "vitest";
import { dateFormat, listFormat, numberFormat } from "./formatters";

it("makes each formatter once, by language and options", () => {
  const euros = { style: "currency", currency: "EUR" } as const;
  expect(numberFormat("de", euros)).toBe(numberFormat("de", { ...euros }));
  expect(numberFormat("de", euros)).not.toBe(numberFormat("en", euros));
  expect(numberFormat("de", euros)).not.toBe(numberFormat("de", { ...euros, currency: "USD" }));
  expect(dateFormat("en-GB", { timeZone: "UTC" })).not.toBe(dateFormat("en-GB", { timeZone: "Asia/Tokyo" }));
  expect(listFormat("en", {}).format(["a", "b"])).toBe("a and b");
});

it("keeps no more than a thousand, and makes what it forgot again", () => {
  const first = numberFormat("en", { minimumFractionDigits: 1 });
  for (let digits = 1; digits <= 1_000; digits += 1)
    numberFormat("en", {
      minimumIntegerDigits: 1 + (digits % 21),
      maximumFractionDigits: Math.floor(digits / 21),
    });
  const again = numberFormat("en", { minimumFractionDigits: 1 });
  expect(again).not.toBe(first);
  expect(again.format(2)).toBe("2.0");
});

it("throws what the platform throws, each time", () => {
  for (const _ of [1, 2])
    expect(() => numberFormat("en", { style: "currency", currency: "x" })).toThrow(RangeError);
});
