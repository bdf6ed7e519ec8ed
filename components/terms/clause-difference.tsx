import type { ClauseDifference } from "@/domain/terms/catalog";
import { directionOf } from "@/web/i18n";
import type { Page } from "../page";
import { Tag } from "../ui/tag";
import { MarkedWords } from "./marked-words";

interface ClauseDifferenceProps {
  page: Page;
  clause: ClauseDifference;
  /** The language of the text. */
  lang: string;
  /** Where the clause stands in full. */
  href: string;
}

/** One clause that is not as it was: what became of it in words, then its words with what came and went. */
export function ClauseDifferenceCard({ page, clause, lang, href }: ClauseDifferenceProps) {
  const { t } = page.words;
  const words = { lang, dir: directionOf(lang) };
  const whole = clause.kind !== "kept";
  return (
    <article className="change diff-clause">
      <div className="change-head">
        <h2 {...words}>
          {clause.title.length === 0 && <span lang={page.words.locale}>{t("terms.opening")}</span>}
          {whole ? (
            clause.title.map(({ text }) => text).join("")
          ) : (
            <MarkedWords page={page} marks={clause.title} />
          )}
        </h2>
        {clause.kind !== "kept" && (
          <Tag tone={clause.kind === "added" ? "good" : "warn"}>{t(`terms.clause_${clause.kind}`)}</Tag>
        )}
        {clause.changes.map((change) => (
          <Tag key={change} tone="info">
            {t(`terms.clause_${change}`)}
          </Tag>
        ))}
      </div>
      <div className="diff" {...words}>
        {clause.body
          .filter((marks) => marks.length > 0)
          .map((marks, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the paragraphs of a published text stay in place
            <p key={index}>
              <MarkedWords page={page} marks={marks} />
            </p>
          ))}
      </div>
      <p className="point-links">
        <a href={href}>{t("terms.readClause")}</a>
      </p>
    </article>
  );
}

/** Whether a clause is not as it was. */
export const isChanged = (clause: ClauseDifference): boolean =>
  clause.kind !== "kept" || clause.changes.length > 0;
