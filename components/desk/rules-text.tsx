import { createElement } from "react";
import type { Clause, FullTextTree } from "@/domain/terms/catalog";
import { directionOf } from "@/web/i18n";
import { Blocks, Inlines } from "../terms/blocks";

/** The page's own headings end at h2, so the text's first level begins at h3. */
const BELOW = 2;
const LOWEST = 6;

/** Handling rules as the brand wrote them. Plain data becomes elements here, so no text is markup of its own. */
export function RulesText({ text }: { text: { tree: FullTextTree; lang: string } }) {
  const { tree, lang } = text;
  const top = Math.min(...tree.clauses.map((clause) => clause.depth));
  return (
    <div lang={lang} dir={directionOf(lang)} className="full-text">
      <Blocks blocks={tree.intro} />
      {tree.clauses.map((clause) => (
        <RulesClause key={clause.anchor} clause={clause} top={top} />
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

function RulesClause({ clause, top }: { clause: Clause; top: number }) {
  const level = Math.min(clause.depth - top + 1 + BELOW, LOWEST);
  return (
    <>
      <div className="clause" id={clause.anchor}>
        {createElement(`h${level}`, {}, <Inlines inlines={clause.title} />)}
        <Blocks blocks={clause.blocks} />
      </div>
      {clause.clauses.map((below) => (
        <RulesClause key={below.anchor} clause={below} top={top} />
      ))}
    </>
  );
}
