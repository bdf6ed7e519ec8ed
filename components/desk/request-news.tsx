import type { Page } from "../page";
import { ProblemNotice } from "../problem-notice";
import { Announce, Notice } from "../ui/notice";

interface NewsProps {
  page: Page;
  did: "question" | "more_time" | "done" | "refused" | undefined;
  problem: string | null;
}

/** What came of the form that was just sent. */
export function RequestNews({ page, did, problem }: NewsProps) {
  const { t } = page.words;
  return (
    <Announce>
      {did && !problem && <Notice tone="good" title={t(`desk.request.did_${did}`)} />}
      <ProblemNotice page={page} problem={problem} />
    </Announce>
  );
}
