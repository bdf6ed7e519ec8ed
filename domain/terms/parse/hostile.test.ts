import { describe, expect, test } from "vitest";
import { fullTextWords } from "../plain-text";
import type { Block, Inline } from "../tree";
import { parseFullText } from "./full-text";

const PAYLOADS = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg/onload=alert(1)>",
  "<iframe src=javascript:alert(1)>",
  "<body onload=alert(1)>",
  "<a href=javascript:alert(1)>x</a>",
  '<a id="x" onclick="alert(1)">x</a>',
  "<style>*{background:url(x)}</style>",
  "<base href=//evil.example>",
  "<form action=//evil.example><input>",
  "<math><mtext></mtext></math>",
  "<object data=x></object>",
  "<meta http-equiv=refresh content=0>",
  "<![CDATA[<script>x</script>]]>",
  "<?php echo 1 ?>",
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x](&#106;avascript:alert(1))",
  "[x](java\tscript:alert(1))",
  "[x](vbscript:msgbox)",
  "[x](data:text/html,<script>x</script>)",
  "[x](//evil.example)",
  "![x](javascript:alert(1))",
  "<javascript:alert(1)>",
  "[x]: javascript:alert(1)\n\n[x]",
] as const;

const AROUND: readonly [string, (payload: string) => string][] = [
  ["alone", (payload) => payload],
  ["in a heading", (payload) => `# ${payload}\n\ntext`],
  ["in a list", (payload) => `- ${payload}\n- b`],
  ["in a quote", (payload) => `> ${payload}`],
  ["in a cell", (payload) => `| a |\n|---|\n| ${payload} |`],
  ["in a footnote", (payload) => `a[^1]\n\n[^1]: ${payload}`],
  ["in strong words", (payload) => `**a ${payload} b**`],
  ["behind a comment", (payload) => `<!-- x -->\n\n${payload}`],
];

const inlines = (nodes: readonly Inline[]): Inline[] =>
  nodes.flatMap((node) => ["children" in node ? inlines(node.children) : [], node].flat());

function inlinesOf(blocks: readonly Block[]): Inline[] {
  return blocks.flatMap((block): Inline[] => {
    switch (block.type) {
      case "paragraph":
        return inlines(block.children);
      case "quote":
        return inlinesOf(block.children);
      case "list":
        return block.items.flatMap((item) => inlinesOf(item.children));
      case "table":
        return [block.head, ...block.rows].flatMap((row) => row.flatMap(inlines));
      default:
        return [];
    }
  });
}

const KNOWN = [
  "text",
  "strong",
  "emphasis",
  "delete",
  "code",
  "break",
  "link",
  "anchor",
  "footnote_reference",
];

describe("two hundred hostile snippets come out as words, or are refused with their line", () => {
  const all = PAYLOADS.flatMap((payload) =>
    AROUND.map(([where, put]) => [payload, where, put(payload)] as const),
  );
  expect(all).toHaveLength(200);
  test.each(AROUND.map(([where]) => where))("%s", (where) => {
    for (const [payload, , markdown] of all.filter((one) => one[1] === where)) {
      const { tree, faults } = parseFullText(markdown);
      const clauses = tree.clauses.flatMap((clause) => [
        ...inlines(clause.title),
        ...inlinesOf(clause.blocks),
      ]);
      const notes = tree.footnotes.flatMap(({ blocks }) => inlinesOf(blocks));
      for (const node of [...inlinesOf(tree.intro), ...clauses, ...notes]) {
        expect(KNOWN, payload).toContain(node.type);
        if (node.type === "link") expect(node.href, payload).toMatch(/^(https?:\/\/|mailto:|#)/u);
        if (node.type === "anchor") expect(node.id, payload).not.toMatch(/[<>"'\s]/u);
      }
      for (const { line, message } of faults) {
        expect(line).toBeGreaterThan(0);
        expect(message).toContain(" — ");
      }
      // What CommonMark takes for no tag is words, and is shown as such.
      const shown = fullTextWords(tree).includes(payload.slice(0, 4));
      if (payload.startsWith("<")) expect(faults.length > 0 || shown, markdown).toBe(true);
    }
  });
});

describe("what nobody could read is refused with a clear word, before it takes long", () => {
  test.each([
    [
      "quotes without end",
      `a\n\n${">".repeat(100_000)}`,
      "3:1 quotes and lists stand more than 30 deep here — nest them less deeply",
    ],
    [
      "lists inside lists",
      Array.from({ length: 40 }, () => "- ").join(""),
      "1:1 quotes and lists stand more than 30 deep",
    ],
    [
      "one endless paragraph",
      "*a_ ".repeat(20_000),
      "1:1 more than 20000 letters stand here without an empty line",
    ],
    ["footnotes without end", "[^a]: b\n\n".repeat(2_000), "2001:1 there are more than 1000 footnotes"],
  ])("%s", (_case, markdown, start) => {
    const [fault, ...more] = parseFullText(markdown).faults;
    expect(more).toEqual([]);
    expect(`${fault?.line}:${fault?.column} ${fault?.message}`).toContain(start);
  });

  test("a table of many lines and a long list are no such thing", () => {
    const table = `| a | b |\n|---|---|\n${"| one | two |\n".repeat(300)}`;
    expect(parseFullText(table).faults).toEqual([]);
    expect(parseFullText("- one\n\n  - two\n\n    1. three\n".repeat(50)).faults).toEqual([]);
  });
});
