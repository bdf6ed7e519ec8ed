import type { Html } from "mdast";
import type { Inline } from "../tree";
import { placeOf, type Reading } from "./faults";

const INSTEAD: readonly [RegExp, string][] = [
  [/^(b|strong)$/, "write **bold**"],
  [/^(i|em)$/, "write *italic*"],
  [/^h[1-6]$/, "write a heading with #"],
  [/^(table|thead|tbody|tr|td|th)$/, "write a table with | between its cells"],
  [/^(ul|ol|li|dl|dt|dd)$/, "write a list with - or 1."],
  [/^(p|div|span|section|article|font|center|u|small)$/, "leave the tag out; an empty line parts paragraphs"],
  [/^a$/, 'write [text](address) for a link, <a id="name"></a> for a place to link to'],
  [/^(img|picture|svg|video|audio)$/, "say in words what it shows"],
  [/^(code|pre|kbd|tt)$/, "put the words between ` marks"],
  [/^(sup|sub)$/, "write a footnote [^1]"],
  [/^(del|s|strike)$/, "write ~~struck~~"],
  [/^hr$/, "write --- on a line of its own"],
  [/^blockquote$/, "start the lines with >"],
];

const ALLOWED =
  /^(?:\s+|<!--[\s\S]*?-->|<br\s*\/?>|<\/a\s*>|<a\s+id\s*=\s*(?:"([^"<>]+)"|'([^'<>]+)')\s*\/?>)/i;

function refuse(reading: Reading, node: Html, offset: number): void {
  const rest = node.value.slice(offset);
  const tag = /^<\/?([A-Za-z][A-Za-z0-9-]*)/.exec(rest)?.[1]?.toLowerCase();
  if (tag !== undefined && rest.startsWith("</") && reading.refused.has(tag)) return;
  if (tag !== undefined) reading.refused.add(tag);
  const before = node.value.slice(0, offset).split("\n");
  const start = placeOf(node);
  const line = start.line + before.length - 1;
  const column = before.length === 1 ? start.column + offset : (before.at(-1)?.length ?? 0) + 1;
  const instead =
    INSTEAD.find(([pattern]) => pattern.test(tag ?? ""))?.[1] ?? "leave it out, or say it in words";
  const shown = tag === undefined ? "raw HTML" : `the HTML tag <${tag}>`;
  reading.faults.push({ line, column, message: `${shown} is not shown — ${instead}` });
}

/** Comments vanish, `<br>` breaks the line, `<a id>` is a place to link to; all else is refused. */
export function readHtml(node: Html, reading: Reading): Inline[] {
  const found: Inline[] = [];
  let offset = 0;
  while (offset < node.value.length) {
    const match = ALLOWED.exec(node.value.slice(offset));
    if (!match) {
      const tag = node.value.indexOf("<", offset);
      refuse(reading, node, tag < 0 ? offset : tag);
      return found;
    }
    const id = match[1] ?? match[2];
    if (id !== undefined && !reading.anchors.has(id)) {
      reading.anchors.add(id);
      found.push({ type: "anchor", id });
    }
    if (/^<br/i.test(match[0])) found.push({ type: "break" });
    offset += match[0].length;
  }
  return found;
}
