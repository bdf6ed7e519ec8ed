import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { CorrectBox } from "@/domain/held-data/catalog";
import { wordsFor } from "@/web/i18n";
import { CorrectForm } from "./correct-form";
import type { ReadProps } from "./value-view";

const words = wordsFor({ locale: "en", timeZone: "UTC", now: new Date(0) });

/** The form of one column as a person with this value in it is given it; `typed` was refused. */
function drawn(kind: CorrectBox["kind"], held: string | undefined, typed?: string): string {
  const said = { text: "Box", lang: "en" };
  const box = { name: "field.box", label: said, kind, max: null, pattern: null };
  const values = { item: "row", "field.box": typed ?? "" };
  const props = {
    page: { words, stamp: "s", path: "/data" },
    card: { id: "row", name: said, correct: { by: "self", boxes: [box] } },
    read: { kind: "row", boxes: held === undefined ? {} : { "field.box": held } },
    flash:
      typed === undefined ? null : { form: "correct", problem: "invalid", params: {}, fields: [], values },
    acts: { correct: "/" },
  };
  return renderToStaticMarkup(createElement(CorrectForm, props as unknown as ReadProps));
}

test.each<[string, CorrectBox["kind"], string, RegExp]>([
  ["a day", "date", "1990-05-31", /type="date"[^>]*value="1990-05-31"/u],
  ["a day in other words", "date", "31.05.1990", /type="text"[^>]*value="31.05.1990"/u],
  ["lines", "text", "Flat 3\n1 Elm", /<textarea[^>]*>Flat 3\n1 Elm<\/textarea>/u],
  [
    "a yes",
    "boolean",
    "true",
    /<option value="true" selected="">Yes<\/option><option value="false">No<\/option><\/select>/u,
  ],
  ["neither yes nor no", "boolean", "", /<option value="" selected="">Nothing<\/option>/u],
  ["a word of the source's own", "boolean", "J", /<input[^>]*value="J"/u],
])("%s is shown in a box that sends it back as it is", (_what, kind, held, expected) => {
  expect(drawn(kind, held)).toMatch(expected);
});

test("what is hidden has no box, and where there is none there is no form", () => {
  expect(drawn("text", undefined)).toBe("");
});

test("a web address that is none is told what one looks like", () => {
  expect(drawn("url", "https://a.example/", "a.example")).toContain(
    "Write a web address, such as https://www.example.com/.",
  );
});
