import type { Page } from "../page";
import { ProblemNotice } from "../problem-notice";
import { ButtonLink } from "../ui/button";
import { Announce, Notice } from "../ui/notice";

/**
 * What came of a search. That nobody was found and that somebody refuses visits are the same words, with what to
 * do in either case.
 */
export function FindNews({ page, query }: { page: Page; query: Record<string, string | undefined> }) {
  const { t } = page.words;
  const { problem } = query;
  const own = problem === "conflict" || problem === "forbidden";
  return (
    <Announce>
      {query.none === "1" && (
        <Notice tone="warn" title={t("find.none")}>
          <p>{t("find.noneText")}</p>
        </Notice>
      )}
      {own && (
        <Notice tone="warn" title={t(`find.${problem}`)}>
          <p>{t(`find.${problem}Text`)}</p>
        </Notice>
      )}
      {problem === "rules_unsigned" && (
        <Notice
          tone="warn"
          title={t("find.unsigned")}
          action={<ButtonLink href="/desk/rules">{t("find.unsignedLink")}</ButtonLink>}
        >
          <p>{t("find.unsignedText")}</p>
        </Notice>
      )}
      {!own && problem !== "invalid" && <ProblemNotice page={page} problem={problem ?? null} />}
    </Announce>
  );
}
