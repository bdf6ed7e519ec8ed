import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { allClauses, fullTextWords } from "../plain-text";
import { parseFullText } from "./full-text";

const faults = (markdown: string) =>
  parseFullText(markdown).faults.map(({ line, column, message }) => `${line}:${column} ${message}`);

const REFUSED: [string, string, string[]][] = [
  ["bold", "a <b>b</b>", ["1:3 the HTML tag <b> is not shown — write **bold**"]],
  [
    "a table",
    "<table>\n<tr>\n",
    ["1:1 the HTML tag <table> is not shown — write a table with | between its cells"],
  ],
  [
    "a script inside a comment's block",
    "<!-- ok -->\n<script>x</script>",
    ["2:1 the HTML tag <script> is not shown — leave it out, or say it in words"],
  ],
  [
    "an id on anything else",
    '<p id="x">',
    ["1:1 the HTML tag <p> is not shown — leave the tag out; an empty line parts paragraphs"],
  ],
  [
    "an <a> with more than an id",
    '<a id="x" onclick="y">',
    [
      '1:1 the HTML tag <a> is not shown — write [text](address) for a link, <a id="name"></a> for a place to link to',
    ],
  ],
  [
    "a link to a script",
    "[a](JavaScript:x)",
    ["1:1 a link cannot lead to JavaScript: — use https, mailto or #anchor"],
  ],
  [
    "a link to data",
    "[a]: data:text/html,x\n\n[a]",
    ["3:1 a link cannot lead to data: — use https, mailto or #anchor"],
  ],
  [
    "a missing anchor, with front matter above",
    "---\ntitle: x\n---\n\n[a](#b)",
    ["5:1 the link leads to #b, which is not in this text — mend the anchor, or add the clause"],
  ],
];

test.each(REFUSED)("refuses %s, at its line", (_case, markdown, lines) => {
  expect(faults(markdown)).toEqual(lines);
});

test("comments vanish, <br> breaks the line, <a id> is a place to link to", () => {
  const { tree, faults: none } = parseFullText('<!-- x -->\n\na<br/>b <a id="here"></a>c [d](#here)');
  expect(none).toEqual([]);
  const [paragraph] = tree.intro;
  expect(paragraph?.type === "paragraph" && paragraph.children.map(({ type }) => type)).toEqual([
    "text",
    "break",
    "text",
    "anchor",
    "text",
    "link",
  ]);
});

test("only web, mail and inner links become links; others are shown as their text", () => {
  const { tree } = parseFullText(
    "# A\n[w](https://x.example/a?b) [m](mailto:a@b.c) [i](#a) [r](../r.md) [p](//evil.example)",
  );
  const [paragraph] = tree.clauses[0]?.blocks ?? [];
  const links =
    paragraph?.type === "paragraph"
      ? paragraph.children.flatMap((node) => (node.type === "link" ? node.href : []))
      : [];
  expect(links).toEqual(["https://x.example/a?b", "mailto:a@b.c", "#a"]);
  expect(fullTextWords(tree)).toContain("w m i r p");
});

test("tables and footnotes are kept", () => {
  const { tree } = parseFullText(
    "| a | b |\n|---|--:|\n| 1 | x[^n] |\n\n[^n]: The note.\n[^unused]: Also kept.\n",
  );
  expect(tree.intro[0]).toMatchObject({ type: "table", align: [null, "right"] });
  expect(tree.footnotes.map(({ id, number }) => `${id}:${number}`)).toEqual(["n:1", "unused:2"]);
});

test("whatever is written, it is read or reported and never thrown, and no script gets through", () => {
  const scrap = fc.constantFrom(
    "# ",
    "> ",
    "- ",
    "[a](",
    "javascript:x)",
    "<",
    "b>",
    "<a id='",
    "|",
    "\n",
    "[^1]",
    "{: #x }",
    "`",
    "---\n",
    "<!--",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(scrap, fc.string({ maxLength: 6 })), { maxLength: 40 }), (parts) => {
      const text = JSON.stringify(parseFullText(parts.join("")).tree);
      expect(text).not.toMatch(/"href":"(?!https?:|mailto:|#)/);
    }),
  );
});

test("brackets and quotes without end", () => {
  expect(() => parseFullText(">".repeat(5_000))).not.toThrow();
  expect(() => parseFullText("[".repeat(5_000))).not.toThrow();
});

const real = resolve(
  import.meta.dirname,
  "../../../../shared/brands/chinook/terms/privacy-notice/2023-04-20/full.en.md",
);

test.skipIf(!existsSync(real))("a real policy loses no words (skipped where it is not at hand)", () => {
  const markdown = readFileSync(real, "utf8");
  const { tree, faults: none } = parseFullText(markdown);
  expect(none).toEqual([]);
  expect(allClauses(tree)).toHaveLength(markdown.match(/^#+ /gm)?.length ?? 0);
  expect(fullTextWords(tree)).toContain("37signals");
});
