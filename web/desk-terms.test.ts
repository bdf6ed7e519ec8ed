import { expect, it, test } from "vitest";
import { afterPublishing, customerIn, previewHref } from "./desk-terms";

const input = { document: "notice", version: "2026-06-01" };

it("says after publishing whether it was this press", () => {
  expect(afterPublishing({ changed: true }, { input })).toBe("/desk/terms/notice/2026-06-01?done=published");
  expect(afterPublishing({ changed: false }, { input })).toBe("/desk/terms/notice/2026-06-01?done=same");
});

const offered = { locales: ["en", "de", "zh-Hans"], locale: "de" };

test.each([
  ["nothing said", { on: null, held: [], since: null, locale: "de" }],
  ["nothing on, new here", { on: [], held: [], since: "", locale: "zh-Hans" }],
  ["some of all", { on: ["a", "b.c"], held: ["x"], since: "2025-03-01", locale: "en" }],
])("an address imagines the customer that it was made for: %s", (_, customer) => {
  const url = new URL(previewHref(input, customer), "http://desk");
  expect(url.pathname).toBe("/desk/terms/notice/2026-06-01/preview");
  expect(customerIn(Object.fromEntries(url.searchParams), offered)).toEqual(customer);
});

it("leaves aside what is no id and a language that is not offered", () => {
  expect(customerIn({ on: "a,<b>,", held: "../x", since: undefined, in: "fr" }, offered)).toEqual({
    ...{ on: ["a"], held: [], since: null, locale: "de" },
  });
});
