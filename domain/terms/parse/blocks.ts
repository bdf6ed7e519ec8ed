import type { BlockContent, DefinitionContent, Heading, List, RootContent, Table } from "mdast";
import { toString as plainText } from "mdast-util-to-string";
import type { Block, Inline } from "../tree";
import type { Reading } from "./faults";
import { readHtml } from "./html";
import { readInline } from "./inline";

type BlockNode = RootContent | BlockContent | DefinitionContent;

function readList(node: List, reading: Reading): Block {
  const items = node.children.map((item) => {
    const children = readBlocks(item.children, reading);
    return typeof item.checked === "boolean" ? { checked: item.checked, children } : { children };
  });
  return { type: "list", ordered: node.ordered === true, start: node.start ?? 1, items };
}

function readTable(node: Table, reading: Reading): Block {
  const rows = node.children.map((row) => row.children.map((cell) => readInline(cell.children, reading)));
  const align = (node.align ?? []).map((side) => side ?? null);
  return { type: "table", align, head: rows[0] ?? [], rows: rows.slice(1) };
}

/** A heading inside a quote or list opens no clause, but links may lead to it. */
function readInnerHeading(node: Heading, reading: Reading): Block {
  const id = plainText(node).trim().toLowerCase().replaceAll(/\s+/g, "-");
  const anchor: Inline[] = reading.anchors.has(id) ? [] : [{ type: "anchor", id }];
  reading.anchors.add(id);
  return {
    type: "paragraph",
    children: [...anchor, { type: "strong", children: readInline(node.children, reading) }],
  };
}

function paragraph(children: Inline[]): Block[] {
  return children.length === 0 ? [] : [{ type: "paragraph", children }];
}

function readBlock(node: BlockNode, reading: Reading): Block[] {
  switch (node.type) {
    case "paragraph":
      return paragraph(readInline(node.children, reading));
    case "heading":
      return [readInnerHeading(node, reading)];
    case "blockquote":
      return [{ type: "quote", children: readBlocks(node.children, reading) }];
    case "list":
      return [readList(node, reading)];
    case "table":
      return [readTable(node, reading)];
    case "code":
      return [{ type: "code", value: node.value }];
    case "thematicBreak":
      return [{ type: "rule" }];
    case "html":
      return paragraph(readHtml(node, reading));
    default:
      return [];
  }
}

/** Paragraphs, lists, tables and the like as plain data. */
export function readBlocks(nodes: readonly BlockNode[], reading: Reading): Block[] {
  return nodes.flatMap((node) => readBlock(node, reading));
}
