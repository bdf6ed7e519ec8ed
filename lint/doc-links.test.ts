import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import GithubSlugger from "github-slugger";
import { toString as textOf } from "mdast-util-to-string";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const reader = unified().use(remarkParse).use(remarkGfm);

interface Node {
  type: string;
  url?: string;
  children?: Node[];
}

const flat = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(flat)];
const nodesOf = (markdown: string): Node[] => flat(reader.parse(markdown) as Node);

/** What a link may name after its #, as the places where these files are read make it. */
function anchorsOf(markdown: string): Set<string> {
  const slugger = new GithubSlugger();
  const headings = nodesOf(markdown).filter(({ type }) => type === "heading");
  return new Set(headings.map((heading) => slugger.slug(textOf(heading))));
}

const linksOf = (markdown: string): string[] =>
  nodesOf(markdown).flatMap(({ type, url }) => (["link", "image", "definition"].includes(type) && url) || []);

/** The links of one file that lead nowhere; `at` is its place below the root. Addresses elsewhere are not asked. */
function brokenLinks(at: string, markdown: string): string[] {
  return linksOf(markdown).filter((url) => {
    if (/^[a-z][a-z0-9+.-]*:/iu.test(url)) return false;
    const [path = "", anchor] = url.split("#");
    const target = path === "" ? at : normalize(join(dirname(at), decodeURIComponent(path)));
    if (path !== "" && (target.startsWith("..") || !existsSync(join(root, target)))) return true;
    if (anchor === undefined) return false;
    if (path === "") return !anchorsOf(markdown).has(anchor);
    return (
      statSync(join(root, target)).isDirectory() ||
      !anchorsOf(readFileSync(join(root, target), "utf8")).has(anchor)
    );
  });
}

/** All that a reader of the project may open. A brand's own texts have links of their own, checked as they load. */
const documents = execFileSync(
  "git",
  ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"],
  {
    cwd: root,
    encoding: "utf8",
  },
)
  .split("\0")
  .filter((file) => file !== "" && existsSync(join(root, file)) && !/^brand\/(terms|staff)\//u.test(file));

it.each(documents)("%s: every link and picture of ours is there", (file) => {
  expect(brokenLinks(file, readFileSync(join(root, file), "utf8"))).toEqual([]);
});

it("finds what leads nowhere", () => {
  const broken = [
    "[a](docs/nowhere.md)",
    "![b](docs/pictures/nowhere.png)",
    "[c](docs/operations.md#nowhere)",
    "[d](#nowhere)",
    "[e](../outside.md)",
    "[f]: docs/no.md\n\n[f]",
  ].join("\n\n");
  expect(brokenLinks("README.md", broken)).toHaveLength(6);
  const right =
    "# Here\n\n[a](docs) [b](docs/operations.md#staff) [c](#here) [d](https://example.com/x) `[e](no.md)`";
  expect(brokenLinks("README.md", right)).toEqual([]);
});
