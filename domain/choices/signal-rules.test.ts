import { expect, test } from "vitest";
import { tinyBrand } from "../testing-brand";
import { isSignal, signalPurposes } from "./signal-rules";

test.each([
  ["1", true],
  [" 1 ", true],
  ["0, 1", true],
  ["1,0", true],
  ["1, 1", true],
  ["true, 1,", true],
  ["0", false],
  ["true", false],
  ["yes", false],
  ["on", false],
  ["", false],
  [",", false],
  ["11", false],
  ["1;q=1", false],
  ["1.0", false],
  ["01", false],
  ["+1", false],
  ["'1'", false],
  ['"1"', false],
  ["?1", false],
  ["1 1", false],
  ["１", false],
  ["0, 0", false],
  [null, false],
  [undefined, false],
])("Sec-GPC: %j is a signal: %s", (header, is) => {
  expect(isSignal(header)).toBe(is);
});

test("turns off what the brand marks, and nothing else", () => {
  expect(signalPurposes(tinyBrand()).map(({ id }) => id)).toEqual(["picks"]);
});
