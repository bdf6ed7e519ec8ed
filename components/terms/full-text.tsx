import { createElement } from "react";
import type { Clause, TermsView } from "@/domain/terms/catalog";
import { directionOf } from "@/web/i18n";
import type { Page } from "../page";
import { Blocks, Inlines } from "./blocks";

interface FullTextProps {
  page: Page;
  view: TermsView;
}

/** A page's own headings end at h3, so the text's first level begins at h4. */
const BELOW = 3;
const LOWEST = 6;

/** The whole text, clause by clause; each clause says which points speak of it. */
export function FullText({ page, view }: FullTextProps) {
  const { tree, lang } = view.full;
  const top = Math.min(...tree.clauses.map((clause) => clause.depth));
  return (
    <div lang={lang} dir={directionOf(lang)} className="full-text">
      <Blocks blocks={tree.intro} />
      {tree.clauses.map((clause) => (
        <ClauseText key={clause.anchor} page={page} view={view} clause={clause} top={top} />
      ))}
      {tree.footnotes.length > 0 && (
        <ol className="footnotes">
          {tree.footnotes.map((note) => (
            <li key={note.id} id={`note-${note.id}`} value={note.number}>
              <Blocks blocks={note.blocks} />
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function ClauseText({ page, view, clause, top }: FullTextProps & { clause: Clause; top: number }) {
  const level = Math.min(clause.depth - top + 1 + BELOW, LOWEST);
  return (
    <>
      <div className="clause" id={clause.anchor}>
        {createElement(`h${level}`, {}, <Inlines inlines={clause.title} />)}
        <Blocks blocks={clause.blocks} />
        <BackToPoints page={page} view={view} anchor={clause.anchor} />
      </div>
      {clause.clauses.map((below) => (
        <ClauseText key={below.anchor} page={page} view={view} clause={below} top={top} />
      ))}
    </>
  );
}

function BackToPoints({ page, view, anchor }: FullTextProps & { anchor: string }) {
  const points = view.full.pointsOf[anchor] ?? [];
  if (points.length === 0) return null;
  const { t, locale, dir } = page.words;
  return (
    <p className="backs" lang={locale} dir={dir}>
      {points.map((id) => (
        <a key={id} className="back" href={`#point-${id}`}>
          {t("terms.backToPoint", { number: view.points.findIndex((point) => point.id === id) + 1 })}
        </a>
      ))}
    </p>
  );
}
