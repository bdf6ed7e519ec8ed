import type { Page } from "../page";
import { ProblemNotice } from "../problem-notice";
import { Announce, Notice } from "../ui/notice";

const DONE = { off: "visit.offDone", link: "visit.linkSent" } as const;

const isDone = (word: string | undefined): word is keyof typeof DONE =>
  word !== undefined && Object.hasOwn(DONE, word);

/** What staff have just done in a visit, or why it was refused. Fields that were not right say so themselves. */
export function VisitNews({ page, query }: { page: Page; query: Record<string, string | undefined> }) {
  const { t } = page.words;
  const who = page.visit?.first ?? "";
  const { problem, form, done } = query;
  const told = problem === "invalid" && form !== "send-link";
  const nowhere = form === "send-link" && (problem === "not_offered" || problem === "not_found");
  return (
    <Announce id="told">
      {nowhere && <Notice tone="warn" title={t("visit.linkNowhere")} />}
      {!told && !nowhere && <ProblemNotice page={page} problem={problem ?? null} />}
      {isDone(done) && <Notice tone="good" title={t(DONE[done], { who })} />}
    </Announce>
  );
}
