import type { DifferenceView } from "@/domain/terms/catalog";
import type { Page } from "../page";
import { Disclosure } from "../ui/disclosure";
import { Notice } from "../ui/notice";
import { ClauseDifferenceCard, isChanged } from "./clause-difference";
import { languageIn } from "./terms-beside";

interface DifferenceProps {
  page: Page;
  difference: DifferenceView;
}

const COUNTED = ["added", "removed", "renamed", "moved", "reworded"] as const;

/** Two versions of one text, clause by clause; what stayed as it was is named and folded away. */
export function Difference({ page, difference }: DifferenceProps) {
  const { t, format, locale } = page.words;
  const { clauses, counts, lang } = difference;
  const [changed, same] = [clauses.filter(isChanged), clauses.filter((clause) => !isChanged(clause))];
  const counted = COUNTED.filter((kind) => counts[kind] > 0);
  const at = (version: string, anchor: string) =>
    `/terms/${encodeURIComponent(difference.document)}?${new URLSearchParams({ version })}#${anchor}`;
  return (
    <>
      <WhichLanguage page={page} difference={difference} />
      <p className="after">
        {counted.length > 0
          ? format.list(counted.map((kind) => t(`terms.count_${kind}`, { count: counts[kind] })))
          : t("terms.nothingDiffers")}
      </p>
      {changed.length > 0 && (
        <div className="card rows changes">
          {changed.map((clause) => (
            <ClauseDifferenceCard
              key={`${clause.kind}.${clause.anchor}`}
              page={page}
              clause={clause}
              lang={lang}
              href={at(clause.kind === "removed" ? difference.from : difference.to, clause.anchor)}
            />
          ))}
        </div>
      )}
      {same.length > 0 && (
        <Disclosure label={t("terms.unchanged", { count: same.length })}>
          <ul className="same-clauses" lang={lang}>
            {same.map(({ anchor, title }) => (
              <li key={anchor}>
                <a href={at(difference.to, anchor)}>
                  {title.map(({ text }) => text).join("") || <span lang={locale}>{t("terms.opening")}</span>}
                </a>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </>
  );
}

/** A translation does not bind, and a text in another language than the reader's is said to be one. */
function WhichLanguage({ page, difference }: DifferenceProps) {
  const { t, locale } = page.words;
  const language = languageIn(locale, difference.lang);
  if (!difference.binds) return <Notice tone="info" icon="law" title={t("terms.comparedIn", { language })} />;
  if (difference.lang === locale) return null;
  return <Notice tone="info" title={t("terms.onlyIn", { language })} />;
}
