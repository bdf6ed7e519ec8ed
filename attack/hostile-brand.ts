import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { isMap, isScalar, isSeq, type Node, parseDocument, type Scalar } from "yaml";
import { root } from "./started";

/** A copy of the demo's brand folder in which each text of the brand's holds one of these after its own words. */
export function plantBrand(given: { texts: readonly string[]; paragraphs: readonly string[] }): {
  folder: string;
  planted: number;
} {
  const folder = mkdtempSync(join(tmpdir(), "forthright-brand-"));
  chmodSync(folder, 0o755);
  for (const name of readdirSync(join(root, "brand")))
    if (name !== "demo" && !name.endsWith(".ts"))
      cpSync(join(root, "brand", name), join(folder, name), { recursive: true });
  const garden = new Garden(given.texts.filter(isClean), given.paragraphs);
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = join(folder, path);
    if (extname(file) === ".yaml") garden.yaml(file);
    if (extname(file) === ".md") garden.markdown(file);
  }
  return { folder, planted: garden.planted };
}

/** The brand's files are refused for the first. */
const isClean = (text: string) => !text.includes("\0");

/** Names of what people read, where it is one text and not one for each language. */
const READ = new Set([
  "name",
  "about",
  "why",
  "because",
  "title",
  "text",
  "what_for",
  "legal_name",
  "street",
  "short",
  "more",
]);

class Garden {
  planted = 0;
  constructor(
    readonly texts: readonly string[],
    readonly paragraphs: readonly string[],
  ) {}

  next(from = this.texts): string {
    const text = from[this.planted % from.length] ?? "";
    this.planted += 1;
    return text;
  }

  yaml(file: string): void {
    const document = parseDocument(readFileSync(file, "utf8"));
    this.plant(document.contents as Node | null, false);
    writeFileSync(file, document.toString({ lineWidth: 0 }));
  }

  /** English is what is read in the attack; other languages stay as they are. */
  plant(node: Node | null, read: boolean): void {
    if (isSeq(node)) for (const one of node.items) this.plant(one as Node, read);
    if (!isMap(node)) return;
    for (const { key, value } of node.items) {
      const name = String((key as Scalar).value);
      const isText = name === "en" || (READ.has(name) && isScalar(value));
      if (isText && isScalar(value) && typeof value.value === "string")
        value.value = `${value.value} ${this.next()}`;
      else this.plant(value as Node | null, isText);
    }
  }

  /** A paragraph of its own after each, where no list or mark of a heading is broken by it. */
  markdown(file: string): void {
    const blocks = readFileSync(file, "utf8").split(/\n{2,}/);
    const plain = (block: string) => /^[\p{L}\d]/u.test(block) && !/^\d+\./.test(block);
    const more = blocks.flatMap((block) => (plain(block) ? [block, this.next(this.paragraphs)] : [block]));
    writeFileSync(file, more.join("\n\n"));
  }
}
