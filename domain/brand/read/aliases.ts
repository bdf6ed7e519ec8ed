import { type Alias, type Document, isAlias, isCollection, isPair, type Node } from "yaml";

/** How many aliases a file may come to once they are all written out. */
const MAX_ALIASES = 1_000;

export interface AliasFault {
  offset: number;
  message: string;
}

const TOO_MANY = `comes to more than ${MAX_ALIASES} aliases once written out — write the values out instead`;

/** Adds up how many aliases each part of a file comes to, and stops at the first fault. */
class AliasCount {
  fault: AliasFault | undefined;
  readonly #known = new Map<Node, number>();
  readonly #open = new Set<Node>();

  constructor(readonly doc: Document.Parsed) {}

  of(node: unknown): number {
    if (this.fault !== undefined) return 0;
    if (isPair(node)) return this.of(node.key) + this.of(node.value);
    if (isAlias(node)) return this.#ofAlias(node);
    if (!isCollection(node)) return 0;
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    this.#open.add(node);
    const count = node.items.reduce<number>((sum, item) => sum + this.of(item), 0);
    this.#open.delete(node);
    this.#known.set(node, count);
    return count;
  }

  #ofAlias(alias: Alias): number {
    const offset = alias.range?.[0] ?? 0;
    const target = alias.resolve(this.doc);
    if (target === undefined) {
      this.fault = { offset, message: "the alias stands for nothing — write its `&name` first" };
      return 0;
    }
    if (this.#open.has(target)) {
      this.fault = { offset, message: "the alias stands inside what it stands for — write the value out" };
      return 0;
    }
    const count = 1 + this.of(target);
    if (count > MAX_ALIASES) this.fault ??= { offset, message: `the alias ${TOO_MANY}` };
    return count;
  }
}

/** What is wrong with a file's aliases, so that a few lines cannot grow into a billion. */
export function findAliasFault(doc: Document.Parsed): AliasFault | undefined {
  const aliases = new AliasCount(doc);
  const total = aliases.of(doc.contents);
  if (aliases.fault === undefined && total > MAX_ALIASES)
    return { offset: 0, message: `the file ${TOO_MANY}` };
  return aliases.fault;
}
