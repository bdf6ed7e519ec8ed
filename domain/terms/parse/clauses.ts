import GithubSlugger from "github-slugger";
import type { Heading, Paragraph, RootContent } from "mdast";
import { toString as plainText } from "mdast-util-to-string";
import type { Block, Clause } from "../tree";
import { readBlocks } from "./blocks";
import { placeOf, type Reading } from "./faults";
import { readInline } from "./inline";

/** As kramdown writes it, and as pandoc does. */
const MARK = /^\{:?\s*#([^\s{}]+)\s*\}\s*/;
const TRAILING_MARK = /\s*\{:?\s*#([^\s{}]+)\s*\}\s*$/;

/** Takes a leading `{: #anchor }` line off a paragraph. */
function takeMark(node: RootContent | undefined): string | undefined {
  const first = node?.type === "paragraph" ? (node as Paragraph).children[0] : undefined;
  if (first?.type !== "text") return undefined;
  const match = MARK.exec(first.value);
  if (match) first.value = first.value.slice(match[0].length);
  return match?.[1];
}

/** Takes a `{: #anchor }` off the end of a heading. */
function takeTrailingMark(heading: Heading): string | undefined {
  const last = heading.children.at(-1);
  if (last?.type !== "text") return undefined;
  const match = TRAILING_MARK.exec(last.value);
  if (match) last.value = last.value.slice(0, match.index);
  return match?.[1];
}

function nameClause(
  heading: Heading,
  marked: string | undefined,
  at: { slugger: GithubSlugger; taken: Set<string>; reading: Reading },
) {
  if (marked !== undefined) {
    if (at.taken.has(marked)) {
      const message = `the anchor \`${marked}\` stands twice — give one of the two another`;
      at.reading.faults.push({ ...placeOf(heading), message });
    }
    return marked;
  }
  const title = plainText(heading, { includeHtml: false });
  let anchor = at.slugger.slug(title) || at.slugger.slug("clause");
  while (at.taken.has(anchor)) anchor = at.slugger.slug(title);
  return anchor;
}

interface Section {
  clause: Clause;
  heading: Heading;
  content: RootContent[];
}

function cutIntoSections(nodes: readonly RootContent[], reading: Reading) {
  const slugger = new GithubSlugger();
  const taken = new Set<string>();
  const before: RootContent[] = [];
  const sections: Section[] = [];
  nodes.forEach((node, index) => {
    if (node.type !== "heading") {
      (sections.at(-1)?.content ?? before).push(node);
      return;
    }
    const marked = takeTrailingMark(node) ?? takeMark(nodes[index + 1]);
    const anchor = nameClause(node, marked, { slugger, taken, reading });
    taken.add(anchor);
    const clause: Clause = { anchor, depth: node.depth, title: [], blocks: [], clauses: [] };
    sections.push({ clause, heading: node, content: [] });
  });
  for (const anchor of taken) reading.anchors.add(anchor);
  return { before, sections };
}

/** Every heading opens a clause, which runs to the next heading of the same or a higher level. */
export function readClauses(
  nodes: readonly RootContent[],
  reading: Reading,
): { intro: Block[]; clauses: Clause[] } {
  const { before, sections } = cutIntoSections(nodes, reading);
  const intro = readBlocks(before, reading);
  const clauses: Clause[] = [];
  const open: Clause[] = [];
  for (const { clause, heading, content } of sections) {
    clause.title = readInline(heading.children, reading);
    clause.blocks = readBlocks(content, reading);
    while (open.length > 0 && (open.at(-1)?.depth ?? 0) >= clause.depth) open.pop();
    (open.at(-1)?.clauses ?? clauses).push(clause);
    open.push(clause);
  }
  return { intro, clauses };
}
