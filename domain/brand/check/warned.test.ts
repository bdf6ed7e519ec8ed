import { expect, test } from "vitest";
import { type Edits, warningsOf } from "../testing-folder";

const noWords = (at: string, tag: string) =>
  `brand.yaml:${at} the pages have no words in \`${tag}\` yet, so no one is offered it — add messages/${tag}.json, or take it out`;

const http = (key: string) =>
  ["shop", "loyalty"]
    .map(
      (id) =>
        `${id}: { name: Ours, kind: http, url: "https://x.example/{customer_key}", customer_key: ${key} }\n`,
    )
    .join("");

const WARNED: [string, Edits, string[]][] = [
  ["languages with words", { "brand.yaml": ["locales: [en]", "locales: [en, de-AT, zh-TW]"] }, []],
  [
    "languages without words",
    { "brand.yaml": ["locales: [en]", "locales: [en, ja, ar-EG]"] },
    [noWords("9:15", "ja"), noWords("9:19", "ar-EG")],
  ],
  [
    "a shop that only an HTTP source knows, by the address that was proved",
    { "sources.yaml": http("email") },
    [],
  ],
  [
    "sources that find no one",
    { "sources.yaml": http("customer_number") },
    [
      "sources.yaml:1:1 no source finds customers, so no one can sign in — add `find_customer` and `identity` to a database, or `customer_key: email` to an HTTP source",
    ],
  ],
];

test.each(WARNED)("the check says of %s what it has to", async (_what, edits, lines) => {
  const [file = ""] = Object.keys(edits);
  expect((await warningsOf(edits)).filter((line) => line.startsWith(file))).toEqual(lines);
});
