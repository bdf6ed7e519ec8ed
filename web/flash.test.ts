import { expect, test } from "vitest";
import { joinParts, partsOf } from "./flash";

const text = (length: number) =>
  Array.from({ length }, (_, n) => String.fromCharCode(97 + (n % 26))).join("");

test.each([0, 1, 3_599, 3_600, 3_601, 10_800])(
  "words of %d signs come back from their cookies whole",
  (length) => {
    const parts = partsOf(text(length));
    for (const part of parts) expect(part.length).toBeLessThan(4_000);
    expect(joinParts((n) => parts[n]) ?? "").toBe(text(length));
  },
);

test("a part that is left over from longer words is not one of these", () => {
  const [first] = partsOf("short");
  expect(joinParts((n) => (n === 0 ? first : "left over"))).toBe("short");
});

test.each([undefined, "", "x", "9.abc", "0.abc", "plain"])("%j is none of ours", (value) => {
  expect(joinParts((n) => (n === 0 ? value : ""))).toBeNull();
});
