import { Fragment } from "react";
import type { Block, Inline } from "@/domain/terms/catalog";

/** Words of a text. Plain data becomes elements here, so nothing in a text can become markup of its own. */
export function Inlines({ inlines }: { inlines: readonly Inline[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: the words of a published text stay in place
  return inlines.map((inline, index) => <InlinePart key={index} inline={inline} />);
}

function InlinePart({ inline }: { inline: Inline }) {
  switch (inline.type) {
    case "text":
      return inline.value;
    case "strong":
      return (
        <strong>
          <Inlines inlines={inline.children} />
        </strong>
      );
    case "emphasis":
      return (
        <em>
          <Inlines inlines={inline.children} />
        </em>
      );
    case "delete":
      return (
        <s>
          <Inlines inlines={inline.children} />
        </s>
      );
    case "code":
      return <code>{inline.value}</code>;
    case "break":
      return <br />;
    case "link":
      return (
        <a href={inline.href} rel={inline.href.startsWith("#") ? undefined : "noreferrer"}>
          <Inlines inlines={inline.children} />
        </a>
      );
    case "anchor":
      return <span id={inline.id} />;
    case "footnote_reference":
      return (
        <sup>
          <a href={`#note-${inline.id}`}>{inline.number}</a>
        </sup>
      );
  }
}

export function Blocks({ blocks }: { blocks: readonly Block[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a published text stay in place
  return blocks.map((block, index) => <BlockPart key={index} block={block} />);
}

function BlockPart({ block }: { block: Block }) {
  switch (block.type) {
    case "paragraph":
      return (
        <p>
          <Inlines inlines={block.children} />
        </p>
      );
    case "quote":
      return (
        <blockquote>
          <Blocks blocks={block.children} />
        </blockquote>
      );
    case "list":
      return <ListBlock block={block} />;
    case "code":
      return (
        <pre>
          <code>{block.value}</code>
        </pre>
      );
    case "rule":
      return <hr />;
    case "table":
      return <TableBlock block={block} />;
  }
}

function ListBlock({ block }: { block: Extract<Block, { type: "list" }> }) {
  const items = block.items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: as above
    <li key={index}>
      {item.checked !== undefined && (item.checked ? "☑ " : "☐ ")}
      <Blocks blocks={item.children} />
    </li>
  ));
  return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
}

function TableBlock({ block }: { block: Extract<Block, { type: "table" }> }) {
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
                <Inlines inlines={cell} />
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
                <Fragment key={column}>
                  <td className={side(column)}>
                    <Inlines inlines={cell} />
                  </td>
                </Fragment>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
