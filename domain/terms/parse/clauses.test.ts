import { expect, test } from "vitest";
import { allClauses, clauseTitle } from "../plain-text";
import { parseFullText } from "./full-text";

const anchors = (markdown: string) =>
  allClauses(parseFullText(markdown).tree).map(({ anchor, depth }) => `${anchor}:${depth}`);
const ANCHORS: [string, string, string[]][] = [
  ["a slug of the heading's plain words", "## What *we* `keep` & why", ["what-we-keep--why:2"]],
  ["twice the same heading", "# A\n# A\n", ["a:1", "a-1:1"]],
  ["a Chinese heading", "# 我们保存什么\n", ["我们保存什么:1"]],
  ["an anchor of its own on the line below", "## Rights\n{: #your-rights }\n\nText", ["your-rights:2"]],
  ["an anchor of its own before text of the same paragraph", "## Rights\n{: #r }\nText", ["r:2"]],
  ["an anchor of its own behind the heading", "## Rights {: #r }", ["r:2"]],
  ["an anchor as pandoc writes it", "## Vorwort {#m716}\n\n[up](#m716)", ["m716:2"]],
  ["a slug that an anchor took", "## A {: #b }\n## B", ["b:2", "b-1:2"]],
  ["a heading of signs alone", "# !!!\n", ["clause:1"]],
  ["a heading underlined", "Title\n=====\n", ["title:1"]],
  ["a heading in a code block", "```\n# no\n```\n", []],
];

test.each(ANCHORS)("%s", (_case, markdown, found) => {
  expect(anchors(markdown)).toEqual(found);
});

test("a clause runs to the next heading of the same or a higher level", () => {
  const { tree } = parseFullText("intro\n\n# A\na\n### B\nb\n## C\nc\n# D\nd");
  expect(tree.intro).toHaveLength(1);
  expect(tree.clauses.map(clauseTitle)).toEqual(["A", "D"]);
  expect(tree.clauses[0]?.clauses.map(clauseTitle)).toEqual(["B", "C"]);
});
