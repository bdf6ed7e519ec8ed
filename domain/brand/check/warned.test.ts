import { expect, test } from "vitest";
import { type Edits, warningsOf } from "../testing-folder";

const noWords = (at: string, tag: string) =>
  `brand.yaml:${at} the pages have no words in \`${tag}\` yet, so no one is offered it — add messages/${tag}.json, or take it out`;

const WARNED: [string, Edits, string[]][] = [
  ["languages with words", { "brand.yaml": ["locales: [en]", "locales: [en, de-AT, zh-TW]"] }, []],
  [
    "languages without words",
    { "brand.yaml": ["locales: [en]", "locales: [en, ja, ar-EG]"] },
    [noWords("9:15", "ja"), noWords("9:19", "ar-EG")],
  ],
];

test.each(WARNED)("the check says of %s what it has to", async (_what, edits, lines) => {
  const [file = ""] = Object.keys(edits);
  expect((await warningsOf(edits)).filter((line) => line.startsWith(file))).toEqual(lines);
});
