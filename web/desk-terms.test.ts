import { expect, it } from "vitest";
import { tinyBrand } from "@/domain/testing-brand";
import { afterPublishing, previewOf } from "./desk-terms";

const input = { document: "notice", version: "2026-06-01" };

it("says after publishing whether it was this press", () => {
  expect(afterPublishing({ changed: true }, { input })).toBe("/desk/terms/notice/2026-06-01?done=published");
  expect(afterPublishing({ changed: false }, { input })).toBe("/desk/terms/notice/2026-06-01?done=same");
});

it("previews nothing of a version that the folder does not have", () => {
  expect(previewOf({ brand: tinyBrand(), locale: "en" }, input, "offers")).toEqual({
    purposes: [],
    touched: [],
  });
});
