import { type ReactNode, useId } from "react";

const HEAD = "page-head";

/**
 * The one h1 of a page and the sentence under it. The first picture of a page waits for it, where the browser knows how:
 * one of the menu alone would be drawn for nothing. `level` 2: the head of a page that is shown within another.
 */
export function PageHead({
  title,
  lede,
  level = 1,
  children,
}: {
  title: ReactNode;
  lede?: ReactNode;
  level?: 1 | 2;
  children?: ReactNode;
}) {
  const Title = level === 1 ? "h1" : "h2";
  return (
    <div className="head" id={level === 1 ? HEAD : undefined}>
      {level === 1 && <link rel="expect" href={`#${HEAD}`} blocking="render" />}
      <Title>{title}</Title>
      {lede && <p className="lede">{lede}</p>}
      {children}
    </div>
  );
}

interface SectionProps {
  title: ReactNode;
  intro?: ReactNode;
  more?: ReactNode;
  /** Anchor that links elsewhere lead to. */
  id?: string;
  hideTitle?: boolean;
  first?: boolean;
  children: ReactNode;
}

/** A part of a page under an h2, named by it. */
export function Section({
  title,
  intro,
  more,
  id,
  hideTitle = false,
  first = false,
  children,
}: SectionProps) {
  const made = useId();
  const heading = id ? `${id}-title` : made;
  return (
    <section id={id} className={first ? undefined : "section"} aria-labelledby={heading}>
      {hideTitle ? (
        <h2 id={heading} className="vh">
          {title}
        </h2>
      ) : (
        <div className="section-head">
          <h2 id={heading}>{title}</h2>
          {intro && <p>{intro}</p>}
          {more}
        </div>
      )}
      {children}
    </section>
  );
}

/** White paper with an edge. `rows` draws a line between its children. */
export function Card({
  children,
  pad = false,
  rows = false,
}: {
  children: ReactNode;
  pad?: boolean;
  rows?: boolean;
}) {
  return <div className={`card${pad ? " pad stack-lg" : ""}${rows ? " rows" : ""}`}>{children}</div>;
}
