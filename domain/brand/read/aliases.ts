import { type Document, isAlias, isCollection, isPair, type Node } from "yaml";

/** How many aliases a file may come to once they are all written out. */
export const MAX_ALIASES = 1_000;

export interface AliasFault {
  offset: number;
  message: string;
}

const TOO_MANY = `comes to more than ${MAX_ALIASES} aliases once written out — write the values out instead`;

/** Adds up what each alias stands for, so that a few lines cannot grow into a billion. */
export function findAliasFault(doc: Document.Parsed): AliasFault | undefined {
  const sizes = new Map<Node, number>();
  const open = new Set<Node>();
  let fault: AliasFault | undefined;

  function sizeOf(node: unknown): number {
    if (fault !== undefined) return 0;
    if (isPair(node)) return sizeOf(node.key) + sizeOf(node.value);
    if (isAlias(node)) return aliasSize(node);
    if (!isCollection(node)) return 0;
    const known = sizes.get(node);
    if (known !== undefined) return known;
    open.add(node);
    const size = node.items.reduce<number>((sum, item) => sum + sizeOf(item), 0);
    open.delete(node);
    sizes.set(node, size);
    return size;
  }

  function aliasSize(alias: Node & { resolve(doc: Document.Parsed): Node | undefined }): number {
    const offset = alias.range?.[0] ?? 0;
    const target = alias.resolve(doc);
    if (target === undefined) {
      fault = { offset, message: "the alias stands for nothing — write its `&name` first" };
      return 0;
    }
    if (open.has(target)) {
      fault = { offset, message: "the alias stands inside what it stands for — write the value out" };
      return 0;
    }
    const size = 1 + sizeOf(target);
    if (size > MAX_ALIASES) fault ??= { offset, message: `the alias ${TOO_MANY}` };
    return size;
  }

  const total = sizeOf(doc.contents);
  if (fault === undefined && total > MAX_ALIASES) fault = { offset: 0, message: `the file ${TOO_MANY}` };
  return fault;
}
