import type { Block } from "@/domain/terms/catalog";
import { Inlines } from "./inlines";

export { Inlines } from "./inlines";

interface BlocksProps {
  blocks: readonly Block[];
  /** A second showing of the same words on one page: nothing in it can be linked to. */
  bare?: boolean;
}

/** Paragraphs, lists, tables and quotes of a text. */
export function Blocks({ blocks, bare = false }: BlocksProps) {
  // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a published text stay in place
  return blocks.map((block, index) => <BlockPart key={index} block={block} bare={bare} />);
}

function BlockPart({ block, bare }: { block: Block; bare: boolean }) {
  switch (block.type) {
    case "paragraph":
      return (
        <p>
          <Inlines inlines={block.children} bare={bare} />
        </p>
      );
    case "quote":
      return (
        <blockquote>
          <Blocks blocks={block.children} bare={bare} />
        </blockquote>
      );
    case "list":
      return <ListBlock block={block} bare={bare} />;
    case "code":
      return (
        <pre>
          <code>{block.value}</code>
        </pre>
      );
    case "rule":
      return <hr />;
    case "table":
      return <TableBlock block={block} bare={bare} />;
  }
}

function ListBlock({ block, bare }: { block: Extract<Block, { type: "list" }>; bare: boolean }) {
  const items = block.items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: as above
    <li key={index}>
      {item.checked !== undefined && (item.checked ? "☑ " : "☐ ")}
      <Blocks blocks={item.children} bare={bare} />
    </li>
  ));
  return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
}

function TableBlock({ block, bare }: { block: Extract<Block, { type: "table" }>; bare: boolean }) {
  const side = (column: number) => (block.align[column] === "right" ? "end" : undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls, and the keyboard must reach it
    <div className="text-table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {block.head.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <th key={column} scope="col" className={side(column)}>
                <Inlines inlines={cell} bare={bare} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <tr key={line}>
              {row.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <td key={column} className={side(column)}>
                  <Inlines inlines={cell} bare={bare} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
