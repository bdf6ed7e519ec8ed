import type { Link, LinkReference, PhrasingContent } from "mdast";
import type { Inline } from "../tree";
import { placeOf, type Reading } from "./faults";
import { readHtml } from "./html";

function decoded(anchor: string): string {
  try {
    return decodeURIComponent(anchor);
  } catch {
    return anchor;
  }
}

/** The address that may stand in a page: http, https, mailto or `#anchor`; else undefined. */
function safeAddress(url: string): string | undefined {
  if (/^mailto:[^\s]+$/i.test(url)) return url;
  return /^https?:\/\//i.test(url) && URL.canParse(url) ? new URL(url).href : undefined;
}

function readLink(node: Link | LinkReference, url: string, reading: Reading): Inline[] {
  const children = readInline(node.children, reading);
  if (url.startsWith("#") && url.length > 1) {
    const anchor = decoded(url.slice(1));
    reading.pending.push({ anchor, ...placeOf(node) });
    return [{ type: "link", href: `#${anchor}`, children }];
  }
  const href = safeAddress(url);
  if (href !== undefined) return [{ type: "link", href, children }];
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(url)?.[1];
  if (scheme !== undefined) {
    const message = `a link cannot lead to ${scheme}: — use https, mailto or #anchor`;
    reading.faults.push({ ...placeOf(node), message });
  }
  return children;
}

function footnoteNumber(label: string, reading: Reading): number {
  if (!reading.footnotes.includes(label)) reading.footnotes.push(label);
  return reading.footnotes.indexOf(label) + 1;
}

function readOne(node: PhrasingContent, reading: Reading): Inline[] {
  switch (node.type) {
    case "text":
      return [{ type: "text", value: node.value }];
    case "strong":
    case "emphasis":
    case "delete":
      return [{ type: node.type, children: readInline(node.children, reading) }];
    case "inlineCode":
      return [{ type: "code", value: node.value }];
    case "break":
      return [{ type: "break" }];
    case "link":
      return readLink(node, node.url, reading);
    case "linkReference":
      return readLink(node, reading.definitions.get(node.identifier) ?? "", reading);
    case "image":
    case "imageReference":
      return node.alt ? [{ type: "text", value: node.alt }] : [];
    case "footnoteReference":
      return [
        { type: "footnote_reference", id: node.identifier, number: footnoteNumber(node.identifier, reading) },
      ];
    case "html":
      return readHtml(node, reading);
    default:
      return [];
  }
}

/** Words of a paragraph, heading or cell as plain data. */
export function readInline(nodes: readonly PhrasingContent[], reading: Reading): Inline[] {
  return nodes.flatMap((node) => readOne(node, reading));
}
