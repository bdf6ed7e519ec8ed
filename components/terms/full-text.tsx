import { createElement } from "react";
import type { Clause } from "@/domain/terms/catalog";
import { directionOf } from "@/web/i18n";
import { Blocks, Inlines } from "./blocks";
import { pointId, type TermsReading } from "./reading";

/** A page's own headings end at h3, so the text's first level begins at h4. */
const BELOW = 3;
const LOWEST = 6;

/**
 * The whole text, clause by clause; each clause says which points speak of it. A clause that a point leads to takes
 * the focus with its name, so that whoever follows the link by keyboard or by ear goes on from there.
 */
export function FullText(reading: TermsReading) {
  const { page, view } = reading;
  const { tree, lang } = view.full;
  const top = Math.min(...tree.clauses.map((clause) => clause.depth));
  return (
    <div lang={lang} dir={directionOf(lang)} className="full-text">
      <Blocks blocks={tree.intro} />
      {tree.clauses.map((clause) => (
        <ClauseText key={clause.anchor} {...reading} clause={clause} top={top} />
      ))}
      {tree.footnotes.length > 0 && (
        <ol className="footnotes">
          {tree.footnotes.map((note) => (
            <li key={note.id} id={`note-${note.id}`} value={note.number}>
              <Blocks blocks={note.blocks} />
              <FootnoteBack page={page} anchor={homeOf(tree.clauses, note.id)} number={note.number} />
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function ClauseText(props: TermsReading & { clause: Clause; top: number }) {
  const { view, chosen, clause, top } = props;
  const isChosen = chosen !== null && view.full.pointsOf[clause.anchor]?.includes(chosen);
  const name = view.points.flatMap(({ clauses }) => clauses).find(({ id }) => id === clause.anchor)?.name;
  const level = Math.min(clause.depth - top + 1 + BELOW, LOWEST);
  return (
    <>
      <div
        className={isChosen ? "clause is-here" : "clause"}
        id={clause.anchor}
        {...(name && { role: "group", "aria-label": name.text, tabIndex: -1 })}
      >
        {createElement(`h${level}`, {}, <Inlines inlines={clause.title} />)}
        <Blocks blocks={clause.blocks} />
        <BackToPoints {...props} anchor={clause.anchor} />
      </div>
      {clause.clauses.map((below) => (
        <ClauseText key={below.anchor} {...props} clause={below} />
      ))}
    </>
  );
}

function BackToPoints({ page, view, anchor }: TermsReading & { anchor: string }) {
  const points = view.full.pointsOf[anchor] ?? [];
  if (points.length === 0) return null;
  const { t, locale, dir } = page.words;
  return (
    <p className="backs" lang={locale} dir={dir}>
      {points.map((id) => (
        <a key={id} className="back" href={`#${pointId(id)}`}>
          {t("terms.backToPoint", { number: view.points.findIndex((point) => point.id === id) + 1 })}
        </a>
      ))}
    </p>
  );
}

/** Back to the clause in which the footnote is called. */
function FootnoteBack({
  page,
  anchor,
  number,
}: Pick<TermsReading, "page"> & { anchor: string | null; number: number }) {
  if (anchor === null) return null;
  const { t, locale, dir } = page.words;
  return (
    <p className="backs" lang={locale} dir={dir}>
      <a className="back" href={`#${anchor}`}>
        {t("terms.backFromNote", { number })}
      </a>
    </p>
  );
}

/** The clause whose own words call a footnote. The text is plain data, so a search through it finds the call. */
function homeOf(clauses: readonly Clause[], note: string): string | null {
  for (const { anchor, title, blocks, clauses: below } of clauses) {
    const found = JSON.stringify([title, blocks]).includes(
      `"type":"footnote_reference","id":${JSON.stringify(note)}`,
    );
    const home = found ? anchor : homeOf(below, note);
    if (home !== null) return home;
  }
  return null;
}
