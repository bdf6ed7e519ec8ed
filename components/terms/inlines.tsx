import type { Inline } from "@/domain/terms/catalog";

interface InlinesProps {
  inlines: readonly Inline[];
  /** A second showing of the same words on one page: nothing in it can be linked to. */
  bare?: boolean;
}

/** Words of a text. Plain data becomes elements here, so nothing in a text can become markup of its own. */
export function Inlines({ inlines, bare = false }: InlinesProps) {
  // biome-ignore lint/suspicious/noArrayIndexKey: the words of a published text stay in place
  return inlines.map((inline, index) => <InlinePart key={index} inline={inline} bare={bare} />);
}

function InlinePart({ inline, bare }: { inline: Inline; bare: boolean }) {
  switch (inline.type) {
    case "text":
      return inline.value;
    case "strong":
      return (
        <strong>
          <Inlines inlines={inline.children} bare={bare} />
        </strong>
      );
    case "emphasis":
      return (
        <em>
          <Inlines inlines={inline.children} bare={bare} />
        </em>
      );
    case "delete":
      return (
        <s>
          <Inlines inlines={inline.children} bare={bare} />
        </s>
      );
    case "code":
      return <code>{inline.value}</code>;
    case "break":
      return <br />;
    case "link":
      return (
        <a href={inline.href} rel={inline.href.startsWith("#") ? undefined : "noreferrer"}>
          <Inlines inlines={inline.children} bare={bare} />
        </a>
      );
    case "anchor":
      return bare ? null : <span id={inline.id} />;
    case "footnote_reference":
      return (
        <sup>
          <a href={`#note-${inline.id}`}>{inline.number}</a>
        </sup>
      );
  }
}
