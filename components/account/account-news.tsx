import type { Page } from "../page";
import { ProblemNotice } from "../problem-notice";
import { Announce, Notice } from "../ui/notice";

const DONE = {
  locale: "account.doneLocale",
  session: "account.doneSession",
  others: "account.doneOthers",
  visits: "visits.saved",
} as const;

const isDone = (word: string): word is keyof typeof DONE => Object.hasOwn(DONE, word);

/** What was just done on the page. */
export function AccountNews({ page, query }: { page: Page; query: Record<string, string | undefined> }) {
  const { done } = query;
  return (
    <Announce>
      <ProblemNotice page={page} problem={query.problem ?? null} />
      {done && isDone(done) && <Notice tone="good" title={page.words.t(DONE[done])} />}
    </Announce>
  );
}
